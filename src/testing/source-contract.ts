import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { TrackingSource } from '../tracking/source.ts';
import { ODD_CASES } from './odd-cases.ts';
import type { SourceTruth } from './odd-cases.ts';
import { describeModelFiles } from './source-contract-artifacts.ts';
import { describeChanges } from './source-contract-changes.ts';
import { describeExperimentChanges, describeFinding } from './source-contract-experiments.ts';
import { describeSamples, describeWholeHistories } from './source-contract-histories.ts';
import {
  describeReadOnlyRegistry,
  describeLongTags,
  describeRegistryChanges,
  describeRegistryReads,
} from './source-contract-registry.ts';
import { describeRuns, describeSingleRuns, describeSortedRuns } from './source-contract-runs.ts';
import { describeStatistics } from './source-contract-statistics.ts';
import {
  describeLoggedModels,
  describeRegisteredModels,
  describeRegistry,
} from './source-contract-versions.ts';
import {
  NO_SIGNAL,
  UNKNOWN_RUN,
  allExperiments,
  allRuns,
  experimentNamed,
  failureOf,
  requestFor,
  runNamed,
} from './source-reading.ts';
import type { OpenedSource } from './source-reading.ts';

/** A 20,000-step history over loopback, on a busy machine. */
const TIMEOUT_MS = 60_000;

/**
 * What every `TrackingSource` must do, on data made by `demo/odd_cases.py`. `openSource` is called once; the source may
 * hold other experiments too. Tests of what is special to one kind follow in that kind's own file.
 *
 * @param serverUrl of a server that may be written to
 */
export function describeSourceContract(
  name: string,
  openSource: () => Promise<TrackingSource>,
  truth: SourceTruth = ODD_CASES,
  serverUrl?: string,
): void {
  describe(`${name} as a tracking source`, { timeout: TIMEOUT_MS }, () => {
    const opened = { truth } as OpenedSource;

    beforeAll(async () => {
      const source = await openSource();
      const info = await source.describe(NO_SIGNAL);
      const experiment = await experimentNamed(source, truth.experimentName);
      const runs = await allRuns(source, requestFor(experiment.id));
      Object.assign(opened, { source, info, experiment, runs });
    }, TIMEOUT_MS);

    afterAll(() => {
      if ('source' in opened) opened.source.close();
    });

    it('tells its kind and limits', () => {
      const { kind, label, capabilities } = opened.info;
      expect(['mlflow', 'sqlite']).toContain(kind);
      expect(label).not.toBe('');
      expect(capabilities.maxSamplePoints).toBeGreaterThanOrEqual(320);
      expect(capabilities.historyPageSize).toBeGreaterThan(0);
    });

    describeExperiments(truth, opened);
    describeFinding(truth, opened);
    describeExperimentChanges(opened);
    describeRuns(truth, opened);
    describeSortedRuns(truth, opened);
    describeSingleRuns(truth, opened);
    describeSamples(truth, opened);
    describeWholeHistories(truth, opened);
    describeStatistics(opened);
    describeRegistry(truth, opened);
    describeLoggedModels(truth, opened);
    describeModelFiles(truth, opened);
    describeRegistryReads(opened);
    if (serverUrl === undefined) describeReadOnlyRegistry(opened);
    else {
      describeRegistryChanges(opened, serverUrl);
      describeLongTags(opened, serverUrl);
    }
    if (serverUrl !== undefined) describeRegisteredModels(opened, serverUrl);
    describeChanges(opened, serverUrl);
    describeAborts(opened);
  });
}

function describeExperiments(truth: SourceTruth, opened: OpenedSource): void {
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
}

function describeAborts(opened: OpenedSource): void {
  describe('an aborted signal', () => {
    const calls: Record<string, (signal: AbortSignal) => Promise<unknown>> = {
      searchRuns: (signal) => opened.source.searchRuns(requestFor(opened.experiment.id), signal),
      getExperiment: (signal) => opened.source.getExperiment(opened.experiment.id, signal),
      getRun: (signal) => opened.source.getRun(UNKNOWN_RUN, signal),
      findRunsByName: (signal) => opened.source.findRunsByName('nan and inf', 1, signal),
      readHistoryPage: (signal) =>
        opened.source.readHistoryPage(
          {
            runId: runNamed(opened, 'long with spike').id,
            key: 'loss',
            pageToken: undefined,
            priority: 'visible',
          },
          signal,
        ),
    };

    it.each(Object.keys(calls))('ends %s with the kind aborted', async (call) => {
      expect((await failureOf(calls[call]?.(AbortSignal.abort()) ?? Promise.resolve())).kind).toBe('aborted');
    });
  });
}
