import { outlineKeys } from '../domain/runs/key-outline.ts';
import { exportPoints } from './charts/chart-export.ts';
import { linesAsOf, retryLines } from './charts/chart-lines.ts';
import { watchChart } from './charts/chart-watch.ts';
import { readLinesAt } from './charts/read-at.ts';
import { readClocks } from './charts/run-clocks.ts';
import type { LineNames } from './charts/chart-protocol.ts';
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
  const linesOf = async ({ asOfMs }: LineNames) => linesAsOf((await open()).lines, asOfMs);
  return {
    'charts.outline': ({ keys }) => Promise.resolve(outlineKeys(keys)),
    'charts.clocks': async (request, { signal }) => readClocks((await open()).series, request, signal),
    'chart.watch': async (query, context) => {
      return watchChart(query, await linesOf(query), clock, context);
    },
    'chart.retry': async (request) => retryLines((await open()).lines, request),
    'chart.points': async (request) => readPoints(await linesOf(request), request),
    'chart.read-at': async (request) => readLinesAt(request, await linesOf(request.query)),
    'chart.find-point': async (request) => findPointRow(await linesOf(request), request),
    'chart.export': async (request, context) => exportPoints(await linesOf(request), request, clock, context),
  };
}
