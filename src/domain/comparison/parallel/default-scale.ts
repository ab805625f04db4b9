import { numbersOfTexts } from '../../runs/text-value.ts';
import type { RunColumn } from '../../runs/run-sort.ts';
import { type AxisValues, PRESENCE } from '../axis-values.ts';
import { finiteNumbers, MOST_PLACES, type ScaleKind } from './axis-scale.ts';

/** From this share of runs on a param counts as numbers; words among them stand in a lane. */
const NEARLY_ALL = 0.95;
/** The largest value is at least so many times the smallest where powers are told apart better than sums. */
const LOG_RATIO = 8;
/** Few settings with a zero among them: each has a place. */
const FEW_SETTINGS = 12;

/** The scale that shows the values of a column best, where the person chose none. */
export function defaultScale(column: RunColumn, values: AxisValues): ScaleKind {
  if (column.kind === 'attribute' && (column.key === 'start_time' || column.key === 'end_time'))
    return 'time';
  if (values.kind === 'text' && !areNearlyAllNumbers(values)) return ordersOf(values);
  const distinct = Float64Array.from(new Set(finiteNumbers(values))).sort();
  if (distinct.length === 0) return 'linear';
  if ((distinct[0] as number) < 0) return 'linear';
  if (distinct[0] !== 0) return isLogarithmic(distinct) ? 'log' : 'linear';
  // `0, 1e-4, 1e-3, 1e-2`: powers have no zero, and beside each other the small ones are one point.
  const isChoice = values.kind === 'text' && distinct.length <= FEW_SETTINGS;
  return isChoice && distinct.length > 3 && isLogarithmic(distinct.subarray(1)) ? 'name' : 'linear';
}

/** Categories by name as long as each has a place of its own. */
function ordersOf({ texts }: AxisValues): ScaleKind {
  return texts.length > MOST_PLACES ? 'frequency' : 'name';
}

function areNearlyAllNumbers({ presence, codes, texts }: AxisValues): boolean {
  const numbers = numbersOfTexts(texts);
  let [known, numeric] = [0, 0];
  codes.forEach((code, run) => {
    if (presence[run] !== PRESENCE.known) return;
    known++;
    if (numbers[code] !== undefined) numeric++;
  });
  return numeric > 0 && numeric >= known * NEARLY_ALL;
}

/**
 * Whether positive values spread more evenly by powers: over a ratio worth it, the value in the middle is nearer to the
 * middle of the axis.
 *
 * @param distinct ascending, above 0
 */
function isLogarithmic(distinct: Float64Array): boolean {
  const [min, max] = [distinct[0] ?? 1, distinct.at(-1) ?? 1];
  if (distinct.length < 3 || max / min < LOG_RATIO) return false;
  const half = distinct.length >>> 1;
  const upper = distinct[half] ?? min;
  const middle = distinct.length % 2 === 1 ? upper : ((distinct[half - 1] ?? min) + upper) / 2;
  const linear = (middle - min) / (max - min);
  const log = (Math.log(middle) - Math.log(min)) / (Math.log(max) - Math.log(min));
  return Math.abs(log - 0.5) < Math.abs(linear - 0.5);
}
