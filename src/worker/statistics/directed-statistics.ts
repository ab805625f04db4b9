import { directedKey } from '../../domain/statistics/history-statistics.ts';
import { directionOf } from '../../domain/runs/metric-direction.ts';
import type { Direction, MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { StatisticsReader } from '../runs/evaluation.ts';
import type { StatisticColumn } from './statistics-results.ts';
import type { StatisticReader, StatisticsStore } from './statistics-store.ts';

/** Of statistics that have no direction: it makes no difference to them. */
const ANY_DIRECTION: Direction = 'lower';

/** Statistics by the directions that the person chose or the names tell: what expressions and columns read. */
export class DirectedStatistics implements StatisticsReader {
  private readonly store: StatisticsStore;
  private directions: Readonly<Record<string, Direction>> = {};
  private directionsVersion = 0;
  private readers = new WeakMap<RunFrame, WeakMap<MetricStatistic, KeyReader>>();

  constructor(store: StatisticsStore) {
    this.store = store;
  }

  get version(): number {
    return this.store.version + this.directionsVersion;
  }

  setDirections(directions: Readonly<Record<string, Direction>>): void {
    if (JSON.stringify(directions) === JSON.stringify(this.directions)) return;
    this.directions = directions;
    this.directionsVersion++;
    this.readers = new WeakMap();
  }

  /** Undefined where nobody knows which way is better: then there is no best. */
  columnOf(key: string, statistic: MetricStatistic): StatisticColumn | undefined {
    const directed = directedKey(key, statistic);
    const direction = directed === undefined ? ANY_DIRECTION : directionOf(directed, this.directions);
    return direction && { key, statistic, direction };
  }

  read(frame: RunFrame, key: string, statistic: MetricStatistic, row: number): number | undefined | null {
    return this.readerOf(frame, key, statistic)?.valueAt(row);
  }

  /** The step that a value comes from. */
  stepOf(frame: RunFrame, key: string, statistic: MetricStatistic, row: number): number | undefined {
    return this.readerOf(frame, key, statistic)?.stepAt(row);
  }

  /** Asked once a cell: what is found is kept by the statistic's own object, that one column or expression has. */
  private readerOf(frame: RunFrame, key: string, statistic: MetricStatistic): StatisticReader | undefined {
    const ofFrame = this.readers.get(frame) ?? new WeakMap<MetricStatistic, KeyReader>();
    const known = ofFrame.get(statistic);
    if (known?.key === key) return known.reader;
    const column = this.columnOf(key, statistic);
    const reader = column && this.store.readerOf(frame, column);
    ofFrame.set(statistic, { key, reader });
    this.readers.set(frame, ofFrame);
    return reader;
  }
}

interface KeyReader {
  readonly key: string;
  readonly reader: StatisticReader | undefined;
}
