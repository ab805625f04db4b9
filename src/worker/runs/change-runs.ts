import { applyRunChange, inverseOf, type RunChange } from '../../domain/runs/run-change.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { HandlerContext } from '../rpc/rpc.ts';
import type { ChangeResult, RunsChangeReply } from './change-protocol.ts';
import { readRunsById, type ReadRunsOptions } from './read-runs.ts';

/** Runs that are changed at once: charts beside them go on reading. */
const RUNS_IN_FLIGHT = 4;

export interface ChangeRunsOptions extends ReadRunsOptions {
  /** Runs as they are after their changes. */
  readonly take: (runs: readonly Run[]) => void;
}

/** A change, and the run as it was when its turn came. */
interface Step {
  readonly change: RunChange;
  before: Run | undefined;
  result: ChangeResult;
}

/**
 * Makes changes at the source, each once. Runs are read before, so that what takes a change back is known, and those
 * that were asked for again afterwards: results and rows are what the source says then, also where an answer was lost
 * on the way. Rejects only when the signal aborts; what was made by then stays made.
 *
 * @param stop nothing further is asked for when it aborts; what is under way then is waited for, so that of every change
 * it is known whether it was made
 */
export async function changeRuns(
  options: ChangeRunsOptions,
  changes: readonly RunChange[],
  { signal, progress }: Pick<HandlerContext<'runs.change'>, 'signal' | 'progress'>,
  stop?: AbortSignal,
): Promise<RunsChangeReply> {
  const steps = changes.map((change): Step => ({ change, before: undefined, result: UNKNOWN }));
  const ids = [...new Set(changes.map(({ id }) => id))];
  const runs = await readRunsById(options, ids, signal);
  const maker = new Maker(options, signal, stop);
  let done = 0;
  await inFlight(ids, RUNS_IN_FLIGHT, async (id) => {
    const run = runs.get(id);
    const ofRun = steps.filter(({ change }) => change.id === id);
    if (isRun(run)) await maker.makeAll(ofRun, run);
    else for (const step of ofRun) step.result = { state: 'refused', failure: run ?? NOT_FOUND };
    if (stop?.aborted === true) return;
    done += ofRun.length;
    progress({ done, total: changes.length });
  });
  signal.throwIfAborted();
  await readBack(options, steps, signal);
  return steps.map(({ result }) => result);
}

/** Stops asking after a failure that every further change would meet as well. */
class Maker {
  private readonly options: ChangeRunsOptions;
  private readonly signal: AbortSignal;
  private readonly stop: AbortSignal | undefined;
  private fatal: TrackingFailure | undefined;

  constructor(options: ChangeRunsOptions, signal: AbortSignal, stop: AbortSignal | undefined) {
    this.options = options;
    this.signal = signal;
    this.stop = stop;
  }

  /** Changes of one run, one after the other. */
  async makeAll(steps: readonly Step[], first: Run): Promise<void> {
    let run = first;
    for (const step of steps) {
      step.before = run;
      step.result = await this.make(step.change, run);
      if (step.result.state === 'done') run = applyRunChange(run, step.change);
    }
  }

  private async make(change: RunChange, run: Run): Promise<ChangeResult> {
    const undo = inverseOf(change, run);
    if (undo === undefined) return { state: 'unchanged' };
    if (this.stop?.aborted === true) return { state: 'stopped' };
    if (this.fatal) return { state: 'refused', failure: this.fatal };
    try {
      await this.options.source.changeRun(change, this.signal);
      return { state: 'done', undo };
    } catch (thrown) {
      const failure = toTrackingFailure(thrown);
      if (['network', 'unauthorized', 'unsupported', 'aborted'].includes(failure.kind)) this.fatal = failure;
      return { state: 'refused', failure };
    }
  }
}

/** Reads what was asked for; a change that failed here and is there has been made: its answer was lost. */
async function readBack(
  options: ChangeRunsOptions,
  steps: readonly Step[],
  signal: AbortSignal,
): Promise<void> {
  const asked = steps.filter(({ before, result }) => before && ['done', 'refused'].includes(result.state));
  const runs = await readRunsById(options, [...new Set(asked.map(({ change }) => change.id))], signal);
  for (const step of asked) {
    const { change, before, result } = step;
    const run = runs.get(change.id);
    if (result.state !== 'refused' || !before || !isRun(run)) continue;
    const undo = inverseOf(change, before);
    if (undo && inverseOf(change, run) === undefined) step.result = { state: 'done', undo };
  }
  const known = [...runs].map(([id, run]) => (isRun(run) ? run : lastKnown(asked, id)));
  options.take(known.filter((run) => run !== undefined));
}

/** Where a run cannot be read any more: as it was, with what the source said that it has done. */
function lastKnown(steps: readonly Step[], id: RunId): Run | undefined {
  const done = steps.findLast(({ change, result }) => change.id === id && result.state === 'done');
  return done?.before && applyRunChange(done.before, done.change);
}

async function inFlight<Item>(
  items: readonly Item[],
  lanes: number,
  task: (item: Item) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const lane = async () => {
    for (const item of waiting) await task(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

function isRun(value: Run | TrackingFailure | undefined): value is Run {
  return value !== undefined && 'lifecycle' in value;
}

const NOT_FOUND: TrackingFailure = {
  kind: 'not-found',
  status: undefined,
  cause: undefined,
  subject: undefined,
  detail: undefined,
};
const UNKNOWN: ChangeResult = { state: 'refused', failure: NOT_FOUND };
