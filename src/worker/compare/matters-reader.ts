import { findMatters } from '../../domain/comparison/matters.ts';
import type { RunFacts } from '../charts/run-facts.ts';
import { pause } from '../clock.ts';
import { axisOf, findRows, keysOf } from './axes-reader.ts';
import type { MattersReply, MattersRequest } from './matters-protocol.ts';

/** Milliseconds between two pauses. */
const SLICE_MS = 12;

/**
 * What of the params that vary goes with a metric, from the rows that are loaded. In slices: 10,000 runs with 100
 * params take half a second. Rejects when the signal aborts.
 */
export async function readMatters(
  { viewId, runIds, metric }: MattersRequest,
  facts: RunFacts,
  signal: AbortSignal,
): Promise<MattersReply> {
  const found = await findRows(viewId, runIds, facts, signal);
  const { params } = keysOf(found);
  const unique = params.filter(({ isUniquePerRun }) => isUniquePerRun);
  const judged = params.filter(({ isVarying, isUniquePerRun }) => isVarying && !isUniquePerRun);
  const takeBreath = breaths(signal);
  const columns = [];
  for (const { key } of judged) {
    await takeBreath();
    columns.push({ key, values: axisOf(found, { kind: 'param', key }) });
  }
  const steps = findMatters(axisOf(found, metric), columns);
  let step = steps.next();
  while (!step.done) {
    await takeBreath();
    step = steps.next();
  }
  return {
    ...step.value,
    sameCount: params.length - unique.length - judged.length,
    uniqueKeys: unique.map(({ key }) => key),
  };
}

/** Called after each piece of work: lets others be answered when it is time. */
function breaths(signal: AbortSignal): () => Promise<void> {
  let sinceMs = performance.now();
  return async () => {
    if (performance.now() - sinceMs < SLICE_MS) return;
    await pause();
    signal.throwIfAborted();
    sinceMs = performance.now();
  };
}
