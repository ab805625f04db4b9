import type { CardExpression } from '../../domain/charts/card-expression.ts';
import { lineOfExpression, placeByExpression } from '../../domain/series/expression-line.ts';
import type { ValueExpression } from '../../domain/expression/ast.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { SeriesColumns } from '../../domain/series/series-columns.ts';
import type { PlacedSeries } from '../../domain/series/series-axis.ts';
import type { Series, SeriesState } from '../../domain/series/series.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { ExpressionParts, type PartsSource } from '../runs/expression-parts.ts';
import type { StoredSeries } from '../series/series-entry.ts';

interface Made {
  readonly stamp: string;
  readonly columns: SeriesColumns;
  readonly earlyCount: number;
  readonly staleCount: number;
}

/**
 * The line of an expression in one run, as a series like any other: made when it is read, anew after any of what it is
 * made of changed. Columns that nothing changes are those of the metric itself.
 */
export class ComputedSeries implements StoredSeries {
  readonly runId: RunId;
  /** The text of the expression. */
  readonly key: string;
  private readonly value: ValueExpression;
  private readonly parts: ExpressionParts;
  private last: Made | undefined;
  private versions = 0;

  constructor(runId: RunId, text: string, { value }: CardExpression, source: PartsSource) {
    this.runId = runId;
    this.key = text;
    this.value = value;
    this.parts = new ExpressionParts(runId, value, source);
  }

  get columns(): SeriesColumns {
    return this.made().columns;
  }

  get state(): SeriesState {
    return this.parts.read().state;
  }

  get hasSample(): boolean {
    return this.parts.hasSample;
  }

  get failure(): TrackingFailure | undefined {
    return this.parts.read().failure;
  }

  get missing(): string | undefined {
    return this.parts.read().missing;
  }

  /** Steps from before the last of several metrics was first logged. */
  get earlyCount(): number {
    return this.made().earlyCount;
  }

  /** Steps at which the last known point of a sampled metric stands for a later one. */
  get staleCount(): number {
    return this.made().staleCount;
  }

  private made(): Made {
    const { stamp, state } = this.parts.read();
    if (this.last?.stamp === stamp) return this.last;
    const canMake = state === 'exact' || state === 'sampled';
    const line = canMake ? lineOfExpression(this.value, this.parts) : undefined;
    this.versions++;
    const { series, earlyCount, staleCount } = line?.ok === true ? line : NO_LINE;
    this.last = { stamp, columns: columnsOf(series, this.versions), earlyCount, staleCount };
    return this.last;
  }
}

/** Gives the points of a run their x by an expression, such as `step * params.batch_size`. */
export class ExpressionPlaces {
  private readonly value: ValueExpression;
  private readonly parts: ExpressionParts;

  constructor(runId: RunId, value: ValueExpression, source: PartsSource) {
    this.value = value;
    this.parts = new ExpressionParts(runId, value, source);
  }

  get version(): string {
    return this.parts.stamp;
  }

  get state(): SeriesState {
    return this.parts.read().state;
  }

  get failure(): TrackingFailure | undefined {
    return this.parts.read().failure;
  }

  get missing(): string | undefined {
    return this.parts.read().missing;
  }

  place(series: Series): PlacedSeries {
    return placeByExpression(series, this.value, this.parts);
  }
}

const NO_LINE = {
  series: {
    steps: new Float64Array(0),
    timestampsMs: new Float64Array(0),
    values: new Float64Array(0),
  },
  earlyCount: 0,
  staleCount: 0,
};

function columnsOf({ steps, timestampsMs, values }: Series, version: number): SeriesColumns {
  let nonFiniteCount = 0;
  for (const value of values) if (!Number.isFinite(value)) nonFiniteCount++;
  return { length: steps.length, steps, timestampsMs, values, nonFiniteCount, version };
}
