import { padDomain } from '../../../base/pad-domain.ts';
import { createProjection } from '../../../base/scale.ts';
import { createHorizontalTicks } from '../../../drawing/layout.ts';
import type { TickStyle } from '../../../drawing/time-ticks.ts';

/** One axis for all rows. */
export interface RowScale {
  /** CSS pixels from the left of the track. */
  readonly at: (value: number) => number;
  readonly ticks: readonly { readonly px: number; readonly label: string }[];
  readonly offset: string | undefined;
}

/** @param range of bars with 0 in it, where they begin; of boxes their numbers alone, with room around them */
export function rowScale(
  range: { readonly min: number; readonly max: number },
  shape: 'bar' | 'box',
  widthPx: number,
  style: TickStyle,
  measure: (label: string) => number,
): RowScale {
  const { min, max } = shape === 'box' || range.min === range.max ? padDomain(range, 'linear') : range;
  const project = createProjection({ kind: 'linear', min, max, startPx: 0, endPx: widthPx });
  const { ticks, offset } = createHorizontalTicks({ kind: 'linear', min, max }, style, widthPx, measure);
  return { at: project, ticks: ticks.map(({ value, label }) => ({ px: project(value), label })), offset };
}

/** Up and down by turns, so that equal numbers do not hide each other; -0.5 to 0.5. */
export function sway(place: number): number {
  return ((place * 0.618_034) % 1) - 0.5;
}
