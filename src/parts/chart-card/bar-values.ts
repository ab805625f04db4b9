import { shareOfRange } from '../../base/share-of-range.ts';
import { isBarCard } from '../../domain/charts/chart-cards.ts';
import { reachLevels } from '../../domain/charts/level-range.ts';
import type { PlotLevel } from '../../drawing/levels.ts';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';

/** One value of a line, NaN and infinities too; undefined: the run did not log the metric. */
export type BarValue = number | undefined;

/**
 * The values of a card where every compared run has one point at most; undefined where lines are drawn: a run has more,
 * a count is not known yet, or some runs have no place on the card. The histories decide, not what of them the axes
 * have a place for: a zoom turns no bar into a line.
 *
 * @param isWhole whether the lines are those of all compared runs
 * @param lines those of the picture
 */
export function barValues(
  picture: ChartPicture | undefined,
  isWhole: boolean,
  lines: readonly { readonly parts?: readonly unknown[] | undefined }[],
): readonly BarValue[] | undefined {
  // A picture of bands has a line for each group, not for each series; two runs of a training are a line of two points.
  if (!picture || picture.bands || (picture.joined?.lines ?? 0) > 0 || !isWhole) return undefined;
  if (!isBarCard(knownCounts(picture))) return undefined;
  const values = picture.series.map(({ onlyValue }) => onlyValue);
  if (!picture.joined) return values;
  let start = 0;
  return lines.map(({ parts }) => {
    const own = values.slice(start, start + (parts?.length ?? 1));
    start += own.length;
    return own.find((value) => value !== undefined);
  });
}

/**
 * Points of each history. What of the compared runs could not be read decides nothing, unless it brought several points
 * before it failed.
 */
export function knownCounts({ series }: Pick<ChartPicture, 'series'>): readonly (number | undefined)[] {
  return series
    .filter(({ state, pointsRead }) => state !== 'failed' || pointsRead > 1)
    .map(({ state, pointsRead, pointsTotal }) => (state === 'failed' ? pointsRead : pointsTotal));
}

/** Where bars begin and end, in percent of the width: from zero where it is inside or close to the values. */
export interface BarScale {
  readonly min: number;
  readonly max: number;
  readonly zero: number;
  readonly at: (value: number) => number;
}

/**
 * Bars begin at zero, so that their lengths compare; with values of both signs zero lies inside. Infinities reach to
 * the end of their side. Levels that lie near the values are on the scale too.
 */
export function barScale(
  values: readonly BarValue[],
  levels: readonly Pick<PlotLevel, 'y'>[] = [],
): BarScale {
  const finite = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  const own = { min: Math.min(0, ...finite), max: Math.max(0, ...finite) };
  const ys = levels.map(({ y }) => y);
  const { min, max } = reachLevels(own, ys, 'linear');
  const at = (value: number) =>
    max > min ? Math.min(100, Math.max(0, shareOfRange(value, min, max) * 100)) : 0;
  return { min, max, zero: at(0), at };
}

export interface BarMark {
  readonly level: PlotLevel;
  /** Percent of the width; undefined: it lies beyond the scale. */
  readonly at: number | undefined;
  /** With an arrow where it lies beyond. */
  readonly words: string;
}

/** Levels across the bars. */
export function barMarks(levels: readonly PlotLevel[], { min, max, at }: BarScale): readonly BarMark[] {
  return levels.map((level) => {
    if (level.y < min) return { level, at: undefined, words: `◀ ${level.text}` };
    if (level.y > max) return { level, at: undefined, words: `${level.text} ▶` };
    return { level, at: at(level.y), words: `┊ ${level.text}` };
  });
}
