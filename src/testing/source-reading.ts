import { expect } from 'vitest';
import type { Experiment, ExperimentId } from '../domain/runs/experiment.ts';
import type { Run, RunId } from '../domain/runs/run.ts';
import type { Series } from '../domain/series/series.ts';
import { toTrackingFailure } from '../tracking/errors.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import type {
  HistorySample,
  HistorySampleRequest,
  RunsRequest,
  SourceInfo,
  TrackingSource,
} from '../tracking/source.ts';
import type { OddPoint, SourceTruth } from './odd-cases.ts';

export const UNKNOWN_RUN = '0'.repeat(32) as RunId;
export const NO_SIGNAL = new AbortController().signal;

/** What the tests of the contract share; filled before the first of them. */
export interface OpenedSource {
  readonly truth: SourceTruth;
  readonly source: TrackingSource;
  readonly info: SourceInfo;
  readonly experiment: Experiment;
  /** Of that experiment, newest first, with their keys in name order. */
  readonly runs: readonly Run[];
}

export function runNamed({ runs }: OpenedSource, wanted: string): Run {
  const run = runs.find((candidate) => candidate.name === wanted);
  if (!run) throw new Error(`no run named ${wanted}`);
  return run;
}

export function truthOf({ truth }: OpenedSource, runName: string, key: string): readonly OddPoint[] {
  return truth.runs.find((run) => run.name === runName)?.metrics[key] ?? [];
}

export function sampleOf(
  opened: OpenedSource,
  names: readonly string[],
  more: Partial<HistorySampleRequest> = {},
): Promise<readonly HistorySample[]> {
  const request: HistorySampleRequest = {
    runIds: names.map((wanted) => runNamed(opened, wanted).id),
    key: 'loss',
    maxPointsPerRun: 320,
    stepRange: undefined,
    priority: 'visible',
    ...more,
  };
  return opened.source.sampleHistories(request, NO_SIGNAL);
}

export function requestFor(experimentId: ExperimentId): RunsRequest {
  return {
    experimentIds: [experimentId],
    lifecycle: 'active',
    sort: undefined,
    pageSize: 100,
    pageToken: undefined,
    filter: undefined,
    priority: 'visible',
  };
}

export async function allRuns(source: TrackingSource, request: RunsRequest): Promise<readonly Run[]> {
  const runs: Run[] = [];
  let pageToken = request.pageToken;
  do {
    const page = await source.searchRuns({ ...request, pageToken }, NO_SIGNAL);
    runs.push(...page.runs);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return runs.map(inKeyOrder);
}

/** The order of a run's keys means nothing, and servers change it from answer to answer. */
export function inKeyOrder(run: Run): Run {
  return {
    ...run,
    metrics: run.metrics.toSorted(byKey),
    params: run.params.toSorted(byKey),
    tags: run.tags.toSorted(byKey),
  };
}

export async function allExperiments(
  source: TrackingSource,
  lifecycle: 'active' | 'deleted',
  pageSize: number,
): Promise<readonly Experiment[]> {
  const experiments: Experiment[] = [];
  let pageToken: string | undefined;
  do {
    const page = await source.searchExperiments({ lifecycle, pageSize, pageToken }, NO_SIGNAL);
    experiments.push(...page.experiments);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return experiments;
}

export async function experimentNamed(source: TrackingSource, name: string): Promise<Experiment> {
  const found = (await allExperiments(source, 'active', 100)).find((experiment) => experiment.name === name);
  if (!found) throw new Error(`the source holds no experiment named ${name}: seed it with demo/odd_cases.py`);
  return found;
}

export function pointsOf(series: Series | undefined): readonly OddPoint[] {
  if (!series) return [];
  expect(series.timestampsMs).toHaveLength(series.steps.length);
  expect(series.values).toHaveLength(series.steps.length);
  return Array.from(series.steps, (step, index) => ({
    step,
    timestampMs: series.timestampsMs[index] ?? Number.NaN,
    value: series.values[index] ?? Number.NaN,
  }));
}

/** What the promise rejected with; fails the test when it did not. */
export async function failureOf(promise: Promise<unknown>): Promise<TrackingFailure> {
  const settled = await promise.then(
    () => undefined,
    (thrown: unknown) => ({ thrown }),
  );
  if (!settled) throw new Error('expected a rejection');
  expect(settled.thrown).toHaveProperty('name', 'TrackingError');
  return toTrackingFailure(settled.thrown);
}

function byKey(a: { readonly key: string }, b: { readonly key: string }): number {
  return a.key < b.key ? -1 : 1;
}
