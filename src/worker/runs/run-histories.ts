import { viewSeries } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import { computeStatistic, directedKey } from '../../domain/statistics/history-statistics.ts';
import type { Direction, MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import { directionOf } from '../../domain/runs/metric-direction.ts';
import { definedMs } from '../../domain/runs/run-frame.ts';
import { RUN_STATUSES, type RunId } from '../../domain/runs/run.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ChartRun, SeriesRun } from '../charts/chart-protocol.ts';
import type { FactsRow, RunFacts } from '../charts/run-facts.ts';
import { ColumnValues } from './column-values.ts';
import type { SeriesDemand } from '../series/series-store.ts';

/** The history of one run, for as long as it is held. */
export type DemandHistory = (key: string, run: ChartRun, onChange: () => void) => SeriesDemand;

/** Reads the history of one run again, where it failed. */
export type RetryHistory = (key: string, run: SeriesRun) => void;

export interface RunHistoriesOptions {
  readonly viewId: string;
  readonly id: RunId;
  readonly facts: RunFacts;
  readonly demandHistory: DemandHistory;
  readonly retryHistory: RetryHistory;
  readonly directions: Readonly<Record<string, Direction>>;
  /** A history is whole now, or failed. */
  readonly onChange: () => void;
}

/** Whole histories of a run beside the rows of a table, read when they are asked for. */
export class RunHistories {
  private readonly options: RunHistoriesOptions;
  private readonly held = new Map<string, SeriesDemand>();

  constructor(options: RunHistoriesOptions) {
    this.options = options;
  }

  /** All that the run logged of a metric; undefined until that is here. */
  historyOf(key: string, own: FactsRow): Series | undefined {
    const { facts, viewId, id } = this.options;
    const ownKey = facts.of(viewId, id).keyOf(key);
    const demand = this.held.get(ownKey) ?? this.demand(ownKey, own);
    const [series] = demand.series;
    return series && isWhole(demand) ? viewSeries(series.columns) : undefined;
  }

  /** Why a history that was asked for is not there; undefined: there is none. */
  gapOf(key: string): 'reading' | 'failed' | undefined {
    const { facts, viewId, id } = this.options;
    const series = this.held.get(facts.of(viewId, id).keyOf(key))?.series[0];
    if (series?.failure) return 'failed';
    return series?.state === 'empty' ? undefined : 'reading';
  }

  /** Of the first one that could not be read. */
  get failure(): TrackingFailure | undefined {
    return [...this.held.values()].map(({ series }) => series[0]?.failure).find((failure) => failure);
  }

  /** Reads those again that failed. */
  retry(): void {
    for (const [key, { series }] of this.held) {
      if (series[0]?.failure) this.options.retryHistory(key, { id: this.options.id });
    }
  }

  /** Undefined: there is no such value; null: its history is still to come. */
  private statisticOf(key: string, statistic: MetricStatistic, own: FactsRow): number | undefined | null {
    const directed = directedKey(key, statistic);
    const direction = directed === undefined ? 'lower' : directionOf(directed, this.options.directions);
    const other = statistic.name === 'at_best' ? this.historyOf(statistic.other, own) : undefined;
    const history = this.historyOf(key, own);
    if (!direction) return undefined;
    if (!history || (statistic.name === 'at_best' && !other)) return this.isPending(key) ? null : undefined;
    return computeStatistic(history, statistic, direction, other)?.value;
  }

  /** The run's values, with the statistics that nobody has computed made from whole histories. */
  valuesOf(own: FactsRow): ColumnValues {
    return new ColumnValues({
      ...own.context,
      statistic: (key, statistic, row) => {
        const known = own.context.statistic(key, statistic, row);
        return known === null && row === own.row ? this.statisticOf(key, statistic, own) : known;
      },
    });
  }

  end(): void {
    for (const demand of this.held.values()) demand.release();
    this.held.clear();
  }

  private isPending(key: string): boolean {
    const { facts, viewId, id } = this.options;
    const state = this.held.get(facts.of(viewId, id).keyOf(key))?.series[0]?.state;
    return state === 'loading' || state === 'sampled';
  }

  private demand(key: string, own: FactsRow): SeriesDemand {
    const { id, demandHistory, onChange } = this.options;
    let before = '';
    const demand = demandHistory(key, chartRunOf(id, own), () => {
      const now = stateOf(demand);
      const isTold = now !== before && (now !== '' || before === 'failed');
      before = now;
      if (isTold) onChange();
    });
    before = stateOf(demand);
    this.held.set(key, demand);
    return demand;
  }
}

/** What is told of: whether it is whole, and of how many points (it grows while its run goes on), or failed. */
function stateOf(demand: SeriesDemand): string {
  if (demand.series[0]?.failure) return 'failed';
  return isWhole(demand) ? `whole ${demand.series[0]?.columns.length}` : '';
}

function isWhole(demand: SeriesDemand): boolean {
  return demand.series[0]?.state === 'exact';
}

function chartRunOf(id: RunId, { logged, row }: FactsRow): ChartRun {
  const isRunning = RUN_STATUSES[logged.statusCodes[row] ?? -1] === 'RUNNING';
  return { id, isRunning, startMs: definedMs(logged.startsMs[row] ?? Number.NaN) };
}
