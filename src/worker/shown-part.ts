import { axisFor } from '../domain/series-axis.ts';
import type { StepRange } from '../tracking/source.ts';
import type { ChartQuery } from './chart-protocol.ts';
import type { StoredSeries } from './series-entry.ts';
import type { ShownPart } from './zoom-ranges.ts';

type Zoomed = Pick<
  ChartQuery,
  'key' | 'runs' | 'recipe' | 'widthPx' | 'xWindow' | 'xRange' | 'xKind' | 'joins'
>;

/** The steps behind the zoomed part of a chart; undefined: all is shown, or x does not follow the steps. */
export function shownPartOf(query: Zoomed): ShownPart | undefined {
  const { key, runs, recipe, widthPx, joins } = query;
  const xWindow = query.xWindow ?? openWindow(query);
  if (!xWindow) return undefined;
  const axis = axisFor(key, recipe.axis);
  if (axis.kind === 'step') {
    const range = { start: Math.floor(xWindow.min), end: Math.ceil(xWindow.max) };
    return { widthPx, stepsOf: (stored) => withEnds(stored, range) };
  }
  if (axis.kind !== 'wall' && axis.kind !== 'relative') return undefined;
  // Where a run lies behind another one only its line knows.
  if (axis.kind === 'relative' && joins) return undefined;
  const starts = new Map(runs.map(({ id, startMs }) => [id, startMs]));
  const stepsOf = (stored: StoredSeries) => {
    const startMs = axis.kind === 'wall' ? 0 : (starts.get(stored.runId) ?? leastTimeOf(stored));
    return stepsBetween(stored, xWindow.min + startMs, xWindow.max + startMs);
  };
  return { widthPx, stepsOf };
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

function leastTimeOf({ columns: { length, timestampsMs } }: StoredSeries): number {
  let least = Number.POSITIVE_INFINITY;
  for (let index = 0; index < length; index++) least = Math.min(least, timestampsMs[index] ?? least);
  return least;
}
