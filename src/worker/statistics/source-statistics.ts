import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import { DirectedStatistics } from './directed-statistics.ts';
import { StatisticsStore, type StatisticsStoreOptions } from './statistics-store.ts';
import { ViewStatistics } from './view-statistics.ts';

/** The statistics of one source, and what each view wants of them. */
export class SourceStatistics {
  private readonly store: StatisticsStore;
  private readonly views = new Map<string, ViewStatistics>();
  readonly reader: DirectedStatistics;

  constructor(options: StatisticsStoreOptions) {
    this.store = new StatisticsStore(options);
    this.reader = new DirectedStatistics(this.store);
  }

  /** The same for every query of the view: what is on screen stays when only the filter or the order changes. */
  of(viewId: string, directions: Readonly<Record<string, Direction>>): ViewStatistics {
    this.reader.setDirections(directions);
    const view = this.views.get(viewId) ?? new ViewStatistics(viewId, this.store, this.reader);
    this.views.set(viewId, view);
    return view;
  }

  dispose(): void {
    this.store.dispose();
    this.views.clear();
  }
}
