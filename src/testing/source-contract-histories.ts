import { describe, expect, it } from 'vitest';
import type { OddPoint, SourceTruth } from './odd-cases.ts';
import { NO_SIGNAL, UNKNOWN_RUN, pointsOf, runNamed, sampleOf, truthOf } from './source-reading.ts';
import type { OpenedSource } from './source-reading.ts';

export function describeSamples(truth: SourceTruth, opened: OpenedSource): void {
  describe('samples', () => {
    const shortRuns = truth.runs
      .filter((run) => (run.metrics['loss']?.length ?? 0) < 320)
      .map((run) => run.name);

    it('are exact and complete where fewer rows than asked come back', async () => {
      const samples = await sampleOf(opened, shortRuns);
      expect(samples.map(({ runId }) => runId)).toEqual(
        shortRuns.map((wanted) => runNamed(opened, wanted).id),
      );
      for (const [index, { series, isComplete }] of samples.entries()) {
        expect(pointsOf(series)).toEqual(truthOf(opened, shortRuns[index] ?? '', 'loss'));
        expect(isComplete).toBe(true);
      }
    });

    it.each(['duplicate steps', 'negative steps'])('never pass off a part of "%s" as all', async (wanted) => {
      const all = truthOf(opened, wanted, 'loss');
      let completed = 0;
      for (const maxPointsPerRun of [1, 2, 19, 20, 21, 59, 60, 61, 100, 101, 102]) {
        const [found] = await sampleOf(opened, [wanted], { maxPointsPerRun });
        if (!found?.isComplete) continue;
        expect(pointsOf(found.series)).toEqual(all);
        completed += 1;
      }
      expect(completed).toBeGreaterThan(0);
    });

    it('are marked as samples where points are left out, and keep both ends', async () => {
      const [found] = await sampleOf(opened, ['long with spike']);
      expect(found?.isComplete).toBe(false);
      const points = pointsOf(found?.series);
      const logged = truthOf(opened, 'long with spike', 'loss');
      expect(points.length).toBeLessThan(1000);
      expect(points).toEqual(points.map(({ step }) => logged[step]));
      expect([points[0], points.at(-1)]).toEqual([logged[0], logged.at(-1)]);
    });

    it('do not starve a short run beside a long one', async () => {
      const [, short, again] = await sampleOf(opened, ['long with spike', 'negative steps', 'nan and inf']);
      expect(pointsOf(short?.series)).toEqual(truthOf(opened, 'negative steps', 'loss'));
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
      const [found] = await sampleOf(opened, [wanted], { stepRange: { start, end } });
      expect(pointsOf(found?.series)).toEqual(
        truthOf(opened, wanted, 'loss').filter(({ step }) => step >= start && step <= end),
      );
      expect(found?.isComplete).toBe(true);
    });

    it('of a narrow range hold every point of several runs with steps of their own', async () => {
      const names = ['long with spike', 'negative steps', 'duplicate steps', 'nan and inf', 'no metrics'];
      const stepRange = { start: 4, end: 250 };
      const samples = await sampleOf(opened, names, { stepRange });
      expect(samples.map(({ isComplete }) => isComplete)).toEqual(names.map(() => true));
      for (const [index, name] of names.entries()) {
        const logged = truthOf(opened, name, 'loss').filter(({ step }) => step >= 4 && step <= 250);
        expect(pointsOf(samples[index]?.series)).toEqual(logged);
      }
    });

    it('of a wide range are spread over it', async () => {
      const [found] = await sampleOf(opened, ['long with spike'], {
        stepRange: { start: 12_000, end: 19_999 },
      });
      const foundSteps = pointsOf(found?.series).map(({ step }) => step);
      expect(found?.isComplete).toBe(false);
      expect(Math.min(...foundSteps)).toBeGreaterThanOrEqual(12_000);
      expect(Math.max(...foundSteps)).toBe(19_999);
      const gaps = foundSteps.slice(1).map((step, index) => step - (foundSteps[index] ?? 0));
      expect(Math.max(...gaps)).toBeLessThan(200);
    });

    it('of a metric that a run did not log are empty and complete', async () => {
      const samples = await sampleOf(opened, ['no metrics', 'single point'], { key: 'no such metric' });
      expect(samples.map(({ series }) => series.steps.length)).toEqual([0, 0]);
      expect(samples.map(({ isComplete }) => isComplete)).toEqual([true, true]);
    });

    it('keep twelve digits and exponents of 300', async () => {
      const [digits] = await sampleOf(opened, ['huge and tiny'], { key: 'digits' });
      expect(pointsOf(digits?.series)).toEqual(truthOf(opened, 'huge and tiny', 'digits'));
    });
  });
}

export function describeWholeHistories(truth: SourceTruth, opened: OpenedSource): void {
  describe('whole histories', () => {
    const cases = truth.runs.flatMap((run) =>
      Object.keys(run.metrics).map((key) => [run.name, key] as const),
    );

    it.each(cases)('of "%s", metric "%s", hold every logged point', async (wanted, key) => {
      const points: OddPoint[] = [];
      let pageToken: string | undefined;
      do {
        const request = {
          runId: runNamed(opened, wanted).id,
          key,
          pageToken,
          priority: 'background',
        } as const;
        const page = await opened.source.readHistoryPage(request, NO_SIGNAL);
        expect(page.sizeBytes).toBeGreaterThan(0);
        points.push(...pointsOf(page.series));
        pageToken = page.nextPageToken;
      } while (pageToken !== undefined);
      const sorted = points.toSorted((a, b) => a.step - b.step || a.timestampMs - b.timestampMs);
      expect(sorted).toEqual(truthOf(opened, wanted, key));
    });

    it('of an unknown metric or run are empty', async () => {
      for (const runId of [runNamed(opened, 'no metrics').id, UNKNOWN_RUN]) {
        const request = { runId, key: 'no such', pageToken: undefined, priority: 'visible' } as const;
        const page = await opened.source.readHistoryPage(request, NO_SIGNAL);
        expect(page.series.steps).toHaveLength(0);
        expect(page.nextPageToken).toBeUndefined();
      }
    });
  });
}
