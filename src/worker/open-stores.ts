import { pushDownRules, type PushDownRules } from '../domain/expression/server-grammar.ts';
import type { RunId } from '../domain/runs/run.ts';
import { POINT_BYTES } from '../domain/series/series-columns.ts';
import type { SourceInfo, TrackingSource } from '../tracking/source.ts';
import type { LinesSource } from './charts/chart-lines.ts';
import type { Clock } from './clock.ts';
import type { SourceSpec } from './data-protocol.ts';
import { EXACTNESS_BUDGET } from './series/exact-cost.ts';
import type { Caches } from './open-caches.ts';
import type { RowCache } from './runs/row-cache.ts';
import { createRunsStore, type RunsStore } from './runs/runs-store.ts';
import type { KeptHistories } from './series/kept-series.ts';
import { SeriesStore } from './series/series-store.ts';

/** A source with what has been read from it. */
export interface Opened {
  readonly source: TrackingSource;
  readonly info: SourceInfo;
  readonly runs: RunsStore;
  readonly series: SeriesStore;
  readonly lines: LinesSource;
}

interface StoresOptions {
  readonly clock: Clock;
  /** Keep rows and histories of servers from visit to visit. */
  readonly caches: Caches | undefined;
  /** Who reads at a server. */
  readonly personOf: (server: string) => string | undefined;
}

/** A file in this tab is nobody else's, and nothing crosses a network: only waiting counts. */
const LOCAL = {
  budget: { seconds: EXACTNESS_BUDGET.seconds, bytes: Number.POSITIVE_INFINITY },
  pace: { pointsPerSecond: 300_000, bytesPerPoint: POINT_BYTES },
} as const;

/** Puts the stores over a source; closes it where it cannot be described. */
export async function openStores(
  source: TrackingSource,
  spec: SourceSpec,
  { clock, caches, personOf }: StoresOptions,
  signal: AbortSignal,
): Promise<Opened> {
  try {
    const info = await source.describe(signal);
    const { capabilities } = info;
    const kept = caches && cachesOf(caches, spec, info.workspaces?.current, personOf);
    const held = (id: RunId, key: string) => series.wholeHistory(key, id);
    const runs = createRunsStore(source, clock, {
      rules: rulesOf(info),
      capabilities,
      held,
      cache: kept?.rows,
      demandHistory: (key, run, onChange) => series.demand(key, [run], onChange),
      retryHistory: (key, run) => series.retry(key, [run]),
      onRows: () => series.readNews(),
    });
    const lacksMetric = (id: RunId, key: string) => runs.lacksMetric(id, key);
    const lastStep = (id: RunId, key: string) => runs.lastStep(id, key);
    const series: SeriesStore = new SeriesStore({
      source,
      capabilities,
      clock,
      lacksMetric,
      lastStep,
      isProven: (id) => runs.isProven(id),
      kept: kept?.histories,
      ...(info.kind === 'sqlite' ? LOCAL : {}),
    });
    return { source, info, runs, series, lines: { store: series, facts: runs.facts } };
  } catch (thrown) {
    source.close();
    throw thrown;
  }
}

/**
 * What is kept of one server apart from that of others, of one workspace from that of others, and of one person from
 * what another one may not see; files and the demo are read faster than what is stored.
 */
function cachesOf(
  { rows, histories }: Caches,
  spec: SourceSpec,
  workspace: string | undefined,
  personOf: StoresOptions['personOf'],
) {
  if (spec.kind !== 'mlflow') return undefined;
  const person = personOf(spec.baseUrl);
  const parts =
    workspace === undefined && person === undefined ? '' : ` ${JSON.stringify([workspace, person])}`;
  const server = `${spec.baseUrl} ${spec.label ?? ''}${parts}`;
  return {
    rows: {
      read: (name) => rows.read(`${server} ${name}`),
      write: (name, frame, readAtMs) => rows.write(`${server} ${name}`, frame, readAtMs),
      clear: () => rows.clear(),
    } satisfies RowCache,
    histories: {
      read: (names) => histories.read(server, names),
      keep: (name, series) => histories.keep(server, name, series),
    } satisfies KeptHistories,
  };
}

function rulesOf({ capabilities, version }: SourceInfo): PushDownRules | undefined {
  return capabilities.filters === 'none' ? undefined : pushDownRules(version);
}

/** Ends everything that is under way for it. */
export function closeAll({ source, runs, series }: Opened): void {
  runs.dispose();
  series.dispose();
  source.close();
}
