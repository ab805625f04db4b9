import { formatRunColumn, parseRunColumn, type RunColumn } from '../../runs/run-sort.ts';
import { SCALE_KINDS, type ScaleKind } from './axis-scale.ts';
import type { AxisBrush } from './brushes.ts';
import { LANES } from './place-runs.ts';

/** An axis as the person set it. */
export interface ParallelAxis {
  readonly column: RunColumn;
  /** Undefined: chosen from the values. */
  readonly scale: ScaleKind | undefined;
  readonly isInverted: boolean;
  readonly brushes: readonly AxisBrush[];
}

/** How parallel coordinates are looked at. */
export interface ParallelView {
  /** From left to right; undefined: chosen from the runs. */
  readonly axes: readonly ParallelAxis[] | undefined;
  /** Text of the column, `runs` for the colour that each run has elsewhere; undefined: chosen from the axes. */
  readonly color: string | undefined;
}

export const DEFAULT_PARALLEL_VIEW: ParallelView = { axes: undefined, color: undefined };

/** Runs that are drawn at most. */
export const MAX_PARALLEL_RUNS = 50_000;

export function plainAxis(column: RunColumn): ParallelAxis {
  return { column, scale: undefined, isInverted: false, brushes: [] };
}

type Json = Readonly<Record<string, unknown>>;

/** What differs from the default; undefined: nothing does. */
export function packParallelView({ axes, color }: ParallelView): Json | undefined {
  if (!axes && color === undefined) return undefined;
  return { ...(axes && { axes: axes.map(packAxis) }), ...(color !== undefined && { color }) };
}

/** Undefined: not understood. */
export function readParallelView(json: unknown): ParallelView | undefined {
  if (!isRecord(json)) return undefined;
  const { axes, color } = json;
  const known = axes === undefined ? undefined : readAll(axes, readAxis);
  if (axes !== undefined && !known) return undefined;
  const isColor = typeof color === 'string' && (color === 'runs' || parseRunColumn(color) !== undefined);
  if (color !== undefined && !isColor) return undefined;
  return { axes: known, color: isColor ? color : undefined };
}

/** The text of the column alone where nothing else was set. */
function packAxis({ column, scale, isInverted, brushes }: ParallelAxis): unknown {
  const text = formatRunColumn(column);
  if (scale === undefined && !isInverted && brushes.length === 0) return text;
  return {
    column: text,
    ...(scale !== undefined && { scale }),
    ...(isInverted && { inverted: true }),
    ...(brushes.length > 0 && { brushes: brushes.map(packBrush) }),
  };
}

function packBrush({ isExcluding, range, texts, lanes }: AxisBrush): Json {
  return {
    ...(isExcluding && { not: true }),
    // JSON has no infinities: an open end is null.
    ...(range && { range: [finiteOrNull(range.min), finiteOrNull(range.max)] }),
    ...(texts && (texts.isAllBut ? { but: texts.list } : { texts: texts.list })),
    ...(lanes.length > 0 && { lanes }),
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function readAxis(json: unknown): ParallelAxis | undefined {
  const {
    column: text,
    scale: word,
    inverted = false,
    brushes = [],
  } = isRecord(json) ? json : { column: json };
  const column = typeof text === 'string' ? parseRunColumn(text) : undefined;
  const scale = SCALE_KINDS.find((kind) => kind === word);
  const read = readAll(brushes, readBrush);
  const isUnderstood = (word === undefined || scale !== undefined) && typeof inverted === 'boolean';
  return column && read && isUnderstood ? { column, scale, isInverted: inverted, brushes: read } : undefined;
}

function readBrush(json: unknown): AxisBrush | undefined {
  if (!isRecord(json)) return undefined;
  const { not = false, range, texts, but, lanes = [] } = json;
  const ends = range === undefined ? undefined : readRange(range);
  const list = texts ?? but;
  const words =
    list === undefined ? undefined : readAll(list, (text) => (typeof text === 'string' ? text : undefined));
  const known = readAll(lanes, (lane) => LANES.find((each) => each === lane));
  if (typeof not !== 'boolean' || !known) return undefined;
  if ((range !== undefined && !ends) || (list !== undefined && !words)) return undefined;
  if (!ends && !words && known.length === 0) return undefined;
  return {
    isExcluding: not,
    ...(ends && { range: ends }),
    ...(words && { texts: { list: words, isAllBut: texts === undefined } }),
    lanes: known,
  };
}

function readRange(json: unknown): AxisBrush['range'] {
  if (!Array.isArray(json) || json.length !== 2) return undefined;
  const [low, high] = json as readonly unknown[];
  const min = low === null ? Number.NEGATIVE_INFINITY : low;
  const max = high === null ? Number.POSITIVE_INFINITY : high;
  if (typeof min !== 'number' || typeof max !== 'number') return undefined;
  return min <= max ? { min, max } : undefined;
}

function readAll<Item>(
  json: unknown,
  read: (item: unknown) => Item | undefined,
): readonly Item[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const items = (json as readonly unknown[]).map(read);
  return items.every((item): item is Item => item !== undefined) ? items : undefined;
}

function isRecord(json: unknown): json is Json {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
