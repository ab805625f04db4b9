import type { CompareSet } from '../domain/runs/compare-set.ts';
import type { Run } from '../domain/runs/run.ts';
import type { RunSort } from '../domain/runs/run-sort.ts';
import type { RunsRequest } from '../tracking/source.ts';
import type { RunsQuery, RunsSnapshot } from '../worker/runs/runs-protocol.ts';
import { createRunsStore } from '../worker/runs/runs-store.ts';
import { makeRun } from './make-run.ts';
import { createManualClock, settled } from './manual-clock.ts';
import { createMemorySource, type MemorySourceOptions } from './memory-source.ts';
import { makeRunsQuery } from './runs-query.ts';

export const LOSS_UP: RunSort = { column: { kind: 'metric', key: 'loss' }, isDescending: false };
export const LR_UP: RunSort = { column: { kind: 'param', key: 'lr' }, isDescending: false };
export const TOP_3: Extract<CompareSet, { kind: 'top' }> = { kind: 'top', count: 3, without: [], plus: [] };

/** Run `0` is the newest; the loss is lowest in the oldest. */
export function makeRuns(count: number): readonly Run[] {
  return Array.from({ length: count }, (_, index) =>
    makeRun({
      id: String(index),
      startMs: 1_000_000 - index,
      endMs: 1_000_500 - index,
      metrics: { loss: count - index },
      params: { lr: String(index % 7), constant: '1' },
    }),
  );
}

/** Compares the first three. */
export function queryOf(shape: Partial<RunsQuery> = {}): RunsQuery {
  return makeRunsQuery({ set: TOP_3, ...shape });
}

/** A store over 300 runs in memory, or over what the options say. */
export function setUp(options: MemorySourceOptions = {}) {
  const source = createMemorySource({ runs: makeRuns(300), ...options });
  const clock = createManualClock();
  const store = createRunsStore(source, clock);
  const watch = (query: RunsQuery) => {
    const controller = new AbortController();
    const snapshots: RunsSnapshot[] = [];
    let hasEnded = false;
    const end = store.watch(query, controller.signal, (snapshot) => snapshots.push(snapshot));
    void end.then(() => {
      hasEnded = true;
    });
    return {
      snapshots,
      last: () => snapshots[snapshots.length - 1],
      abort: () => controller.abort(),
      hasEnded: () => hasEnded,
    };
  };
  const pages = () =>
    source.calls.filter(({ method }) => method === 'searchRuns').map(({ request }) => request as RunsRequest);
  const ids = (viewId = 'view', end = 10_000) =>
    store.rows({ viewId, start: 0, end, columns: [] }).rows.map(({ id }) => id);
  return { source, clock, store, watch, pages, ids };
}

/** A gate that holds every page until `open` is called, once for each page. */
export function heldPages() {
  const waiting: (() => void)[] = [];
  const gate: MemorySourceOptions['gate'] = ({ method }) =>
    method === 'searchRuns' ? new Promise((resolve) => waiting.push(resolve)) : undefined;
  const open = async () => {
    waiting.shift()?.();
    await settled();
  };
  return { gate, waiting, open };
}
