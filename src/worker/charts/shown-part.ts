import type { RunId } from '../../domain/runs/run.ts';
import { axisFor, type PlacedSeries } from '../../domain/series/series-axis.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import type { StepRange } from '../../tracking/source.ts';
import type { ChartQuery } from './chart-protocol.ts';
import type { StoredSeries } from '../series/series-entry.ts';
import type { ShownPart } from '../series/zoom-ranges.ts';

type Zoomed = Pick<
  ChartQuery,
  'key' | 'runs' | 'recipe' | 'widthPx' | 'xWindow' | 'xRange' | 'xKind' | 'joins'
>;

type LineAt = (place: number) => StoredSeries | undefined;

export interface ShownPartSources {
  /** Gives points of a run their x, where that is an expression. */
  readonly place?: PlaceOfRun | undefined;
  /** The line that is stored of a run, by its place in the query; joined runs lie behind those before them. */
  readonly lineAt?: LineAt | undefined;
}

/** The steps behind the zoomed part of a chart; undefined: all is shown, or x does not follow the steps. */
export function shownPartOf(
  query: Zoomed,
  { place, lineAt = () => undefined }: ShownPartSources = {},
): ShownPart | undefined {
  const { key, recipe, widthPx } = query;
  const xWindow = query.xWindow ?? openWindow(query);
  if (!xWindow) return undefined;
  const axis = axisFor(key, recipe.axis);
  if (axis.kind === 'step') {
    const range = { start: Math.floor(xWindow.min), end: Math.ceil(xWindow.max) };
    return { widthPx, stepsOf: (stored) => withEnds(stored, range) };
  }
  if (axis.kind === 'expression') {
    return place && { widthPx, stepsOf: (stored) => stepsPlaced(stored, xWindow, place) };
  }
  if (axis.kind !== 'wall' && axis.kind !== 'relative') return undefined;
  const stepsOf = (stored: StoredSeries) => {
    const zeroMs = axis.kind === 'wall' ? 0 : zeroOf(query, stored, lineAt);
    return zeroMs === undefined
      ? undefined
      : stepsBetween(stored, xWindow.min + zeroMs, xWindow.max + zeroMs);
  };
  return { widthPx, stepsOf };
}

/**
 * The date at which x is 0 for a run: its start, or earlier by what those before it in its line took; undefined while
 * these are read.
 */
function zeroOf({ key, runs, joins }: Zoomed, stored: StoredSeries, lineAt: LineAt): number | undefined {
  const isOwn = (run: Zoomed['runs'][number]) => run.id === stored.runId;
  const named = runs.findIndex((run) => isOwn(run) && (run.key ?? key) === stored.key);
  // Of an expression the histories of its metrics are read.
  const own = named >= 0 ? named : runs.findIndex(isOwn);
  const beganMs = (place: number, line: StoredSeries) => runs[place]?.startMs ?? timesOf(line).min;
  const join = joins?.find((places) => places.includes(own)) ?? [];
  let tookMs = 0;
  for (const place of join.slice(0, Math.max(0, join.indexOf(own)))) {
    const line = lineAt(place);
    if (!line || line.state === 'loading') return undefined;
    if (line.columns.length > 0) tookMs += timesOf(line).max - beganMs(place, line);
  }
  return beganMs(own, stored) - tookMs;
}

type PlaceOfRun = (runId: RunId, series: Series) => PlacedSeries | undefined;

/** From the last known point before the window to the first one behind it; undefined where x turns back. */
function stepsPlaced(
  { runId, columns }: StoredSeries,
  { min, max }: { readonly min: number; readonly max: number },
  place: PlaceOfRun,
): StepRange | undefined {
  const series = viewSeries(columns);
  const placed = place(runId, series);
  if (!placed?.isMonotone || placed.xs.length === 0) return undefined;
  const { xs, places } = placed;
  const first = xs.findIndex((x) => x >= min);
  const last = xs.findLastIndex((x) => x <= max);
  if (first < 0 || last < 0) return undefined;
  const stepAt = (index: number) => series.steps[places?.[index] ?? index] ?? 0;
  return {
    start: stepAt(Math.max(0, Math.min(first, last + 1) - 1)),
    end: stepAt(Math.min(xs.length - 1, Math.max(last, first - 1) + 1)),
  };
}

/** Of one typed end; the other one is where the points end. Two make a window, or none where they stand wrong. */
function openWindow({ xRange = {}, xKind }: Zoomed): ChartQuery['xWindow'] {
  const placed = (end: number | undefined) =>
    xKind === 'log' && end !== undefined && end <= 0 ? undefined : end;
  const [min, max] = [placed(xRange.min), placed(xRange.max)];
  if ((min === undefined) === (max === undefined)) return undefined;
  return { min: min ?? Number.NEGATIVE_INFINITY, max: max ?? Number.POSITIVE_INFINITY };
}

/** An open end is the series' own; undefined: it has no steps there. */
function withEnds(
  { columns: { length, steps } }: StoredSeries,
  { start, end }: StepRange,
): StepRange | undefined {
  if (Number.isFinite(start) && Number.isFinite(end)) return { start, end };
  const from = Number.isFinite(start) ? start : steps[0];
  const to = Number.isFinite(end) ? end : steps[length - 1];
  return from !== undefined && to !== undefined && from <= to ? { start: from, end: to } : undefined;
}

/** From the last known point before the times to the first one behind them: what lies between may be in them. */
function stepsBetween(
  { columns: { length, steps, timestampsMs } }: StoredSeries,
  fromMs: number,
  toMs: number,
): StepRange | undefined {
  if (length === 0) return undefined;
  let first = 0;
  while (first < length && (timestampsMs[first] ?? 0) < fromMs) first++;
  let last = length - 1;
  while (last >= 0 && (timestampsMs[last] ?? 0) > toMs) last--;
  if (first === length || last < 0) return undefined;
  const start = steps[Math.max(0, Math.min(first, last + 1) - 1)] ?? 0;
  const end = steps[Math.min(length - 1, Math.max(last, first - 1) + 1)] ?? 0;
  return { start: Math.min(start, end), end: Math.max(start, end) };
}

/** From the first to the last time. */
function timesOf({ columns: { length, timestampsMs } }: StoredSeries) {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < length; index++) {
    min = Math.min(min, timestampsMs[index] ?? min);
    max = Math.max(max, timestampsMs[index] ?? max);
  }
  return { min, max };
}
