import type { AxisBin } from './axis-bins.ts';
import type { AxisValues } from './axis-values.ts';
import { createScale } from './parallel/axis-scale.ts';
import type { AxisBrush } from './parallel/brushes.ts';
import { type Lane, placeRuns } from './parallel/place-runs.ts';
import { holdExactly, roundBetween } from './scatter/box-brushes.ts';

/** A place of an axis, as a cell of a heat map stands on it. */
export interface PlaceOfBin {
  readonly bin: AxisBin;
  /** All places of the axis. */
  readonly bins: readonly AxisBin[];
  readonly values: AxisValues;
}

/**
 * The runs of a cell as a brush of each of its axes, told by values. Undefined: no brushes hold these runs and no others.
 *
 * @param places runs that are in the cell
 */
export function brushesOfCell(
  axes: readonly PlaceOfBin[],
  places: readonly number[],
): readonly AxisBrush[] | undefined {
  const brushes = axes.map((axis) => brushOfBin(axis, places));
  const brushed = axes.map(({ values }, index) => {
    const brush = brushes[index];
    const placed = placeRuns(values, createScale('linear', values));
    return { values, placed, brushes: brush ? [brush] : [] };
  });
  const runCount = axes[0]?.values.presence.length ?? 0;
  return holdExactly(brushed, places, runCount) ? brushes : undefined;
}

const ODD: readonly Lane[] = ['nan', 'positive', 'negative'];

function brushOfBin({ bin, bins, values }: PlaceOfBin, places: readonly number[]): AxisBrush {
  const none: AxisBrush = { isExcluding: false, lanes: [] };
  switch (bin.kind) {
    case 'number':
      return { ...none, range: { min: bin.value, max: bin.value } };
    case 'text':
      return { ...none, texts: { list: [bin.text], isAllBut: false } };
    case 'range': {
      if (bin.isLast) return { ...none, range: { min: bin.low, max: bin.high } };
      const largest = places.reduce(
        (most, place) => Math.max(most, values.numbers[place] ?? bin.low),
        bin.low,
      );
      // The end is not in it: a round number before it.
      return {
        ...none,
        range: { min: bin.low, max: roundBetween(largest, largest / 2 + bin.high / 2) },
      };
    }
    case 'rest': {
      const list = bins.flatMap((other) => (other.kind === 'text' ? [other.text] : []));
      return { ...none, texts: { list, isAllBut: true } };
    }
    case 'odd':
      return { ...none, lanes: ODD };
    case 'missing':
      return { ...none, lanes: ['missing'] };
  }
}
