import type { RunId } from '../domain/runs/run.ts';
import { viewSeries } from '../domain/series/series-columns.ts';
import type { Series } from '../domain/series/series.ts';
import type { HistoryPageRequest, HistorySampleRequest } from '../tracking/source.ts';
import type { ExactnessBudget } from '../worker/series/exact-cost.ts';
import type { StoredSeries } from '../worker/series/series-entry.ts';
import { SeriesStore } from '../worker/series/series-store.ts';
import { createManualClock } from './manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from './memory-source.ts';

export const KEY = 'loss';
export const A = 'a' as RunId;
export const B = 'b' as RunId;
export const C = 'c' as RunId;

export function historyOf(length: number, spacing = 1): Series {
  const column = (at: (index: number) => number) => Float64Array.from({ length }, (_, index) => at(index));
  return {
    steps: column((index) => index * spacing),
    timestampsMs: column((index) => index),
    values: column((index) => index),
  };
}

export interface SetUp extends MemorySourceOptions {
  readonly budget?: ExactnessBudget;
  readonly pageMs?: number;
  readonly lastSteps?: Record<string, number>;
}

export async function setUp({ budget, pageMs = 0, lastSteps = {}, ...options }: SetUp) {
  const clock = createManualClock();
  const source = createMemorySource({
    gate: ({ method }) =>
      method === 'readHistoryPage' && pageMs > 0
        ? new Promise((resolve) => clock.after(pageMs, () => resolve()))
        : undefined,
    ...options,
    capabilities: { maxSamplePoints: 50, historyPageSize: 100, ...options.capabilities },
  });
  const { capabilities } = await source.describe(new AbortController().signal);
  const lastStep = (id: RunId, key: string) =>
    lastSteps[id] ?? options.histories?.[seriesName(id, key)]?.steps.at(-1);
  const store = new SeriesStore({ source, capabilities, clock, lastStep, budget });
  const asked = <Request>(method: string) =>
    source.calls.filter((call) => call.method === method).map(({ request }) => request as Request);
  return {
    clock,
    source,
    store,
    samples: () => asked<HistorySampleRequest>('sampleHistories'),
    pages: () => asked<HistoryPageRequest>('readHistoryPage'),
  };
}

export const ended = (...ids: readonly RunId[]) => ids.map((id) => ({ id, isRunning: false }));
export const running = (...ids: readonly RunId[]) => ids.map((id) => ({ id, isRunning: true }));
export const ignore = () => undefined;
export const shownSteps = (start: number, end: number) => ({ widthPx: 40, stepsOf: () => ({ start, end }) });
export const stepsOf = (stored: StoredSeries | undefined) =>
  stored ? [...viewSeries(stored.columns).steps] : [];
export const histories = (of: Readonly<Record<string, Series>>) =>
  Object.fromEntries(Object.entries(of).map(([id, series]) => [seriesName(id, KEY), series]));
