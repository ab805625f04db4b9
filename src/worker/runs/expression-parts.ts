import type { Field, ValueExpression } from '../../domain/expression/ast.ts';
import { metricsOfValue } from '../../domain/charts/card-expression.ts';
import { directFields, type ExpressionSources, missingPart } from '../../domain/series/expression-line.ts';
import { computeStatistic, directedKey } from '../../domain/statistics/history-statistics.ts';
import type { MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import type { Series, SeriesState } from '../../domain/series/series.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { FactsOfRun } from '../charts/run-facts.ts';
import type { StoredSeries } from '../series/series-entry.ts';

/** Where the histories and the numbers of a run are, as they are now. */
export interface PartsSource {
  /** Undefined: nobody asked for the history. */
  readonly peek: (key: string, runId: RunId) => StoredSeries | undefined;
  readonly facts: (runId: RunId) => FactsOfRun;
}

/** How far the parts are there. */
export interface PartsReading {
  readonly stamp: string;
  /** How much of what was logged they are; `empty`: the run lacks something. */
  readonly state: SeriesState;
  /** What the run is known to lack, as it is written; undefined: nothing, or nothing yet. */
  readonly missing: string | undefined;
  readonly failure: TrackingFailure | undefined;
}

/** What of one run a value is made of. Statistics are computed from the points that are there. */
export class ExpressionParts implements ExpressionSources {
  readonly runId: RunId;
  private readonly value: ValueExpression;
  private readonly source: PartsSource;
  private readonly keys: readonly string[];
  private readonly numberFields: readonly Field[];
  private readonly statistics = new Map<string, number | undefined>();
  private last: PartsReading | undefined;

  constructor(runId: RunId, value: ValueExpression, source: PartsSource) {
    this.runId = runId;
    this.value = value;
    this.source = source;
    this.keys = metricsOfValue(value);
    this.numberFields = directFields(value).filter(({ kind }) => kind !== 'metric');
  }

  /** Another one after every change of anything that the value is made of. */
  get stamp(): string {
    const facts = this.facts();
    const numbers = this.numberFields.map((field) => facts.number(field));
    const versions = this.keys.map((key) => {
      const stored = this.stored(key);
      return stored ? `${stored.columns.version} ${stored.state}` : '';
    });
    return [facts.state, ...numbers, ...versions].join(' ');
  }

  /** As it is now. */
  read(): PartsReading {
    const { stamp } = this;
    if (this.last?.stamp === stamp) return this.last;
    this.statistics.clear();
    const missing = this.missingNumber() ?? missingPart(this.value, this.arrived());
    const failure = missing === undefined ? this.firstFailure() : undefined;
    this.last = { stamp, missing, failure, state: this.stateWith(missing, failure) };
    return this.last;
  }

  get hasSample(): boolean {
    return this.keys.every((key) => this.stored(key)?.hasSample === true);
  }

  /** A param, tag or attribute that the run is known to lack: no history can make up for it. */
  missingNumber(): string | undefined {
    if (this.facts().state !== 'known') return undefined;
    if (this.numberFields.every((field) => this.number(field) !== undefined)) return undefined;
    return missingPart(this.value, { metric: () => ONE_POINT, number: this.number, statistic: () => 0 });
  }

  /** The keys that the run logged the metrics under. */
  ownKeys(): readonly string[] {
    const facts = this.facts();
    return [...new Set(this.keys.map((key) => facts.keyOf(key)))];
  }

  readonly metric = (key: string): Series | undefined => {
    const stored = this.stored(key);
    return stored && viewSeries(stored.columns);
  };

  readonly number = (field: Field): number | undefined => this.facts().number(field);

  readonly statistic = (key: string, statistic: MetricStatistic): number | undefined => {
    const name = JSON.stringify([key, statistic]);
    if (!this.statistics.has(name)) this.statistics.set(name, this.compute(key, statistic));
    return this.statistics.get(name);
  };

  readonly isSampled = (key: string): boolean => this.stored(key)?.state === 'sampled';

  private compute(key: string, statistic: MetricStatistic): number | undefined {
    const series = this.metric(key);
    const directed = directedKey(key, statistic);
    const direction = directed === undefined ? 'lower' : this.facts().direction(directed);
    const other = statistic.name === 'at_best' ? this.metric(statistic.other) : undefined;
    return series && direction && computeStatistic(series, statistic, direction, other)?.value;
  }

  /** What is not here yet is not missing. */
  private arrived(): ExpressionSources {
    const isComing = (key: string) => {
      const state = this.stored(key)?.state ?? 'loading';
      return state === 'loading' || state === 'failed';
    };
    const isReading = this.facts().state !== 'known';
    return {
      metric: (key) => (isComing(key) ? ONE_POINT : this.metric(key)),
      number: (field) => (isReading ? 0 : this.number(field)),
      statistic: (key, statistic) => {
        const keys = statistic.name === 'at_best' ? [key, statistic.other] : [key];
        return keys.some(isComing) ? 0 : this.statistic(key, statistic);
      },
    };
  }

  private stateWith(missing: string | undefined, failure: TrackingFailure | undefined): SeriesState {
    if (missing !== undefined) return 'empty';
    if (failure) return 'failed';
    const states = this.keys.map((key) => this.stored(key)?.state ?? 'loading');
    if (this.facts().state === 'reading' || states.includes('loading')) return 'loading';
    return states.includes('sampled') ? 'sampled' : 'exact';
  }

  private firstFailure(): TrackingFailure | undefined {
    const failures = this.keys.map((key) => this.stored(key)?.failure);
    return this.facts().failure ?? failures.find((failure) => failure !== undefined);
  }

  private stored(key: string): StoredSeries | undefined {
    return this.source.peek(this.facts().keyOf(key), this.runId);
  }

  private facts(): FactsOfRun {
    return this.source.facts(this.runId);
  }
}

const ONE_POINT: Series = {
  steps: new Float64Array(1),
  timestampsMs: new Float64Array(1),
  values: new Float64Array(1),
};
