import { createCounter, inTimeOrder, isAscending, takePlaces } from './as-of.ts';
import type { LinePoints } from './line-points.ts';
import { isSystemSection, metricPrefix } from '../charts/metric-sections.ts';
import type { Series } from './series.ts';

/** What the x axis of a card means. */
export type XAxis =
  | { readonly kind: 'step' }
  /** Milliseconds since the run began. */
  | { readonly kind: 'relative' }
  /** Milliseconds since 1970. */
  | { readonly kind: 'wall' }
  /** The value that another metric of the run had by then: the last one logged at or before the same step or time. */
  | { readonly kind: 'metric'; readonly key: string; readonly join: 'step' | 'time' }
  /** The same by step, on the straight line between the logged epochs; after the last one it stays. */
  | { readonly kind: 'epoch'; readonly key: string }
  /** A value of the filter language at each step, such as `step * params.batch_size`. */
  | { readonly kind: 'expression'; readonly text: string };

export interface AxisSources {
  /** Start of the run, for `relative`; undefined: its first point counts. */
  readonly startMs?: number | undefined;
  /** History of the metric that `metric` and `epoch` name, ordered as all series are. */
  readonly other?: Series | undefined;
  /** What `expression` makes of a series of the run (`placeByExpression`); undefined: it cannot be told. */
  readonly place?: ((series: Series) => PlacedSeries) | undefined;
}

export interface PlacedSeries extends LinePoints {
  /** Place of each point in the series; undefined: all are there, in order. */
  readonly places: Uint32Array<ArrayBuffer> | undefined;
  /** x never falls: M4 applies. Otherwise the line turns back, and is reduced in its own order. */
  readonly isMonotone: boolean;
  /** Points from before the x metric was first logged: they have no place. */
  readonly earlyCount: number;
  /** Points at which the x metric was NaN or ±Infinity. */
  readonly nonFiniteCount: number;
}

/** Their step counts samples, not training steps: such cards go by time, and look up other metrics by time. */
export function axisFor(key: string, axis: XAxis): XAxis {
  if (!isSystemSection(metricPrefix(key))) return axis;
  if (axis.kind === 'step' || axis.kind === 'expression') return { kind: 'relative' };
  if (axis.kind === 'metric' || axis.kind === 'epoch') return { kind: 'metric', key: axis.key, join: 'time' };
  return axis;
}

/**
 * Gives each point its place on the axis, in the order of the series, (step, timestamp, value): several points at one
 * step or one time all stay. Columns of the series are handed on uncopied where they are what is asked.
 */
export function placeSeries(series: Series, axis: XAxis, sources: AxisSources = {}): PlacedSeries {
  const { steps, timestampsMs, values } = series;
  const { other } = sources;
  switch (axis.kind) {
    case 'step':
      return whole(steps, values);
    case 'wall':
      return whole(timestampsMs, values);
    case 'relative': {
      const startMs = sources.startMs ?? leastOf(timestampsMs);
      return whole(
        timestampsMs.map((ms) => ms - startMs),
        values,
      );
    }
    case 'metric': {
      if (!other) return placePoints(series, () => undefined);
      if (axis.join === 'step') return placePoints(series, asOf(steps, other.steps, other.values));
      const ordered = inTimeOrder(other);
      return placePoints(series, asOf(timestampsMs, ordered.timestampsMs, ordered.values));
    }
    case 'epoch':
      return placePoints(series, other ? between(steps, other) : () => undefined);
    case 'expression':
      return sources.place?.(series) ?? placePoints(series, () => undefined);
  }
}

/** x of the point at an index of the series; undefined: none yet. */
export type PlaceAt = (index: number) => number | undefined;

function asOf(keys: Float64Array, otherKeys: Float64Array, otherValues: Float64Array): PlaceAt {
  const countUpTo = createCounter(otherKeys);
  return (index) => otherValues[countUpTo(keys[index] ?? Number.NaN) - 1];
}

/** Between two epochs in proportion to the steps; several epochs at one step: the last. */
function between(steps: Float64Array, other: Series): PlaceAt {
  const countUpTo = createCounter(other.steps);
  return (index) => {
    const step = steps[index] ?? Number.NaN;
    const next = countUpTo(step);
    const [left, right] = [other.values[next - 1], other.values[next]];
    if (left === undefined || right === undefined) return left;
    const [leftStep = 0, rightStep = 0] = [other.steps[next - 1], other.steps[next]];
    if (leftStep === step) return left;
    const share = (step - leftStep) / (rightStep - leftStep);
    return left * (1 - share) + right * share;
  };
}

/** The points that have a finite place, in the order of the series. */
export function placePoints({ values }: Series, placeAt: PlaceAt): PlacedSeries {
  const xs = new Float64Array(values.length);
  const places = new Uint32Array(values.length);
  let count = 0;
  let earlyCount = 0;
  for (let index = 0; index < values.length; index++) {
    const x = placeAt(index);
    if (x === undefined) earlyCount++;
    else if (Number.isFinite(x)) {
      xs[count] = x;
      places[count] = index;
      count++;
    }
  }
  const kept = places.slice(0, count);
  const keptXs = xs.slice(0, count);
  return {
    xs: keptXs,
    ys: takePlaces(values, kept),
    places: kept,
    isMonotone: isAscending(keptXs),
    earlyCount,
    nonFiniteCount: values.length - count - earlyCount,
  };
}

function whole(xs: Float64Array<ArrayBuffer>, ys: Float64Array<ArrayBuffer>): PlacedSeries {
  return { xs, ys, places: undefined, isMonotone: isAscending(xs), earlyCount: 0, nonFiniteCount: 0 };
}

function leastOf(column: Float64Array): number {
  return column.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
}
