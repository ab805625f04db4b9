import { UnstyledButton } from '@mantine/core';
import type { RunId } from '../../domain/runs/run.ts';
import { TABLE_DELTAS, type TableDelta } from '../../domain/statistics/table-delta.ts';
import { m } from '../../paraglide/messages.js';
import { useShownBaseline } from '../../parts/baseline.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import css from './compare-bar.module.css';

/** How cells stand to the baseline; there where there is one. */
export function DeltaField() {
  const { workspace, dispatch } = useWorkspace();
  const { baseline } = workspace;
  if (baseline === undefined) return null;
  return (
    <>
      <LostBaseline id={baseline} onClear={() => dispatch({ type: 'set-baseline', baseline: undefined })} />
      <select
        className={css.delta}
        aria-label={m.delta_label()}
        title={m.delta_label()}
        value={workspace.tableDelta}
        onChange={({ currentTarget: { value } }) => {
          const tableDelta = TABLE_DELTAS.find((one) => one === value);
          if (tableDelta) dispatch({ type: 'set-table-delta', tableDelta });
        }}
      >
        {TABLE_DELTAS.map((one) => (
          <option key={one} value={one}>
            {wordOf(one)}
          </option>
        ))}
      </select>
    </>
  );
}

const NO_RUNS: readonly never[] = [];

/** A baseline that cannot be read has no row to say so. */
function LostBaseline({ id, onClear }: { readonly id: RunId; readonly onClear: () => void }) {
  if (useShownBaseline(id, NO_RUNS)?.state !== 'gone') return null;
  return (
    <UnstyledButton
      className={css.warn}
      title={`${m.baseline_gone({ id })} · ${m.baseline_clear()}`}
      onClick={onClear}
    >
      {m.baseline_gone_short({ id: id.slice(0, 8) })}
    </UnstyledButton>
  );
}

function wordOf(delta: TableDelta): string {
  switch (delta) {
    case 'none':
      return m.delta_none();
    case 'absolute':
      return m.delta_absolute();
    case 'percent':
      return m.delta_percent();
  }
}
