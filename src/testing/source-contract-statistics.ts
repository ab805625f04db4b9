import { describe, expect, it } from 'vitest';
import type { MetricStatistic } from '../domain/statistics/metric-statistic.ts';
import { appendRuns, createRunFrame } from '../domain/runs/run-frame.ts';
import { formatRunColumn } from '../domain/runs/run-sort.ts';
import { systemClock } from '../worker/clock.ts';
import type { StatisticColumn } from '../worker/statistics/statistics-results.ts';
import { StatisticsStore } from '../worker/statistics/statistics-store.ts';
import type { OpenedSource } from './source-reading.ts';

const SPIKE_STEP = 12_345;

/** Statistics of `loss` where a higher one is better, by run name: worked out by hand from `demo/odd_cases.py`. */
const TRUTH: Readonly<Record<string, readonly (readonly [MetricStatistic, number | undefined])[]>> = {
  'nan and inf': [
    [{ name: 'min' }, 0],
    [{ name: 'max' }, 0.9],
    [{ name: 'best' }, 0.9],
    [{ name: 'count' }, 10],
    [{ name: 'first_nonfinite' }, 3],
    [{ name: 'at', step: 5 }, Number.POSITIVE_INFINITY],
    [{ name: 'at', step: 3 }, Number.NaN],
    // 0.6, 0.8 and 0.9: step 7 is -Infinity.
    [{ name: 'mean', count: 3 }, (0.9 + 0.8 + 0.6) / 3],
  ],
  'duplicate steps': [
    [{ name: 'count' }, 60],
    [{ name: 'first' }, 0],
    [{ name: 'at', step: 4 }, 4 + 0.1 * 2],
    [{ name: 'first_nonfinite' }, undefined],
  ],
  'negative steps': [
    [{ name: 'first' }, -50],
    [{ name: 'at', step: -10 }, -10],
    [{ name: 'at', step: -51 }, undefined],
    [{ name: 'last_step' }, 50],
  ],
  // Steps 10 to 19 were logged first.
  'late steps': [
    [{ name: 'first' }, 0],
    [{ name: 'count' }, 20],
    [{ name: 'at', step: 12 }, 12],
  ],
  'single point': [
    [{ name: 'min' }, 0.25],
    [{ name: 'at', step: 6 }, undefined],
    [{ name: 'at_best', other: 'loss' }, 0.25],
  ],
  'long with spike': [
    [{ name: 'max' }, 9.8],
    [{ name: 'step_of_best' }, SPIKE_STEP],
    [{ name: 'count' }, 20_000],
    [{ name: 'min' }, 1 / (1 + 19_999 / 1000)],
  ],
  'huge and tiny': [
    [{ name: 'min' }, 1e-300],
    [{ name: 'at_best', other: 'digits' }, 2e-300],
  ],
  'still running': [
    [{ name: 'min' }, 0.2],
    [{ name: 'count' }, 5],
  ],
  'no metrics': [
    [{ name: 'min' }, undefined],
    [{ name: 'last_step' }, undefined],
  ],
};

const COLUMNS: readonly StatisticColumn[] = Object.values(TRUTH)
  .flat()
  .map(([statistic]) => ({ key: 'loss', statistic, direction: 'higher' }));

export function describeStatistics(opened: OpenedSource): void {
  describe('column statistics', () => {
    it('are those of the whole histories', async () => {
      const read = await computeAll(opened);
      const expected = Object.entries(TRUTH).flatMap(([name, wanted]) =>
        wanted.map(([statistic, value]) => [name, nameOf(statistic), value]),
      );
      const found = Object.entries(TRUTH).flatMap(([name, wanted]) =>
        wanted.map(([statistic]) => [name, nameOf(statistic), read(name, statistic)]),
      );
      expect(found).toEqual(expected);
    });
  });
}

async function computeAll({ source, info, runs }: OpenedSource) {
  const frame = createRunFrame();
  appendRuns(frame, runs);
  const waiting: ((failure: string | undefined) => void)[] = [];
  const failure = new Promise<string | undefined>((resolve) => waiting.push(resolve));
  const store = new StatisticsStore({
    source,
    capabilities: info.capabilities,
    clock: systemClock,
    held: () => undefined,
    onChange: () => {
      const report = store.report('contract');
      if (!report || report.failure) for (const finish of waiting) finish(report?.failure?.kind);
    },
  });
  const rows = Uint32Array.from(frame.ids, (_, row) => row);
  store.want('contract', { columns: COLUMNS, frame, rows, visible: { start: 0, end: 1 } });
  expect(await failure).toBeUndefined();
  return (name: string, statistic: MetricStatistic) =>
    store.readerOf(frame, { key: 'loss', statistic, direction: 'higher' }).valueAt(frame.names.indexOf(name));
}

function nameOf(statistic: MetricStatistic): string {
  return formatRunColumn({ kind: 'statistic', key: 'loss', statistic });
}
