import { type AxisValues, PRESENCE } from '../axis-values.ts';
import { categoriesOf } from '../parallel/axis-scale.ts';
import { type AxisBrush, type BrushedAxis, passingRuns } from '../parallel/brushes.ts';
import type { ScatterData } from './scatter-data.ts';
import type { ScatterWindow } from './scatter-view.ts';

/**
 * A box that was drawn round points as a brush of each column, told by values. Undefined: no brushes hold these runs and
 * no others, as where a box takes some points of a category, which are spread over its band, and leaves others.
 *
 * @param places runs that are in the box
 */
export function brushesOfBox(
  { x: xRange, y: yRange }: ScatterWindow,
  places: readonly number[],
  data: ScatterData,
  values: { readonly x: AxisValues; readonly y: AxisValues },
): { readonly x: AxisBrush; readonly y: AxisBrush } | undefined {
  const x = brushOf(data.x.kind, xRange, places, values.x);
  const y = brushOf(data.y.kind, yRange, places, values.y);
  // Nothing of a box is in a lane.
  const lanes = new Uint8Array(data.xs.length);
  const placed = { positions: new Float32Array(), lanes, laneCounts: [], awaitedCount: 0 };
  const axes = [
    { values: values.x, placed, brushes: [x] },
    { values: values.y, placed, brushes: [y] },
  ];
  return holdExactly(axes, places, data.xs.length) ? { x, y } : undefined;
}

/** Whether brushes let these runs pass and no others. */
export function holdExactly(
  axes: readonly BrushedAxis[],
  places: readonly number[],
  runCount: number,
): boolean {
  const { mask, count } = passingRuns(axes, runCount);
  return count === places.length && places.every((place) => mask[place] === 1);
}

function brushOf(
  kind: ScatterData['x']['kind'],
  [low, high]: readonly [number, number],
  places: readonly number[],
  values: AxisValues,
): AxisBrush {
  const none = { isExcluding: false, lanes: [] };
  if (kind === 'category') {
    const categoryOf = categoriesOf(values);
    const list = [...new Set(places.map(categoryOf))].filter((text) => text !== undefined);
    return { ...none, texts: { list, isAllBut: false } };
  }
  const { min, max } = extentOf(places, values);
  return { ...none, range: { min: roundBetween(low, min), max: roundBetween(max, high) } };
}

function extentOf(places: readonly number[], { numbers, presence }: AxisValues) {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places) {
    if (presence[place] !== PRESENCE.known) continue;
    const number = numbers[place] ?? Number.NaN;
    [min, max] = [Math.min(min, number), Math.max(max, number)];
  }
  return { min, max };
}

/** The number with the fewest digits from `low` to `high`, near their middle. */
export function roundBetween(low: number, high: number): number {
  const middle = low / 2 + high / 2;
  for (let digits = 1; digits < 17; digits++) {
    const rounded = Number(middle.toPrecision(digits));
    if (rounded >= low && rounded <= high) return rounded;
  }
  return middle >= low && middle <= high ? middle : high;
}
