import { type AxisBrush, brushOfSpan, spansOfBrush } from '../../../domain/comparison/parallel/brushes.ts';
import { LANES } from '../../../domain/comparison/parallel/place-runs.ts';
import {
  type Extent,
  extentOfLane,
  joinExtents,
  type ParallelLayout,
  positionOfY,
  yOfPosition,
} from '../../../drawing/parallel-layout.ts';
import type { ShownAxis } from './shown-axes.ts';

/** What of a brush is dragged. */
export type BrushPart = 'new' | 'all' | 'top' | 'bottom';

/** Less cannot be taken hold of. */
const LEAST_PX = 8;

/** Where a brush stands on its axis, from top to bottom. */
export function extentsOfBrush(
  { scale, setting }: ShownAxis,
  brush: AxisBrush,
  layout: ParallelLayout,
): readonly Extent[] {
  const onScale = spansOfBrush(scale, brush).map(({ low, high }) => {
    const ys = [low, high].map((position) => yOfPosition(layout, position, setting.isInverted));
    return widened({ top: Math.min(...ys), bottom: Math.max(...ys) });
  });
  const lanes = brush.lanes.flatMap((lane) => extentOfLane(layout, lane) ?? []);
  return joinExtents([...onScale, ...lanes]);
}

function widened({ top, bottom }: Extent): Extent {
  const missing = Math.max(0, LEAST_PX - (bottom - top)) / 2;
  return { top: top - missing, bottom: bottom + missing };
}

/** From the uppermost to the lowest place that can be brushed. */
export function wholeExtent(layout: ParallelLayout): Extent {
  const lanes = [...layout.lanes.keys()].flatMap((lane) => extentOfLane(layout, lane) ?? []);
  return {
    top: Math.min(layout.top, ...lanes.map(({ top }) => top)),
    bottom: Math.max(layout.bottom, ...lanes.map(({ bottom }) => bottom)),
  };
}

/** Where the brush is after its part was dragged by so many pixels: turned round at its other end, never out of the axis. */
export function dragExtent(from: Extent, part: BrushPart, byPx: number, whole: Extent): Extent {
  if (part === 'all') {
    const by = Math.max(whole.top - from.top, Math.min(whole.bottom - from.bottom, byPx));
    return { top: from.top + by, bottom: from.bottom + by };
  }
  const clamp = (y: number) => Math.max(whole.top, Math.min(whole.bottom, y));
  const fixed = part === 'top' ? from.bottom : from.top;
  const moved = clamp((part === 'top' ? from.top : from.bottom) + byPx);
  return { top: Math.min(fixed, moved), bottom: Math.max(fixed, moved) };
}

/**
 * What a part of an axis means: its values, and the lanes whose middle is in it. Undefined: nothing is there.
 *
 * @param kept what is dragged at one end keeps the value of its other end to the last digit
 */
export function brushOfExtent(
  { scale, setting }: ShownAxis,
  { top, bottom }: Extent,
  layout: ParallelLayout,
  isExcluding: boolean,
  kept?: { readonly brush: AxisBrush; readonly part: BrushPart },
): AxisBrush | undefined {
  const lanes = LANES.filter((lane) => {
    const middle = layout.lanes.get(lane);
    return middle !== undefined && middle >= top && middle <= bottom;
  });
  const isOnScale = bottom >= layout.top && top <= layout.bottom;
  const ends = [top, bottom].map((y) => positionOfY(layout, y, setting.isInverted));
  const span = { low: Math.min(...ends), high: Math.max(...ends) };
  const onScale = isOnScale ? brushOfSpan(scale, span) : undefined;
  if (!onScale && lanes.length === 0) return undefined;
  const range = onScale?.range && keepEnd(onScale.range, kept, setting.isInverted);
  return { isExcluding, ...onScale, ...(range && { range }), lanes };
}

type Range = NonNullable<AxisBrush['range']>;

function keepEnd(
  range: Range,
  kept: { readonly brush: AxisBrush; readonly part: BrushPart } | undefined,
  isInverted: boolean,
): Range {
  const before = kept?.brush.range;
  if (!before || (kept.part !== 'top' && kept.part !== 'bottom')) return range;
  const isUpperMoved = (kept.part === 'top') !== isInverted;
  const turned = isUpperMoved ? range.max < before.min : range.min > before.max;
  if (turned) return range;
  return isUpperMoved ? { min: before.min, max: range.max } : { min: range.min, max: before.max };
}
