import { onTestFinished } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import type { Series } from '../domain/series/series.ts';
import { AS_LOGGED } from '../domain/series/shape-line.ts';
import { createChartHandlers } from '../worker/chart-handlers.ts';
import type { ChartPicture, ChartQuery } from '../worker/charts/chart-protocol.ts';
import { createDataHandlers, type DataHandlersOptions } from '../worker/data-handlers.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import { createRpcClient } from '../worker/rpc/rpc-client.ts';
import { serve } from '../worker/rpc/rpc-server.ts';
import { joinedPorts } from './joined-port.ts';
import { createManualClock } from './manual-clock.ts';
import { createMemorySource, type MemorySourceOptions } from './memory-source.ts';

const AB = ['a', 'b'] as RunId[];

/** A client of handlers over a real message channel, for one test; each opened source comes from `sources`, in order. */
export function connectData(...sources: MemorySourceOptions[]) {
  const opened: ReturnType<typeof createMemorySource>[] = [];
  const openSource = async () => {
    const source = createMemorySource(sources[Math.min(opened.length, sources.length - 1)]);
    opened.push(source);
    return source;
  };
  return { ...connectTo(openSource), opened };
}

/** The same with what opens a source. */
export function connectTo(openSource: DataHandlersOptions['openSource']) {
  const ports = joinedPorts();
  const clock = createManualClock();
  const stop = serve(ports.far, createDataHandlers({ openSource, clock, createCharts: createChartHandlers }));
  onTestFinished(() => {
    stop();
    ports.close();
  });
  return { client: createRpcClient(ports.near), clock };
}

/** One point a step, from 0 on. */
export function historyOf(values: readonly number[]): Series {
  const column = (at: (index: number) => number) => Float64Array.from(values, (_, index) => at(index));
  return {
    steps: column((index) => index),
    timestampsMs: column((index) => 1_000 + index),
    values: Float64Array.from(values),
  };
}

/** Watches the loss of runs `a` and `b`, or what the shape says. */
export function watchChart(client: DataClient, shape: Partial<ChartQuery> = {}) {
  const controller = new AbortController();
  const pictures: ChartPicture[] = [];
  const runs = AB.map((id) => ({ id, isRunning: false }));
  const query: ChartQuery = {
    key: 'loss',
    runs,
    widthPx: 100,
    xKind: 'linear',
    yKind: 'linear',
    xWindow: undefined,
    recipe: AS_LOGGED,
    ...shape,
  };
  const options = {
    signal: controller.signal,
    onProgress: (picture: ChartPicture) => pictures.push(picture),
  };
  client.call('chart.watch', query, options).catch(() => undefined);
  return { query, pictures, abort: () => controller.abort() };
}
