import { type AxisValues, PRESENCE } from '../axis-values.ts';
import { type AxisScale, categoriesOf, isCategory, isWord, positionOf } from './axis-scale.ts';

/**
 * What has no place on the scale of its axis, each with a lane beside it: no value, a value that the scale cannot show
 * (a word among numbers; nothing above 0 where it goes by powers), NaN and the infinities.
 */
export const LANES = ['missing', 'other', 'nan', 'negative', 'positive'] as const;
export type Lane = (typeof LANES)[number];

/** Where runs stand on one axis. Both arrays have one element for each run. */
export interface PlacedRuns {
  /** 0 to 1; NaN where the run stands in a lane. */
  readonly positions: Float32Array;
  /** 0: on the scale; else one more than the place in `LANES`. */
  readonly lanes: Uint8Array;
  /** By the place in `LANES`. */
  readonly laneCounts: readonly number[];
  /** Of those that are missing, the ones whose value is still being worked out. */
  readonly awaitedCount: number;
}

/** Every run has a place: on the scale, or in a lane. */
export function placeRuns(values: AxisValues, scale: AxisScale): PlacedRuns {
  const runCount = values.presence.length;
  const positions = new Float32Array(runCount).fill(Number.NaN);
  const lanes = new Uint8Array(runCount);
  const laneCounts = LANES.map(() => 0);
  let awaitedCount = 0;
  const place = isCategory(scale.kind) ? onCategories(values, scale) : onNumbers(values, scale);
  for (let run = 0; run < runCount; run++) {
    const presence = values.presence[run];
    const found = presence === PRESENCE.known ? place(run) : 'missing';
    if (typeof found === 'number') positions[run] = found;
    else {
      const lane = LANES.indexOf(found);
      lanes[run] = lane + 1;
      laneCounts[lane] = (laneCounts[lane] ?? 0) + 1;
      if (presence === PRESENCE.awaited) awaitedCount++;
    }
  }
  return { positions, lanes, laneCounts, awaitedCount };
}

/** The lane that a run stands in; undefined: it is on the scale. */
export function laneOf({ lanes }: PlacedRuns, run: number): Lane | undefined {
  return LANES[(lanes[run] ?? 0) - 1];
}

function onNumbers(values: AxisValues, scale: AxisScale): (run: number) => number | Lane {
  return (run) => {
    const value = values.numbers[run] ?? Number.NaN;
    if (value === Number.POSITIVE_INFINITY) return 'positive';
    if (value === Number.NEGATIVE_INFINITY) return 'negative';
    if (Number.isNaN(value)) return isWord(values, run) ? 'other' : 'nan';
    const position = positionOf(scale, value);
    return Number.isNaN(position) ? 'other' : Math.min(1, Math.max(0, position));
  };
}

function onCategories(values: AxisValues, scale: AxisScale): (run: number) => number | Lane {
  const places = 'places' in scale ? scale.places : [];
  const middleOf = (index: number) => 1 - (index + 0.5) / places.length;
  const own = places.filter(({ isRest }) => !isRest);
  const middles = new Map(own.map(({ text }, index) => [text, middleOf(index)]));
  const categoryOf = categoriesOf(values);
  return (run) => {
    const category = categoryOf(run);
    // The rest stands last.
    return category === undefined ? 'missing' : (middles.get(category) ?? middleOf(places.length - 1));
  };
}
