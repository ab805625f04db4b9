import { createProjection, type Scale } from '../base/scale.ts';
import { createHorizontalTicks, styledTicks, verticalTickCount } from './layout.ts';
import type { TickStyle } from './time-ticks.ts';

/** An axis of a plot of points. A category stands at its index. */
export type PointAxis =
  | {
      readonly kind: 'linear' | 'log';
      readonly min: number;
      readonly max: number;
      readonly style: TickStyle;
    }
  | {
      readonly kind: 'category';
      readonly min: number;
      readonly max: number;
      readonly labels: readonly string[];
    };

export interface PointTick {
  /** CSS pixels from the left, or from the top. */
  readonly px: number;
  readonly label: string;
}

export interface PointTicks {
  readonly ticks: readonly PointTick[];
  /** What every label is to be added to. */
  readonly offset: string | undefined;
  /** The most that a label may take, in CSS pixels; undefined: as much as it wants. */
  readonly roomPx: number | undefined;
  /** Of categories every so manyth has a label. */
  readonly every: number;
}

/** CSS pixels. */
export interface PointBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export interface PointAxes {
  readonly box: PointBox;
  readonly x: PointTicks;
  readonly y: PointTicks;
}

/** With room for the names of the axes. */
const TOP = 24;
const RIGHT = 16;
const BOTTOM = 42;
const LABEL_GAP = 10;
const LEFT_LEAST = 36;
/** Labels of categories beyond are cut. */
const LEFT_MOST = 132;
const CATEGORY_HEIGHT = 18;
const CATEGORY_WIDTH = 64;

/** Where plot and labels stand in so much room. @param measure width of a label in CSS pixels */
export function layOutPoints(
  x: PointAxis,
  y: PointAxis,
  size: { readonly width: number; readonly height: number },
  measure: (label: string) => number,
): PointAxes {
  const height = Math.max(1, size.height - TOP - BOTTOM);
  const upwards = verticalTicks(y, height);
  const widest = Math.max(0, ...upwards.ticks.map(({ label }) => measure(label)));
  const left = Math.ceil(Math.min(LEFT_MOST, Math.max(LEFT_LEAST, widest + LABEL_GAP)));
  const width = Math.max(1, size.width - left - RIGHT);
  const across = horizontalTicks(x, width, measure);
  return { box: { left, top: TOP, width, height }, x: across, y: upwards };
}

/** The scale of an axis over so many pixels. */
export function scaleOf({ kind, min, max }: PointAxis, startPx: number, endPx: number): Scale {
  return { kind: kind === 'log' ? 'log' : 'linear', min, max, startPx, endPx };
}

function horizontalTicks(axis: PointAxis, width: number, measure: (label: string) => number): PointTicks {
  const project = createProjection(scaleOf(axis, 0, width));
  if (axis.kind === 'category') return categoryTicks(axis, width, CATEGORY_WIDTH, project);
  const { ticks, offset } = createHorizontalTicks(axis, axis.style, width, measure);
  return {
    ticks: ticks.map(({ value, label }) => ({ px: project(value), label })),
    offset,
    roomPx: undefined,
    every: 1,
  };
}

function verticalTicks(axis: PointAxis, height: number): PointTicks {
  const project = createProjection(scaleOf(axis, height, 0));
  if (axis.kind === 'category') {
    return { ...categoryTicks(axis, height, CATEGORY_HEIGHT, project), roomPx: LEFT_MOST - LABEL_GAP };
  }
  const { ticks, offset } = styledTicks(
    { kind: axis.kind, min: axis.min, max: axis.max, maxCount: verticalTickCount(height) },
    axis.style,
  );
  return {
    ticks: ticks.map(({ value, label }) => ({ px: project(value), label })),
    offset,
    roomPx: LEFT_MOST - LABEL_GAP,
    every: 1,
  };
}

function categoryTicks(
  { min, max, labels }: Extract<PointAxis, { kind: 'category' }>,
  lengthPx: number,
  leastPx: number,
  project: (value: number) => number,
): PointTicks {
  const [first, last] = [Math.max(0, Math.ceil(min)), Math.min(labels.length - 1, Math.floor(max))];
  const eachPx = lengthPx / Math.max(1e-9, max - min);
  const every = Math.max(1, Math.ceil(leastPx / eachPx));
  const ticks: PointTick[] = [];
  for (let index = first; index <= last; index += every) {
    ticks.push({ px: project(index), label: labels[index] ?? '' });
  }
  return { ticks, offset: undefined, roomPx: eachPx * every - 6, every };
}
