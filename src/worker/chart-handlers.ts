import { outlineKeys } from '../domain/runs/key-outline.ts';
import { exportPoints } from './charts/chart-export.ts';
import { retryLines } from './charts/chart-lines.ts';
import { watchChart } from './charts/chart-watch.ts';
import { readLinesAt } from './charts/read-at.ts';
import { readClocks } from './charts/run-clocks.ts';
import type { Clock } from './clock.ts';
import type { Opened } from './open-stores.ts';
import type { DataHandlers } from './rpc/rpc.ts';
import { findPointRow, readPoints } from './series/points-window.ts';

type ChartMessage = Extract<keyof DataHandlers, `chart${string}`>;

/** What cards ask for. */
export function createChartHandlers(
  open: () => Promise<Opened>,
  clock: Clock,
): Pick<DataHandlers, ChartMessage> {
  return {
    'charts.outline': ({ keys }) => Promise.resolve(outlineKeys(keys)),
    'charts.clocks': async (request, { signal }) => readClocks((await open()).series, request, signal),
    'chart.watch': async (query, context) => {
      const { lines } = await open();
      return watchChart(query, lines, clock, context);
    },
    'chart.retry': async (request) => retryLines((await open()).lines, request),
    'chart.points': async (request) => readPoints((await open()).lines, request),
    'chart.read-at': async (request) => readLinesAt(request, (await open()).lines),
    'chart.find-point': async (request) => findPointRow((await open()).lines, request),
    'chart.export': async (request, context) => exportPoints((await open()).lines, request, clock, context),
  };
}
