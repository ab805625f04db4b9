import { describe, expect, it } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import type { RunSort } from '../domain/runs/run-sort.ts';
import { ODD_NAME } from './odd-cases.ts';
import type { SourceTruth } from './odd-cases.ts';
import {
  NO_SIGNAL,
  UNKNOWN_RUN,
  allRuns,
  failureOf,
  inKeyOrder,
  requestFor,
  runNamed,
} from './source-reading.ts';
import type { OpenedSource } from './source-reading.ts';

export function describeRuns(truth: SourceTruth, opened: OpenedSource): void {
  describe('runs', () => {
    it('come newest first with name, status and user data as logged', () => {
      expect(opened.runs.map((run) => run.name)).toEqual(truth.runs.map((run) => run.name).toReversed());
      expect(opened.runs.map((run) => run.status)).toEqual(truth.runs.map((run) => run.status).toReversed());
      for (const run of opened.runs) {
        expect(run.experimentId).toBe(opened.experiment.id);
        expect(run.lifecycle).toBe('active');
        expect(run.startMs).toBeLessThan(1_780_000_000_000);
        expect(run.endMs).toBe(run.status === 'RUNNING' ? undefined : (run.startMs ?? Number.NaN) + 60_000);
      }
    });

    it('carry params with Korean, slashes and 250 characters', () => {
      for (const { name: runName, params } of truth.runs) {
        const logged = Object.fromEntries(
          runNamed(opened, runName).params.map(({ key, value }) => [key, value]),
        );
        expect(logged).toEqual(params);
      }
    });

    it('carry tags with the name in full', () => {
      expect(runNamed(opened, ODD_NAME).tags).toContainEqual({ key: 'mlflow.runName', value: ODD_NAME });
    });

    it('carry the latest point of each metric: greatest step, not last logged', () => {
      for (const { name: runName, metrics } of truth.runs) {
        const latest = runNamed(opened, runName).metrics;
        expect(latest.map(({ key }) => key).toSorted()).toEqual(Object.keys(metrics).toSorted());
        for (const { key, ...point } of latest) expect(point).toEqual(metrics[key]?.at(-1));
      }
    });

    it('are the same by pages of 3', async () => {
      const paged = await allRuns(opened.source, { ...requestFor(opened.experiment.id), pageSize: 3 });
      expect(paged).toEqual(opened.runs);
    });

    it('come with the token that was guessed, if one is guessed', async () => {
      const { source, experiment } = opened;
      const first = await source.searchRuns({ ...requestFor(experiment.id), pageSize: 3 }, NO_SIGNAL);
      const second = { ...requestFor(experiment.id), pageSize: 1, pageToken: first.nextPageToken };
      const guess = source.guessRunsToken;
      expect(guess === undefined).toBe(opened.info.kind !== 'mlflow');
      if (!guess) return;
      expect(guess(undefined, 3)).toBe(first.nextPageToken);
      const { nextPageToken } = await source.searchRuns(second, NO_SIGNAL);
      expect(guess(second.pageToken, 1)).toBe(nextPageToken);
    });

    it('tell the size of a page', async () => {
      const page = await opened.source.searchRuns(requestFor(opened.experiment.id), NO_SIGNAL);
      expect(page.sizeBytes).toBeGreaterThan(0);
    });

    it('are none among the deleted ones', async () => {
      const deleted = { ...requestFor(opened.experiment.id), lifecycle: 'deleted' } as const;
      expect(await allRuns(opened.source, deleted)).toEqual([]);
    });
  });
}

export function describeSortedRuns(truth: SourceTruth, opened: OpenedSource): void {
  describe('sorted runs', () => {
    it('come by a metric, missing values last', async () => {
      const sorted = await namesSortedBy(opened, {
        column: { kind: 'metric', key: 'loss' },
        isDescending: true,
      });
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

    it('come with NaN before missing values, whichever way', async () => {
      for (const isDescending of [true, false]) {
        const sorted = await namesSortedBy(opened, {
          column: { kind: 'metric', key: 'last_nan' },
          isDescending,
        });
        expect(sorted[0]).toBe('nan and inf');
      }
    });

    it('come by a key with slash and space, by name, by a tag, and by the oldest', async () => {
      const byScore = await namesSortedBy(opened, {
        column: { kind: 'metric', key: 'val/f1 score' },
        isDescending: true,
      });
      expect(byScore[0]).toBe(ODD_NAME);
      const names = truth.runs.map((run) => run.name);
      expect(
        await namesSortedBy(opened, { column: { kind: 'attribute', key: 'name' }, isDescending: false }),
      ).toEqual(names.toSorted());
      expect(
        await namesSortedBy(opened, { column: { kind: 'tag', key: 'mlflow.runName' }, isDescending: false }),
      ).toEqual(names.toSorted());
      expect(
        await namesSortedBy(opened, {
          column: { kind: 'attribute', key: 'start_time' },
          isDescending: false,
        }),
      ).toEqual(names);
    });
  });
}

async function namesSortedBy(opened: OpenedSource, sort: RunSort): Promise<readonly string[]> {
  const sorted = await allRuns(opened.source, { ...requestFor(opened.experiment.id), sort });
  return sorted.map((run) => run.name);
}

export function describeSingleRuns(truth: SourceTruth, opened: OpenedSource): void {
  describe('single runs', () => {
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
      expect(found.map((run) => run.id)).toContain(runNamed(opened, wanted).id);
      expect(new Set(found.map((run) => run.name))).toEqual(new Set([wanted]));
    });

    it.each(['', 'nan', 'nan and in_', 'nan and inf%', "it's", '\'"', 'NAN AND INF', 'a\\', '100%'])(
      'are not found by %s',
      async (wanted) => {
        expect(await opened.source.findRunsByName(wanted, 100, NO_SIGNAL)).toEqual([]);
      },
    );
  });
}
