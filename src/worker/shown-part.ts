import { axisFor } from '../domain/series-axis.ts';
import type { StepRange } from '../tracking/source.ts';
import type { ChartQuery } from './chart-protocol.ts';
import type { StoredSeries } from './series-entry.ts';
import type { ShownPart } from './zoom-ranges.ts';

type Zoomed = Pick<ChartQuery, 'key' | 'runs' | 'recipe' | 'widthPx' | 'xWindow'>;

/** The steps behind the zoomed part of a chart; undefined: all is shown, or x does not follow the steps. */
export function shownPartOf({ key, runs, recipe, widthPx, xWindow }: Zoomed): ShownPart | undefined {
  if (!xWindow) return undefined;
  const axis = axisFor(key, recipe.axis);
  if (axis.kind === 'step') {
    const range = { start: Math.floor(xWindow.min), end: Math.ceil(xWindow.max) };
    return { widthPx, stepsOf: () => range };
  }
  if (axis.kind === 'metric' || axis.kind === 'epoch') return undefined;
  const starts = new Map(runs.map(({ id, startMs }) => [id, startMs]));
  const stepsOf = (stored: StoredSeries) => {
    const startMs = axis.kind === 'wall' ? 0 : (starts.get(stored.runId) ?? leastTimeOf(stored));
    return stepsBetween(stored, xWindow.min + startMs, xWindow.max + startMs);
  };
  return { widthPx, stepsOf };
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
