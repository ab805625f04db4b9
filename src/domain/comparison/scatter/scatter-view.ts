import { parseRunColumn } from '../../runs/run-sort.ts';
import type { Direction } from '../../statistics/metric-statistic.ts';

/** How the scatter plot is looked at. Columns by their texts (`formatRunColumn`). */
export interface ScatterView {
  /** Undefined: chosen from the data. */
  readonly x: string | undefined;
  readonly y: string | undefined;
  /** Undefined: each run in its own colour, all of one size. */
  readonly color: string | undefined;
  readonly size: string | undefined;
  /** Undefined: as the values are spread. */
  readonly xKind: ScatterKind | undefined;
  readonly yKind: ScatterKind | undefined;
  readonly hasTrend: boolean;
  readonly hasFront: boolean;
  /** Which way is better, where the column is no metric whose direction is known. */
  readonly xBetter: Direction | undefined;
  readonly yBetter: Direction | undefined;
  /** All rows that match, with the compare set among them; else the compare set. */
  readonly isAllRows: boolean;
  /** What is shown, in the units of the axes; undefined: all. */
  readonly zoom: ScatterWindow | undefined;
}

export const SCATTER_KINDS = ['linear', 'log'] as const;
export type ScatterKind = (typeof SCATTER_KINDS)[number];

export interface ScatterWindow {
  /** Smaller end first. */
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export const DEFAULT_SCATTER_VIEW: ScatterView = {
  x: undefined,
  y: undefined,
  color: undefined,
  size: undefined,
  xKind: undefined,
  yKind: undefined,
  hasTrend: false,
  hasFront: false,
  xBetter: undefined,
  yBetter: undefined,
  isAllRows: false,
  zoom: undefined,
};

/** What differs from the default; undefined: nothing does. */
export function packScatterView(view: ScatterView): Readonly<Record<string, unknown>> | undefined {
  const { x, y, color, size, xKind, yKind, xBetter, yBetter, zoom } = view;
  const packed = {
    x,
    y,
    color,
    size,
    xkind: xKind,
    ykind: yKind,
    trend: view.hasTrend || undefined,
    front: view.hasFront || undefined,
    xbetter: xBetter,
    ybetter: yBetter,
    all: view.isAllRows || undefined,
    zoom: zoom && [...zoom.x, ...zoom.y],
  };
  const told = Object.entries(packed).filter(([, value]) => value !== undefined);
  return told.length === 0 ? undefined : Object.fromEntries(told);
}

/** Undefined: not understood. */
export function readScatterView(json: unknown): ScatterView | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const packed = json as Readonly<Record<string, unknown>>;
  try {
    return {
      x: optional(packed['x'], readColumn),
      y: optional(packed['y'], readColumn),
      color: optional(packed['color'], readColumn),
      size: optional(packed['size'], readColumn),
      xKind: optional(packed['xkind'], readKind),
      yKind: optional(packed['ykind'], readKind),
      hasTrend: optional(packed['trend'], readTrue) ?? false,
      hasFront: optional(packed['front'], readTrue) ?? false,
      xBetter: optional(packed['xbetter'], readDirection),
      yBetter: optional(packed['ybetter'], readDirection),
      isAllRows: optional(packed['all'], readTrue) ?? false,
      zoom: optional(packed['zoom'], readWindow),
    };
  } catch {
    return undefined;
  }
}

/** Throws where there is something that is not understood. */
function optional<Value>(json: unknown, read: (json: unknown) => Value | undefined): Value | undefined {
  if (json === undefined) return undefined;
  const value = read(json);
  if (value === undefined) throw new Error('not understood');
  return value;
}

function readColumn(json: unknown): string | undefined {
  return typeof json === 'string' && parseRunColumn(json) ? json : undefined;
}

function readKind(json: unknown): ScatterKind | undefined {
  return SCATTER_KINDS.find((kind) => kind === json);
}

function readDirection(json: unknown): Direction | undefined {
  return json === 'lower' || json === 'higher' ? json : undefined;
}

function readTrue(json: unknown): true | undefined {
  return json === true ? true : undefined;
}

function readWindow(json: unknown): ScatterWindow | undefined {
  if (!Array.isArray(json) || json.length !== 4) return undefined;
  const [x0, x1, y0, y1] = json as readonly unknown[];
  if (!isFinite(x0) || !isFinite(x1) || !isFinite(y0) || !isFinite(y1)) return undefined;
  return x0 < x1 && y0 < y1 ? { x: [x0, x1], y: [y0, y1] } : undefined;
}

function isFinite(json: unknown): json is number {
  return Number.isFinite(json);
}
