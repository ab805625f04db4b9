import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from '../domain/experiment.ts';
import type { Run, RunId } from '../domain/run.ts';
import type { RunSort } from '../domain/run-sort.ts';
import type { Series } from '../domain/series.ts';
import { toTrackingFailure } from '../tracking/errors.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import type { HistorySampleRequest, RunsRequest, SourceInfo, TrackingSource } from '../tracking/source.ts';
import { ODD_CASES, ODD_NAME, SPIKE } from './odd-cases.ts';
import type { OddPoint, SourceTruth } from './odd-cases.ts';

/** A 20,000-step history over loopback, on a busy machine. */
const TIMEOUT_MS = 60_000;
const UNKNOWN_RUN = '0'.repeat(32) as RunId;
const NO_SIGNAL = new AbortController().signal;

/**
 * What every `TrackingSource` must do, on data made by `demo/odd_cases.py`. `openSource` is called once; the source may
 * hold other experiments too. A test of the source's own may follow in the same file.
 */
export function describeSourceContract(
  name: string,
  openSource: () => Promise<TrackingSource>,
  truth: SourceTruth = ODD_CASES,
): void {
  describe(`${name} as a tracking source`, { timeout: TIMEOUT_MS }, () => {
    const opened = {} as {
      source: TrackingSource;
      info: SourceInfo;
      experiment: Experiment;
      runs: readonly Run[];
    };

    beforeAll(async () => {
      const source = await openSource();
      const info = await source.describe(NO_SIGNAL);
      const experiment = await experimentNamed(source, truth.experimentName);
      const runs = await allRuns(source, requestFor(experiment.id));
      Object.assign(opened, { source, info, experiment, runs });
    }, TIMEOUT_MS);

    afterAll(() => opened.source?.close());

    const runNamed = (wanted: string): Run => {
      const run = opened.runs.find((candidate) => candidate.name === wanted);
      if (!run) throw new Error(`no run named ${wanted}`);
      return run;
    };
    const truthOf = (runName: string, key: string): readonly OddPoint[] =>
      truth.runs.find((run) => run.name === runName)?.metrics[key] ?? [];
    const sample = (names: readonly string[], more: Partial<HistorySampleRequest> = {}) =>
      opened.source.sampleHistories(
        {
          runIds: names.map((wanted) => runNamed(wanted).id),
          key: 'loss',
          maxPointsPerRun: 320,
          stepRange: undefined,
          priority: 'visible',
          ...more,
        },
        NO_SIGNAL,
      );

    describe('describe', () => {
      it('tells its kind and limits', () => {
        const { kind, label, capabilities } = opened.info;
        expect(['mlflow', 'sqlite']).toContain(kind);
        expect(label).not.toBe('');
        expect(capabilities.maxSamplePoints).toBeGreaterThanOrEqual(320);
        expect(capabilities.historyPageSize).toBeGreaterThan(0);
      });
    });

    describe('experiments', () => {
      it('come whole by pages of one, the deleted one apart', async () => {
        const names = (await allExperiments(opened.source, 'active', 1)).map((experiment) => experiment.name);
        expect(new Set(names).size).toBe(names.length);
        expect(names).toContain(truth.experimentName);
        expect(names).not.toContain(truth.deletedExperimentName);
        const deleted = await allExperiments(opened.source, 'deleted', 1);
        expect(deleted.map((experiment) => experiment.name)).toContain(truth.deletedExperimentName);
        expect(new Set(deleted.map((experiment) => experiment.lifecycle))).toEqual(new Set(['deleted']));
      });

      it('come newest first', async () => {
        const created = (await allExperiments(opened.source, 'active', 100)).map(
          (experiment) => experiment.createdMs ?? 0,
        );
        expect(created).toEqual(created.toSorted((a, b) => b - a));
      });

      it('are found by id, a deleted one too', async () => {
        expect(await opened.source.getExperiment(opened.experiment.id, NO_SIGNAL)).toEqual(opened.experiment);
        const [deleted] = (await allExperiments(opened.source, 'deleted', 100)).filter(
          (experiment) => experiment.name === truth.deletedExperimentName,
        );
        const id = deleted?.id ?? ('' as ExperimentId);
        expect(await opened.source.getExperiment(id, NO_SIGNAL)).toMatchObject({ lifecycle: 'deleted' });
      });

      it.each(['987654321', 'no such id'])('reject with not-found for the id %s', async (id) => {
        const failure = await failureOf(opened.source.getExperiment(id as ExperimentId, NO_SIGNAL));
        expect(failure.kind).toBe('not-found');
      });

      it('tell whether they hold traces', async () => {
        const traces = await experimentNamed(opened.source, truth.tracesExperimentName);
        expect(await opened.source.hasTraces(traces.id, NO_SIGNAL)).toBe(true);
        expect(await opened.source.hasTraces(opened.experiment.id, NO_SIGNAL)).toBe(false);
      });
    });

    describe('runs', () => {
      it('come newest first with name, status and user data as logged', () => {
        expect(opened.runs.map((run) => run.name)).toEqual(truth.runs.map((run) => run.name).toReversed());
        expect(opened.runs.map((run) => run.status)).toEqual(
          truth.runs.map((run) => run.status).toReversed(),
        );
        for (const run of opened.runs) {
          expect(run.experimentId).toBe(opened.experiment.id);
          expect(run.lifecycle).toBe('active');
          expect(run.startMs).toBeLessThan(1_780_000_000_000);
          expect(run.endMs).toBe(run.status === 'RUNNING' ? undefined : (run.startMs ?? Number.NaN) + 60_000);
        }
      });

      it('carry params with Korean, slashes and 250 characters', () => {
        for (const { name: runName, params } of truth.runs) {
          const logged = Object.fromEntries(runNamed(runName).params.map(({ key, value }) => [key, value]));
          expect(logged).toEqual(params);
        }
      });

      it('carry tags with the name in full', () => {
        expect(runNamed(ODD_NAME).tags).toContainEqual({ key: 'mlflow.runName', value: ODD_NAME });
      });

      it('carry the latest point of each metric: greatest step, not last logged', () => {
        for (const { name: runName, metrics } of truth.runs) {
          const latest = runNamed(runName).metrics;
          expect(latest.map(({ key }) => key).toSorted()).toEqual(Object.keys(metrics).toSorted());
          for (const { key, ...point } of latest) expect(point).toEqual(metrics[key]?.at(-1));
        }
      });

      it('are the same by pages of 3', async () => {
        const paged = await allRuns(opened.source, { ...requestFor(opened.experiment.id), pageSize: 3 });
        expect(paged).toEqual(opened.runs);
      });

      it('tell the size of a page', async () => {
        const page = await opened.source.searchRuns(requestFor(opened.experiment.id), NO_SIGNAL);
        expect(page.sizeBytes).toBeGreaterThan(0);
      });

      it('sort by a metric, missing values last', async () => {
        const sorted = await namesSortedBy({ column: { kind: 'metric', key: 'loss' }, isDescending: true });
        expect(sorted.slice(0, 8)).toEqual([
          'negative steps',
          'duplicate steps',
          'late steps',
          'nan and inf',
          'single point',
          'still running',
          'long with spike',
          'huge and tiny',
        ]);
        expect(sorted).toHaveLength(truth.runs.length);
      });

      it('sort NaN before missing values, whichever way', async () => {
        for (const isDescending of [true, false]) {
          const sorted = await namesSortedBy({ column: { kind: 'metric', key: 'last_nan' }, isDescending });
          expect(sorted[0]).toBe('nan and inf');
        }
      });

      it('sort by a key with slash and space, by name, by a tag, and by the oldest', async () => {
        const byScore = await namesSortedBy({
          column: { kind: 'metric', key: 'val/f1 score' },
          isDescending: true,
        });
        expect(byScore[0]).toBe(ODD_NAME);
        const names = truth.runs.map((run) => run.name);
        expect(
          await namesSortedBy({ column: { kind: 'attribute', key: 'name' }, isDescending: false }),
        ).toEqual(names.toSorted());
        expect(
          await namesSortedBy({ column: { kind: 'tag', key: 'mlflow.runName' }, isDescending: false }),
        ).toEqual(names.toSorted());
        expect(
          await namesSortedBy({ column: { kind: 'attribute', key: 'start_time' }, isDescending: false }),
        ).toEqual(names);
      });

      const namesSortedBy = async (sort: RunSort): Promise<readonly string[]> => {
        const sorted = await allRuns(opened.source, { ...requestFor(opened.experiment.id), sort });
        return sorted.map((run) => run.name);
      };

      it('are none among the deleted ones', async () => {
        const deleted = { ...requestFor(opened.experiment.id), lifecycle: 'deleted' } as const;
        expect(await allRuns(opened.source, deleted)).toEqual([]);
      });

      it('are found by id', async () => {
        for (const run of opened.runs)
          expect(inKeyOrder(await opened.source.getRun(run.id, NO_SIGNAL))).toEqual(run);
      });

      it.each([UNKNOWN_RUN, '../no such id'])('reject with not-found for the id %s', async (id) => {
        // Under basic auth MLflow 3.17 answers 403 instead, so as not to tell which ids exist.
        expect((await failureOf(opened.source.getRun(id as RunId, NO_SIGNAL))).kind).toBe('not-found');
      });

      it.each(truth.runs.map((run) => run.name))('are found by the name %s', async (wanted) => {
        const found = await opened.source.findRunsByName(wanted, 100, NO_SIGNAL);
        expect(found.map((run) => run.id)).toContain(runNamed(wanted).id);
        expect(new Set(found.map((run) => run.name))).toEqual(new Set([wanted]));
      });

      it.each(['', 'nan', 'nan and in_', 'nan and inf%', "it's", '\'"', 'NAN AND INF', 'a\\', '100%'])(
        'are not found by %s',
        async (wanted) => {
          expect(await opened.source.findRunsByName(wanted, 100, NO_SIGNAL)).toEqual([]);
        },
      );
    });

    describe('samples', () => {
      const shortRuns = truth.runs
        .filter((run) => (run.metrics['loss']?.length ?? 0) < 320)
        .map((run) => run.name);

      it('are exact and complete where fewer rows than asked come back', async () => {
        const samples = await sample(shortRuns);
        expect(samples.map(({ runId }) => runId)).toEqual(shortRuns.map((wanted) => runNamed(wanted).id));
        for (const [index, { series, isComplete }] of samples.entries()) {
          expect(pointsOf(series)).toEqual(truthOf(shortRuns[index] ?? '', 'loss'));
          expect(isComplete).toBe(true);
        }
      });

      it.each(['duplicate steps', 'negative steps'])(
        'never pass off a part of "%s" as all',
        async (wanted) => {
          const all = truthOf(wanted, 'loss');
          let completed = 0;
          for (const maxPointsPerRun of [1, 2, 19, 20, 21, 59, 60, 61, 100, 101, 102]) {
            const [found] = await sample([wanted], { maxPointsPerRun });
            if (!found?.isComplete) continue;
            expect(pointsOf(found.series)).toEqual(all);
            completed += 1;
          }
          expect(completed).toBeGreaterThan(0);
        },
      );

      it('are marked as samples where points are left out, and keep both ends', async () => {
        const [found] = await sample(['long with spike']);
        expect(found?.isComplete).toBe(false);
        const points = pointsOf(found?.series);
        const logged = truthOf('long with spike', 'loss');
        expect(points.length).toBeLessThan(1000);
        expect(points).toEqual(points.map(({ step }) => logged[step]));
        expect([points[0], points.at(-1)]).toEqual([logged[0], logged.at(-1)]);
      });

      it('do not starve a short run beside a long one', async () => {
        const [, short, again] = await sample(['long with spike', 'negative steps', 'nan and inf']);
        expect(pointsOf(short?.series)).toEqual(truthOf('negative steps', 'loss'));
        expect(again?.isComplete).toBe(true);
      });

      it.each([
        ['long with spike', 12_300, 12_400],
        ['negative steps', -20, 5],
        ['duplicate steps', 3, 3],
        ['late steps', 15, 900],
        ['single point', 8, 9],
        ['still running', 1.5, 3.5],
        ['still running', 2.2, 2.8],
      ])('hold every point of "%s" between %d and %d', async (wanted, start, end) => {
        const [found] = await sample([wanted], { stepRange: { start, end } });
        expect(pointsOf(found?.series)).toEqual(
          truthOf(wanted, 'loss').filter(({ step }) => step >= start && step <= end),
        );
        expect(found?.isComplete).toBe(true);
      });

      it('of a wide range are spread over it', async () => {
        const [found] = await sample(['long with spike'], { stepRange: { start: 12_000, end: 19_999 } });
        const foundSteps = pointsOf(found?.series).map(({ step }) => step);
        expect(found?.isComplete).toBe(false);
        expect(Math.min(...foundSteps)).toBeGreaterThanOrEqual(12_000);
        expect(Math.max(...foundSteps)).toBe(19_999);
        const gaps = foundSteps.slice(1).map((step, index) => step - (foundSteps[index] ?? 0));
        expect(Math.max(...gaps)).toBeLessThan(200);
      });

      it('of a metric that a run did not log are empty and complete', async () => {
        const samples = await sample(['no metrics', 'single point'], { key: 'no such metric' });
        expect(samples.map(({ series }) => series.steps.length)).toEqual([0, 0]);
        expect(samples.map(({ isComplete }) => isComplete)).toEqual([true, true]);
      });

      it('keep twelve digits and exponents of 300', async () => {
        const [digits] = await sample(['huge and tiny'], { key: 'digits' });
        expect(pointsOf(digits?.series)).toEqual(truthOf('huge and tiny', 'digits'));
      });
    });

    describe('whole histories', () => {
      const cases = truth.runs.flatMap((run) =>
        Object.keys(run.metrics).map((key) => [run.name, key] as const),
      );

      it.each(cases)('of "%s", metric "%s", hold every logged point', async (wanted, key) => {
        const points: OddPoint[] = [];
        let pageToken: string | undefined;
        do {
          const request = { runId: runNamed(wanted).id, key, pageToken, priority: 'background' } as const;
          const page = await opened.source.readHistoryPage(request, NO_SIGNAL);
          expect(page.sizeBytes).toBeGreaterThan(0);
          points.push(...pointsOf(page.series));
          pageToken = page.nextPageToken;
        } while (pageToken !== undefined);
        const sorted = points.toSorted((a, b) => a.step - b.step || a.timestampMs - b.timestampMs);
        expect(sorted).toEqual(truthOf(wanted, key));
        if (wanted === 'long with spike') expect(sorted[SPIKE.step]?.value).toBe(SPIKE.value);
      });

      it('of an unknown metric or run are empty', async () => {
        for (const runId of [runNamed('no metrics').id, UNKNOWN_RUN]) {
          const request = { runId, key: 'no such', pageToken: undefined, priority: 'visible' } as const;
          const page = await opened.source.readHistoryPage(request, NO_SIGNAL);
          expect(page.series.steps).toHaveLength(0);
          expect(page.nextPageToken).toBeUndefined();
        }
      });
    });

    describe('tags', () => {
      it('are set and read back, or refused as the capabilities say', async () => {
        const { id } = runNamed('no metrics');
        const tag = { key: 'runlens.contract', value: '값 "1" / <b>' };
        const setting = opened.source.setRunTag(id, tag.key, tag.value, NO_SIGNAL);
        if (opened.info.capabilities.writes === 'none') {
          expect((await failureOf(setting)).kind).toBe('unsupported');
          return;
        }
        await setting;
        expect((await opened.source.getRun(id, NO_SIGNAL)).tags).toContainEqual(tag);
      });
    });

    describe('an aborted signal', () => {
      const calls: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
        searchRuns: (signal) => opened.source.searchRuns(requestFor(opened.experiment.id), signal),
        getExperiment: (signal) => opened.source.getExperiment(opened.experiment.id, signal),
        getRun: (signal) => opened.source.getRun(UNKNOWN_RUN, signal),
        findRunsByName: (signal) => opened.source.findRunsByName('nan and inf', 1, signal),
        readHistoryPage: (signal) =>
          opened.source.readHistoryPage(
            { runId: runNamed('long with spike').id, key: 'loss', pageToken: undefined, priority: 'visible' },
            signal,
          ),
      };

      it.each(Object.keys(calls))('ends %s with the kind aborted', async (call) => {
        const before = AbortSignal.abort();
        expect((await failureOf(calls[call]?.(before) ?? Promise.resolve())).kind).toBe('aborted');
        const during = new AbortController();
        const answer = failureOf(calls[call]?.(during.signal) ?? Promise.resolve());
        during.abort();
        expect((await answer).kind).toBe('aborted');
      });
    });
  });
}

function requestFor(experimentId: ExperimentId): RunsRequest {
  return {
    experimentIds: [experimentId],
    lifecycle: 'active',
    sort: undefined,
    pageSize: 100,
    pageToken: undefined,
    priority: 'visible',
  };
}

async function allRuns(source: TrackingSource, request: RunsRequest): Promise<readonly Run[]> {
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
function inKeyOrder(run: Run): Run {
  const byKey = (a: { key: string }, b: { key: string }): number => (a.key < b.key ? -1 : 1);
  return {
    ...run,
    metrics: run.metrics.toSorted(byKey),
    params: run.params.toSorted(byKey),
    tags: run.tags.toSorted(byKey),
  };
}

async function allExperiments(
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

async function experimentNamed(source: TrackingSource, name: string): Promise<Experiment> {
  const found = (await allExperiments(source, 'active', 100)).find((experiment) => experiment.name === name);
  if (!found) throw new Error(`the source holds no experiment named ${name}: seed it with demo/odd_cases.py`);
  return found;
}

function pointsOf(series: Series | undefined): readonly OddPoint[] {
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
async function failureOf(promise: Promise<unknown>): Promise<TrackingFailure> {
  const settled = await promise.then(
    () => undefined,
    (thrown: unknown) => ({ thrown }),
  );
  if (!settled) throw new Error('expected a rejection');
  expect(settled.thrown).toHaveProperty('name', 'TrackingError');
  return toTrackingFailure(settled.thrown);
}
