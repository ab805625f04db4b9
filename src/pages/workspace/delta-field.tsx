import { UnstyledButton } from '@mantine/core';
import type { Baseline } from '../../domain/runs/baseline.ts';
import { describeGroupId } from '../../domain/runs/run-groups.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { TABLE_DELTAS, type TableDelta } from '../../domain/statistics/table-delta.ts';
import { m } from '../../paraglide/messages.js';
import { useShownBaseline } from '../../parts/baseline.tsx';
import { groupLabel } from '../../parts/group-words.ts';
import { failureWords } from '../../parts/wording.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import css from './compare-bar.module.css';

interface DeltaFieldProps {
  readonly viewId: string;
  readonly snapshot: Pick<RunsSnapshot, 'baseline' | 'isWhole'>;
}

/** How cells stand to the baseline; there where there is one. */
export function DeltaField({ viewId, snapshot }: DeltaFieldProps) {
  const { workspace, dispatch } = useWorkspace();
  const { baseline } = workspace;
  if (baseline === undefined) return null;
  const failure = snapshot.baseline?.failure;
  return (
    <>
      <LostBaseline
        baseline={baseline}
        snapshot={snapshot}
        onClear={() => dispatch({ type: 'set-baseline', baseline: undefined })}
      />
      {failure ? <UnreadHistory viewId={viewId} failure={failure} /> : null}
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

interface LostBaselineProps extends Pick<DeltaFieldProps, 'snapshot'> {
  readonly baseline: Baseline;
  readonly onClear: () => void;
}

/** A baseline that cannot be read has no row to say so. */
function LostBaseline({ baseline, snapshot, onClear }: LostBaselineProps) {
  if (baseline.kind === 'run') return <LostRun id={baseline.id} onClear={onClear} />;
  // Runs of it may still come.
  if (snapshot.baseline?.runCount !== 0 || !snapshot.isWhole) return null;
  const described = describeGroupId(baseline.id);
  const group = described ? groupLabel(described.by, described.values) : baseline.id;
  return (
    <UnstyledButton
      className={css.warn}
      title={`${m.baseline_group_none({ group })} · ${m.baseline_clear()}`}
      onClick={onClear}
    >
      {m.baseline_group_none_short()}
    </UnstyledButton>
  );
}

const NO_RUNS: readonly never[] = [];

function LostRun({ id, onClear }: { readonly id: RunId; readonly onClear: () => void }) {
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

interface UnreadHistoryProps {
  readonly viewId: string;
  readonly failure: TrackingFailure;
}

/** Its cells say that they have nothing to stand beside; here is why, and a click that reads it again. */
function UnreadHistory({ viewId, failure }: UnreadHistoryProps) {
  const client = useDataClient();
  const { title } = failureWords(failure, globalThis.location?.origin ?? '');
  return (
    <UnstyledButton
      className={css.warn}
      title={`${m.delta_gap_failed()}: ${title}`}
      onClick={() =>
        // What became of it shows in the next snapshot.
        void client.call('runs.control', { viewId, action: 'retry' }).catch(() => undefined)
      }
    >
      {m.baseline_unread()}
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
