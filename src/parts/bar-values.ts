import { MARK_NAN, MARK_POSITIVE_INFINITY } from '../base/packed-lines.ts';
import { isBarCard } from '../domain/chart-cards.ts';
import type { ChartPicture } from '../worker/chart-protocol.ts';

/** One value of a line, NaN and infinities too; undefined: the run did not log the metric. */
export type BarValue = number | undefined;

/**
 * The values of a card where every compared run has one point at most; undefined where lines are drawn: a run has more,
 * a count is not known yet, or some runs have no place on the card.
 *
 * @param isWhole whether the lines are those of all compared runs
 */
export function barValues(
  picture: ChartPicture | undefined,
  isWhole: boolean,
): readonly BarValue[] | undefined {
  // A picture of bands has a line for each group, not for each series.
  if (
    !picture ||
    picture.bands ||
    !isWhole ||
    !isBarCard(picture.series.map(({ pointsTotal }) => pointsTotal))
  )
    return undefined;
  const { lines, marks } = picture;
  const values: BarValue[] = picture.series.map((_, line) => {
    const start = lines.offsets[line] ?? 0;
    return start < (lines.offsets[line + 1] ?? start) ? lines.ys[start] : undefined;
  });
  marks.lines.forEach((line, index) => {
    values[line] = valueOfMark(marks.kinds[index]);
  });
  // A point that the axes have no place for: bars would lose it without a word, the badge of lines counts it.
  const isLost = picture.series.some(({ pointsRead }, line) => pointsRead > 0 && values[line] === undefined);
  return isLost ? undefined : values;
}

function valueOfMark(kind: number | undefined): number {
  if (kind === MARK_NAN) return Number.NaN;
  return kind === MARK_POSITIVE_INFINITY ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
}

/** Where bars begin and end, in percent of the width: from zero where it is inside or close to the values. */
export interface BarScale {
  readonly zero: number;
  readonly at: (value: number) => number;
}

/**
 * Bars begin at zero, so that their lengths compare; with values of both signs zero lies inside. Infinities reach to
 * the end of their side.
 */
export function barScale(values: readonly BarValue[]): BarScale {
  const finite = values.filter((value): value is number => value !== undefined && Number.isFinite(value));
  const min = Math.min(0, ...finite);
  const max = Math.max(0, ...finite);
  // Halved first: the span of ±1e308 is infinite.
  const half = max / 2 - min / 2 || 1;
  const at = (value: number) => Math.min(100, Math.max(0, ((value / 2 - min / 2) / half) * 100));
  return { zero: at(0), at };
}
