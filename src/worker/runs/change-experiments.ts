import {
  applyExperimentChange,
  type ExperimentChange,
  inverseOfExperimentChange,
} from '../../domain/runs/experiment-change.ts';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';

export interface ExperimentsChangeRequest {
  readonly changes: readonly ExperimentChange[];
}

/** What became of one change. `after`: the experiment as the source has it then; undefined: it cannot be read. */
export type ExperimentChangeResult =
  /** `undo` takes it back. */
  | { readonly state: 'done'; readonly undo: ExperimentChange; readonly after: Experiment }
  /** The experiment was so already. */
  | { readonly state: 'unchanged'; readonly after: Experiment }
  | {
      readonly state: 'refused';
      readonly failure: TrackingFailure;
      readonly after: Experiment | undefined;
    };

export interface ExperimentChangeProgress {
  readonly done: number;
  readonly total: number;
}

/** What every further change would meet as well. */
const FATAL: readonly TrackingFailure['kind'][] = ['network', 'unauthorized', 'unsupported', 'aborted'];

/**
 * Makes changes at the source one after the other, each once; one result for each. The experiment is read before and
 * afterwards: what takes the change back is known, and a change whose answer was lost on the way counts as made.
 */
export async function changeExperiments(
  source: TrackingSource,
  canDeleteTags: boolean,
  changes: readonly ExperimentChange[],
  signal: AbortSignal,
  onProgress: (progress: ExperimentChangeProgress) => void,
): Promise<readonly ExperimentChangeResult[]> {
  const results: ExperimentChangeResult[] = [];
  let fatal: TrackingFailure | undefined;
  for (const change of changes) {
    signal.throwIfAborted();
    const result: ExperimentChangeResult = fatal
      ? { state: 'refused', failure: fatal, after: undefined }
      : await changeOne(source, canDeleteTags, change, signal);
    if (result.state === 'refused' && FATAL.includes(result.failure.kind)) fatal = result.failure;
    results.push(result);
    onProgress({ done: results.length, total: changes.length });
  }
  return results;
}

async function changeOne(
  source: TrackingSource,
  canDeleteTags: boolean,
  change: ExperimentChange,
  signal: AbortSignal,
): Promise<ExperimentChangeResult> {
  const inverse = (experiment: Experiment) => inverseOfExperimentChange(change, experiment, canDeleteTags);
  let before: Experiment | undefined;
  try {
    before = await source.getExperiment(change.id, signal);
    const undo = inverse(before);
    if (!undo) return { state: 'unchanged', after: before };
    await source.changeExperiment(change, signal);
    const after = await source.getExperiment(change.id, signal).catch(() => undefined);
    return { state: 'done', undo, after: after ?? applyExperimentChange(before, change) };
  } catch (thrown) {
    const failure = toTrackingFailure(thrown);
    const after = before && (await source.getExperiment(change.id, signal).catch(() => undefined));
    const undo = before && inverse(before);
    if (undo && after && inverse(after) === undefined) return { state: 'done', undo, after };
    return { state: 'refused', failure, after };
  }
}
