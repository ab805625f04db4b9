import type { AxisValues } from '../../../domain/comparison/axis-values.ts';
import {
  type AxisScale,
  createScale,
  type ScaleKind,
} from '../../../domain/comparison/parallel/axis-scale.ts';
import { defaultScale } from '../../../domain/comparison/parallel/default-scale.ts';
import type { ParallelAxis } from '../../../domain/comparison/parallel/parallel-view.ts';
import {
  type Lane,
  LANES,
  type PlacedRuns,
  placeRuns,
} from '../../../domain/comparison/parallel/place-runs.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { type ParallelLayout, yOfPosition } from '../../../drawing/parallel-layout.ts';

/** An axis with the values of the runs. */
export interface ShownAxis {
  /** Text of the column. */
  readonly id: string;
  readonly setting: ParallelAxis;
  readonly values: AxisValues;
  readonly scale: AxisScale;
  readonly placed: PlacedRuns;
}

interface KnownColumns {
  readonly columns: readonly RunColumn[];
  readonly values: readonly AxisValues[];
}

/** The axes whose values are here, in their order; others come with the next answer. */
export function showAxes(settings: readonly ParallelAxis[], known: KnownColumns): readonly ShownAxis[] {
  const places = new Map(known.columns.map((column, place) => [formatRunColumn(column), place]));
  return settings.flatMap((setting) => {
    const id = formatRunColumn(setting.column);
    const values = known.values[places.get(id) ?? -1];
    if (!values) return [];
    return [showAxis(id, setting, values)];
  });
}

/** The same object as long as setting and values are the same. */
const shownOf = new WeakMap<ParallelAxis, ShownAxis>();

function showAxis(id: string, setting: ParallelAxis, values: AxisValues): ShownAxis {
  const known = shownOf.get(setting);
  if (known?.values === values) return known;
  const kind = setting.scale ?? defaultScale(setting.column, values);
  const shown = { id, setting, values, ...placedOn(kind, values) };
  shownOf.set(setting, shown);
  return shown;
}

type Placed = Pick<ShownAxis, 'scale' | 'placed'>;

/** While a brush is dragged nothing of this changes. */
const placedOf = new WeakMap<AxisValues, Map<ScaleKind, Placed>>();

function placedOn(kind: ScaleKind, values: AxisValues): Placed {
  const kinds = placedOf.get(values) ?? new Map<ScaleKind, Placed>();
  placedOf.set(values, kinds);
  const known = kinds.get(kind);
  if (known) return known;
  const scale = createScale(kind, values);
  const made = { scale, placed: placeRuns(values, scale) };
  kinds.set(kind, made);
  return made;
}

const ABOVE: readonly Lane[] = ['positive'];
const BELOW: readonly Lane[] = ['negative', 'nan', 'other', 'missing'];

/** The lanes that some run stands in: one height for all axes. */
export function lanesOf(axes: readonly ShownAxis[]) {
  const isUsed = (lane: Lane) => axes.some(({ placed }) => (placed.laneCounts[LANES.indexOf(lane)] ?? 0) > 0);
  return { lanesAbove: ABOVE.filter(isUsed), lanesBelow: BELOW.filter(isUsed) };
}

/** Of a place of categories: runs of one are spread over it, in the order in which they are drawn. */
const SPREAD_SHARE = 0.5;
const MOST_SPREAD = 26;
const LANE_SPREAD = 10;

/**
 * Where each run stands on an axis, in device pixels. Runs of one category or lane stand side by side: lines over one
 * another would look like one. Where values are numbers they stand where their value does.
 *
 * @param ratio of the canvas
 */
export function rowsOf(
  { placed, setting, scale }: ShownAxis,
  layout: ParallelLayout,
  ratio: number,
  order: Uint32Array,
): Float32Array {
  const laneYs = LANES.map((lane) => (layout.lanes.get(lane) ?? layout.bottom) * ratio);
  const low = yOfPosition(layout, 0, setting.isInverted) * ratio;
  const rise = yOfPosition(layout, 1, setting.isInverted) * ratio - low;
  const { positions, lanes } = placed;
  const ys = positions.map((position, run) => {
    const lane = lanes[run] ?? 0;
    return lane > 0 ? (laneYs[lane - 1] ?? 0) : low + position * rise;
  });
  const count = 'places' in scale ? scale.places.length : 0;
  const spread = Math.min(MOST_SPREAD * ratio, count > 0 ? (Math.abs(rise) / count) * SPREAD_SHARE : 0);
  const isInLanes = placed.laneCounts.some((laneCount) => laneCount > 0);
  if (spread > 0 || isInLanes)
    spreadOut(ys, lanes, order, (lane) => (lane > 0 ? LANE_SPREAD * ratio : spread));
  return ys;
}

/** Moves runs that stand at one y apart. */
function spreadOut(
  ys: Float32Array,
  lanes: Uint8Array,
  order: Uint32Array,
  roomOf: (lane: number) => number,
): void {
  const groups = new Map<number, { count: number; turn: number }>();
  const isSpread = (run: number) => roomOf(lanes[run] ?? 0) > 0;
  ys.forEach((y, run) => {
    if (!isSpread(run)) return;
    const group = groups.get(y) ?? { count: 0, turn: 0 };
    group.count++;
    groups.set(y, group);
  });
  for (const run of order) {
    const group = isSpread(run) ? groups.get(ys[run] ?? 0) : undefined;
    if (!group || group.count < 2) continue;
    const share = group.turn / (group.count - 1);
    group.turn++;
    // The best, drawn last, at the upper side.
    ys[run] = (ys[run] ?? 0) + (0.5 - share) * Math.min(roomOf(lanes[run] ?? 0), (group.count - 1) * CLOSEST);
  }
}

/** Few runs are not torn apart. */
const CLOSEST = 5;
