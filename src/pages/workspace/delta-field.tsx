import { TABLE_DELTAS, type TableDelta } from '../../domain/statistics/table-delta.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace } from '../../state/workspace-store.tsx';
import css from './compare-bar.module.css';

/** How cells stand to the baseline; there where there is one. */
export function DeltaField() {
  const { workspace, dispatch } = useWorkspace();
  if (workspace.baseline === undefined) return null;
  return (
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
