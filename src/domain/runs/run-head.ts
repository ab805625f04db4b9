import type { ExperimentId, Lifecycle } from './experiment.ts';
import type { Run, RunId, RunStatus } from './run.ts';

/** What lists of runs say of each: no metrics, no params. */
export interface RunHead {
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly status: RunStatus;
  readonly lifecycle: Lifecycle;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly user: string | undefined;
  /** When it started, logged or ended last. */
  readonly lastSignMs: number | undefined;
}

export function toRunHead(run: Run): RunHead {
  const { id, experimentId, name, status, lifecycle, startMs, endMs, user } = run;
  return { id, experimentId, name, status, lifecycle, startMs, endMs, user, lastSignMs: lastSignMs(run) };
}

/** When the run started, logged a metric or ended last; undefined where it has none of these times. */
export function lastSignMs({ startMs, endMs, metrics }: Run): number | undefined {
  const loggedMs = metrics.reduce((last, { timestampMs }) => Math.max(last, timestampMs), 0);
  const last = Math.max(startMs ?? 0, endMs ?? 0, loggedMs);
  return last > 0 ? last : undefined;
}
