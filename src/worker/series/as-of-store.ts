import { pointsUntil } from '../../domain/series/points-until.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { SeriesColumns } from '../../domain/series/series-columns.ts';
import type { SeriesState } from '../../domain/series/series.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { StoredSeries } from './series-entry.ts';
import type { SeriesStore } from './series-store.ts';

/** What charts ask of the histories of a source. */
export type SeriesReader = Pick<SeriesStore, 'demand' | 'peek' | 'retry'>;

const OF_STORES = new WeakMap<SeriesReader, Map<number, SeriesReader>>();

/** The store as it was at a moment: points that were logged later are in none of its series. */
export function storeAsOf(store: SeriesReader, asOfMs: number | undefined): SeriesReader {
  if (asOfMs === undefined) return store;
  const known = OF_STORES.get(store) ?? new Map<number, SeriesReader>();
  OF_STORES.set(store, known);
  const made = known.get(asOfMs) ?? createAsOfStore(store, asOfMs);
  known.set(asOfMs, made);
  return made;
}

function createAsOfStore(store: SeriesReader, asOfMs: number): SeriesReader {
  const made = new WeakMap<StoredSeries, AsOfSeries>();
  const asOf = (stored: StoredSeries): StoredSeries => {
    const series = made.get(stored) ?? new AsOfSeries(stored, asOfMs);
    made.set(stored, series);
    return series;
  };
  return {
    demand: (key, runs, onChange, extent, shown) => {
      const demand = store.demand(key, runs, (stored) => onChange(asOf(stored)), extent, shown);
      return { ...demand, series: demand.series.map(asOf) };
    },
    peek: (key, runId) => {
      const stored = store.peek(key, runId);
      return stored && asOf(stored);
    },
    retry: (key, runs) => store.retry(key, runs),
  };
}

/** A series without its later points, cut anew when it has grown. */
class AsOfSeries implements StoredSeries {
  readonly runId: RunId;
  readonly key: string;
  private readonly stored: StoredSeries;
  private readonly asOfMs: number;
  private cut: { readonly version: number; readonly columns: SeriesColumns } | undefined;

  constructor(stored: StoredSeries, asOfMs: number) {
    this.runId = stored.runId;
    this.key = stored.key;
    this.stored = stored;
    this.asOfMs = asOfMs;
  }

  get columns(): SeriesColumns {
    const { columns } = this.stored;
    if (this.cut?.version !== columns.version) {
      this.cut = { version: columns.version, columns: pointsUntil(columns, this.asOfMs) };
    }
    return this.cut.columns;
  }

  get state(): SeriesState {
    const { state } = this.stored;
    return state === 'exact' && this.columns.length === 0 ? 'empty' : state;
  }

  get hasSample(): boolean {
    return this.stored.hasSample;
  }

  get failure(): TrackingFailure | undefined {
    return this.stored.failure;
  }
}
