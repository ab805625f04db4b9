import type { RunId } from '../../domain/runs/run.ts';
import {
  TrackingError,
  type TrackingErrorKind,
  toTrackingFailure,
  type TrackingFailure,
} from '../../tracking/errors.ts';
import type { HistorySample, HistorySampleRequest, TrackingSource } from '../../tracking/source.ts';

/** Failures that one run of a request may be the cause of; with others the whole server is out of reach. */
const OF_ONE_RUN: readonly TrackingErrorKind[] = [
  'server',
  'rejected',
  'not-found',
  'forbidden',
  'bad-response',
];
/** Requests in search of the runs that make a request fail. */
const MAX_SEARCH_REQUESTS = 16;

export interface SampledRuns {
  readonly samples: ReadonlyMap<RunId, HistorySample>;
  readonly failures: ReadonlyMap<RunId, TrackingFailure>;
}

/**
 * Samples of all runs that can be had: a request that fails is asked again in halves, so that one bad run does not take
 * a hundred others with it. Rejects only when the signal aborts.
 */
export async function sampleRuns(
  source: TrackingSource,
  request: HistorySampleRequest,
  signal: AbortSignal,
): Promise<SampledRuns> {
  const samples = new Map<RunId, HistorySample>();
  const failures = new Map<RunId, TrackingFailure>();
  let searches = 0;

  async function ask(runIds: readonly RunId[]): Promise<void> {
    try {
      const answers = await source.sampleHistories({ ...request, runIds }, signal);
      for (const answer of answers) samples.set(answer.runId, answer);
      const missing = new TrackingError({ kind: 'bad-response', subject: request.key });
      for (const id of runIds) if (!samples.has(id)) failures.set(id, missing.failure);
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      await search(runIds, toTrackingFailure(thrown));
    }
  }

  async function search(runIds: readonly RunId[], failure: TrackingFailure): Promise<void> {
    const isSearched =
      runIds.length > 1 && OF_ONE_RUN.includes(failure.kind) && searches < MAX_SEARCH_REQUESTS;
    if (!isSearched) {
      for (const id of runIds) failures.set(id, failure);
      return;
    }
    searches += 2;
    const middle = Math.ceil(runIds.length / 2);
    await ask(runIds.slice(0, middle));
    await ask(runIds.slice(middle));
  }

  await ask(request.runIds);
  return { samples, failures };
}
