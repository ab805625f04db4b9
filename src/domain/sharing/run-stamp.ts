import { type Run, type RunId, TAG_NOTE, TAG_RUN_COLOR } from '../runs/run.ts';
import { shortHash } from './short-hash.ts';

/** What of a run a link must know to tell later what became of it. */
export interface RunStamp {
  readonly id: RunId;
  /** `unread`: nobody could tell. */
  readonly state: 'active' | 'deleted' | 'missing' | 'unread';
  readonly name: string;
  /** Undefined while it goes on. */
  readonly endMs: number | undefined;
  /** When its last point was logged, of any metric. */
  readonly lastPointMs: number | undefined;
  /** Another one after its name, its note or one of its tags was edited. */
  readonly edits: string;
}

const EDIT_LENGTH = 5;

/** Tags that MLflow writes by itself are left out, but for the note and the colour. */
export function stampOf(run: Run): RunStamp {
  const tags = run.tags
    .filter(({ key }) => !key.startsWith('mlflow.') || key === TAG_NOTE || key === TAG_RUN_COLOR)
    .map(({ key, value }) => JSON.stringify([key, value]))
    .toSorted();
  const times = run.metrics.map(({ timestampMs }) => timestampMs);
  return {
    id: run.id,
    state: run.lifecycle,
    name: run.name,
    endMs: run.endMs,
    lastPointMs: times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b)),
    edits: shortHash([run.name, ...tags].join('\n'), EDIT_LENGTH),
  };
}

/** Clocks of machines that log are ahead by this at most; what is further in the future is no time of today. */
const MAX_AHEAD_MS = 3_600_000;

/** The time of a link: now, or what was last seen where a clock that logs is ahead of this one. */
export function timeOfLink(stamps: readonly RunStamp[], nowMs: number): number {
  const seen = stamps.flatMap(({ endMs, lastPointMs }) => [endMs ?? 0, lastPointMs ?? 0]);
  return seen.reduce(
    (latest, time) => (time <= nowMs + MAX_AHEAD_MS ? Math.max(latest, time) : latest),
    nowMs,
  );
}
