import { findCell, textAt } from './run-column.ts';
import type { RunFrame } from './run-frame.ts';
import { type Run, RUN_STATUSES } from './run.ts';

/**
 * Whether a row says the same as a run that was read again: then nothing has to be written, shown or stored anew.
 * Only what a server lets change is looked at; params and metrics can be added, never taken away.
 */
export function isSameRun(frame: RunFrame, row: number, run: Run): boolean {
  return (
    RUN_STATUSES[frame.statusCodes[row] ?? -1] === run.status &&
    frame.names[row] === run.name &&
    isSameMs(frame.startsMs[row], run.startMs) &&
    isSameMs(frame.endsMs[row], run.endMs) &&
    frame.datasets[row]?.length === run.datasets.length &&
    run.metrics.every((metric) => hasMetric(frame, row, metric)) &&
    run.params.every(({ key, value }) => textAt(frame.params.get(key), row) === value) &&
    hasTags(frame, row, run)
  );
}

function hasMetric(frame: RunFrame, row: number, metric: Run['metrics'][number]): boolean {
  const column = frame.metrics.get(metric.key);
  const place = column ? findCell(column, row) : -1;
  if (!column || place < 0) return false;
  return (
    column.steps[place] === metric.step &&
    column.timestampsMs[place] === metric.timestampMs &&
    Object.is(column.values[place], metric.value)
  );
}

function hasTags({ tags }: RunFrame, row: number, run: Run): boolean {
  if (!run.tags.every(({ key, value }) => textAt(tags.get(key), row) === value)) return false;
  let count = 0;
  for (const column of tags.values()) if (findCell(column, row) >= 0) count++;
  return count === run.tags.length;
}

function isSameMs(held: number | undefined, ms: number | undefined): boolean {
  return Object.is(held, ms ?? Number.NaN);
}
