import { useSyncExternalStore } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { LineSample } from '../../ui/line-sample.tsx';
import { BASELINE_DASHES } from './baseline-dashes.ts';
import entryCss from './legend-entry.module.css';
import css from './groups-legend.module.css';
import { isFocusedLine, useHighlightStore } from '../highlight.tsx';
import { type LineStyles, useLineStyles } from '../run-styles.ts';
import type { ShownGroup } from '../charts-panel/use-run-groups.ts';

interface GroupsLegendProps {
  readonly groups: readonly ShownGroup[];
  readonly runs: readonly ComparedRun[];
}

/** The groups with their colours and how many runs are in each; one that is clicked is lit on all cards. */
export function GroupsLegend({ groups, runs }: GroupsLegendProps) {
  const styles = useLineStyles(runs, groups);
  return (
    <ul className={css.legend} aria-label={m.group_legend()}>
      {groups.map((group) => (
        <li key={group.id}>
          <GroupEntry group={group} style={styles.get(group.id)} />
        </li>
      ))}
    </ul>
  );
}

interface GroupEntryProps {
  readonly group: ShownGroup;
  readonly style: ReturnType<LineStyles['get']>;
}

function GroupEntry({ group, style }: GroupEntryProps) {
  const { subscribe, get, hover, focus } = useHighlightStore();
  const { runIds, label } = group;
  const [first] = runIds;
  const isFocused = useSyncExternalStore(subscribe, () => isFocusedLine(get(), first, runIds));
  const isLit = useSyncExternalStore(subscribe, () => get().hoveredGroup === runIds);
  return (
    <button
      type="button"
      className={`${entryCss.entry} ${css.entry}`}
      aria-pressed={isFocused}
      data-lit={isLit || undefined}
      data-n={runIds.length}
      title={label}
      onPointerEnter={() => hover(first, runIds)}
      onPointerLeave={() => hover(undefined)}
      onClick={() => (isFocused ? focus(undefined) : focus(first, runIds))}
    >
      <LineSample
        className={entryCss.sample}
        line={style && group.isBaseline ? { ...style, dash: BASELINE_DASHES[0] } : style}
      />
      <span className={css.label}>{label}</span>
    </button>
  );
}
