import { formatCount } from '../../base/format-number.ts';
import type { WorkspaceTab } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace } from '../../state/workspace-store.tsx';
import buttonCss from '../../ui/buttons.module.css';
import css from './asking.module.css';

/** Pictures of a whole sweep: ten runs of it tell little. */
const OF_MANY: ReadonlySet<WorkspaceTab> = new Set(['parallel', 'scatter', 'heatmap']);

interface CompareAllProps {
  readonly comparedCount: number;
  readonly matchedCount: number;
}

/** The first rows alone are compared: one click takes all of them, and undo takes it back. */
export function CompareAll({ comparedCount, matchedCount }: CompareAllProps) {
  const { workspace, dispatch } = useWorkspace();
  const { set, tab, scatter } = workspace;
  const isOfRows = tab === 'scatter' && scatter.isAllRows;
  if (!OF_MANY.has(tab) || set.kind !== 'top' || isOfRows || matchedCount <= comparedCount) return null;
  const counts = { shown: formatCount(comparedCount), all: formatCount(matchedCount) };
  return (
    <p className={css.hint}>
      {m.set_hint(counts)}{' '}
      <button
        type="button"
        className={buttonCss.link}
        onClick={() => dispatch({ type: 'set-compare-set', set: { kind: 'all', without: set.without } })}
      >
        {m.set_hint_all({ all: counts.all })}
      </button>
    </p>
  );
}
