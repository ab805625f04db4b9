import { findMatters } from '../../domain/comparison/matters.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunFacts } from '../charts/run-facts.ts';
import { pause } from '../clock.ts';
import { readAxes, readKeysOfRuns } from './axes-reader.ts';
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
  const { params } = await readKeysOfRuns({ viewId, runIds }, facts, signal);
  const unique = params.filter(({ isUniquePerRun }) => isUniquePerRun);
  const judged = params.filter(({ isVarying, isUniquePerRun }) => isVarying && !isUniquePerRun);
  const takeBreath = breaths(signal);
  const axisOf = async (column: RunColumn) => {
    const { axes } = await readAxes({ viewId, runIds, columns: [column] }, facts, signal);
    await takeBreath();
    return axes[0];
  };
  const ofMetric = await axisOf(metric);
  const columns = [];
  for (const { key } of judged) {
    const values = await axisOf({ kind: 'param', key });
    if (values) columns.push({ key, values });
  }
  if (!ofMetric) throw new Error('A column was asked for, and none came.');
  const steps = findMatters(ofMetric, columns);
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
