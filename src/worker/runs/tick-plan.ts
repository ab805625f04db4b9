import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { type RunId, RUN_STATUSES } from '../../domain/runs/run.ts';
import { isSilentAt } from '../../domain/runs/silent-run.ts';

/** Runs in one answer: some 2 MB where runs are heavy. */
export const TICK_RUNS = 200;
/** Clocks of the machines that start runs differ by as much; one that starts later may say that it started before. */
const START_MARGIN_MS = 2 * 60_000;
/** One question in so many is for rows that nobody expects to change: renamed, tagged or deleted by somebody else. */
export const CHECK_EVERY = 6;

/** What one tick asks of the server: one `runs/search`. */
export interface TickQuestion {
  /**
   * `since`: all runs that started since the oldest that goes on, which tells of those that grew, ended, came and went.
   * `ids`: these runs and no others. `new`: runs that started since the newest that is known.
   */
  readonly kind: 'since' | 'ids' | 'new';
  /** In MLflow's grammar; undefined: all runs. */
  readonly filter: string | undefined;
  readonly pageSize: number;
  /** Runs that are there no more if they are not in the whole answer. */
  readonly expected: ReadonlySet<RunId>;
}

export interface TickState {
  readonly frame: RunFrame;
  readonly nowMs: number;
  /** Counts ticks. */
  readonly turn: number;
  /** What is looked at: compared runs and rows on screen. */
  readonly watched: readonly RunId[];
  /** An answer to `since` did not fit into a page: others than these rows are at the server. */
  readonly isSinceTooMuch: boolean;
}

/**
 * The cheapest question whose answer tells all that may have happened. MLflow's filter has neither OR nor a time of
 * last change, so that nothing but `start_time >= …` takes in runs that go on, that have ended and that are new at
 * once. Where too many runs began since (a long training beside many short ones), ticks ask in turn for those that go
 * on, by id, and for those that are new: two questions tell the same, each of them small.
 */
export function planTick(state: TickState): TickQuestion {
  const { frame, turn } = state;
  const going = goingRows(state);
  if (turn % CHECK_EVERY === CHECK_EVERY - 1) {
    const checked = [...new Set([...state.watched, ...idsOf(frame, silentRows(state))])];
    if (checked.length > 0) return askIds(inTurn(checked, Math.floor(turn / CHECK_EVERY)));
  }
  const newestMs = largest(frame.startsMs);
  const oldestMs = going.reduce((least, row) => Math.min(least, frame.startsMs[row] ?? least), newestMs);
  const since = askSince(frame, oldestMs - START_MARGIN_MS);
  if (!state.isSinceTooMuch && since.expected.size < TICK_RUNS) return since;
  if (turn % 2 === 0 && going.length > 0)
    return askIds(firstWatched(idsOf(frame, going), state.watched, turn / 2));
  return { ...askSince(frame, newestMs - START_MARGIN_MS), kind: 'new', expected: new Set() };
}

/** Runs that go on or are about to; silent ones are asked about with those that nobody expects to change. */
function goingRows({ frame, nowMs }: TickState): readonly number[] {
  return rowsWhere(frame, (row) => isGoing(frame, row) && !isSilentAt(frame, row, nowMs));
}

function silentRows({ frame, nowMs }: TickState): readonly number[] {
  return rowsWhere(frame, (row) => isSilentAt(frame, row, nowMs));
}

/** Whether the server may still add to the run. */
export function isGoing({ statusCodes }: RunFrame, row: number): boolean {
  const status = RUN_STATUSES[statusCodes[row] ?? -1];
  return status === 'RUNNING' || status === 'SCHEDULED';
}

/** @param sinceMs not finite where no run is known, or none with a start */
function askSince(frame: RunFrame, sinceMs: number): TickQuestion {
  if (!Number.isFinite(sinceMs)) {
    return { kind: 'since', filter: undefined, pageSize: TICK_RUNS, expected: new Set(frame.ids) };
  }
  const rows = rowsWhere(frame, (row) => (frame.startsMs[row] ?? Number.NaN) >= sinceMs);
  return {
    kind: 'since',
    filter: `attributes.start_time >= ${Math.floor(sinceMs)}`,
    pageSize: TICK_RUNS,
    expected: new Set(idsOf(frame, rows)),
  };
}

function askIds(ids: readonly RunId[]): TickQuestion {
  const asked = [...new Set(ids)].slice(0, TICK_RUNS);
  return {
    kind: 'ids',
    filter: `attributes.run_id IN (${asked.map((id) => `'${id}'`).join(', ')})`,
    pageSize: TICK_RUNS,
    expected: new Set(asked),
  };
}

/** Of more than fit into one answer those that are looked at each time, the others in turn. */
function firstWatched(ids: readonly RunId[], watched: readonly RunId[], turn: number): readonly RunId[] {
  if (ids.length <= TICK_RUNS) return ids;
  const all = new Set(ids);
  const first = [...new Set(watched)].filter((id) => all.has(id)).slice(0, TICK_RUNS / 2);
  const others = new Set(first);
  const rest = ids.filter((id) => !others.has(id));
  return [...first, ...inTurn(rest, turn, TICK_RUNS - first.length)];
}

/** No more than fit into one answer: another part each time, until all had their turn. */
export function inTurn<Item>(items: readonly Item[], turn: number, size = TICK_RUNS): readonly Item[] {
  const start = (turn * size) % (Math.ceil(items.length / size) * size);
  return items.slice(start, start + size);
}

function rowsWhere({ ids }: RunFrame, test: (row: number) => boolean): readonly number[] {
  const rows: number[] = [];
  for (let row = 0; row < ids.length; row++) if (test(row)) rows.push(row);
  return rows;
}

function idsOf({ ids }: RunFrame, rows: readonly number[]): readonly RunId[] {
  return rows.map((row) => ids[row]).filter((id) => id !== undefined);
}

function largest(numbers: readonly number[]): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const number of numbers) if (number > most) most = number;
  return most;
}
