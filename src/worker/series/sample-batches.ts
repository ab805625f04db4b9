import type { RunId } from '../../domain/runs/run.ts';
import type { SourceCapabilities } from '../../tracking/source.ts';
import type { Entry } from './series-entry.ts';

const MAX_RUNS_PER_SAMPLE = 100;
/** Steps of the histories that one request samples, by their last step. */
const MAX_STEPS_PER_SAMPLE = 50_000;
/** A first picture of a long history: MLflow's own page asks for as many and stops there. */
const QUICK_SAMPLE_POINTS = 320;

/** Points a run of a first look at many histories that come whole afterwards. */
const GLANCE_POINTS = 100;
/** With fewer points in all the whole ones come as soon as a first look would. */
const MIN_POINTS_FOR_GLANCE = 40_000;

type LastStep = (runId: RunId, key: string) => number | undefined;
type Capabilities = Pick<SourceCapabilities, 'bulkSamples' | 'maxSamplePoints'>;

/**
 * One request for many short histories, several for long ones: a server reads every point of a history to sample it,
 * and an answer comes when the last of its runs is read (21 runs of 100,000 points and more: 17 s for all at once).
 */
export function batchEntries(
  entries: readonly Entry[],
  { bulkSamples }: Capabilities,
  lastStep: LastStep,
): readonly (readonly Entry[])[] {
  const maxRuns = bulkSamples ? MAX_RUNS_PER_SAMPLE : 1;
  const batches: Entry[][] = [];
  /** By key: a request is about one. */
  const open = new Map<string, { readonly batch: Entry[]; steps: number }>();
  for (const entry of entries) {
    const steps = lastStep(entry.runId, entry.key) ?? 0;
    const last = open.get(entry.key);
    if (last && last.batch.length < maxRuns && last.steps + steps <= MAX_STEPS_PER_SAMPLE) {
      last.batch.push(entry);
      last.steps += steps;
    } else {
      const batch = [entry];
      batches.push(batch);
      open.set(entry.key, { batch, steps });
    }
  }
  return batches;
}

/**
 * As many points as a sample may have where that is likely the whole history; else few, since the whole one is read
 * anyway and 3.17 takes its time by the point: 56 ms for 320, 102 ms for 2,500 (one run of 20,000 points, loopback).
 * Servers before 3.15 take the same time for both.
 */
export function samplePoints(
  batch: readonly Entry[],
  capabilities: Capabilities,
  lastStep: LastStep,
): number {
  const { maxSamplePoints, bulkSamples } = capabilities;
  const isLong = batch.some(({ runId, key }) => (lastStep(runId, key) ?? 0) >= maxSamplePoints);
  return bulkSamples && isLong ? quickSamplePoints(capabilities) : maxSamplePoints;
}

/**
 * Points a run of a first look, where the histories are short enough to come whole, and so many that a server needs its
 * time: 3.17.2 takes 21 µs a point, so that 500 lines of 1,000 points stood after 16 s. Undefined: no first look.
 */
export function glancePoints(
  entries: readonly Entry[],
  capabilities: Capabilities,
  lastStep: LastStep,
): number | undefined {
  const { bulkSamples, maxSamplePoints } = capabilities;
  if (!bulkSamples || GLANCE_POINTS >= maxSamplePoints) return undefined;
  const expected = entries.map(({ runId, key }) => (lastStep(runId, key) ?? 0) + 1);
  const short = expected.filter((points) => points < maxSamplePoints);
  const total = short.reduce((sum, points) => sum + Math.max(0, points), 0);
  return total > MIN_POINTS_FOR_GLANCE && total > 2 * GLANCE_POINTS * short.length
    ? GLANCE_POINTS
    : undefined;
}

/** Points a run of a sample that shows the course of a history and no more. */
export function quickSamplePoints({ maxSamplePoints }: Capabilities): number {
  return Math.min(QUICK_SAMPLE_POINTS, maxSamplePoints);
}
