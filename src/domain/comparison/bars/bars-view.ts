import { parseGroupKey } from '../../runs/run-groups.ts';
import { parseRunColumn } from '../../runs/run-sort.ts';

/** How bars and boxes are looked at. */
export interface BarsView {
  /** Text of the column; undefined: chosen from the data. */
  readonly metric: string | undefined;
  /**
   * What a row is: `runs`, or the runs of one value of a key (`formatGroupKey`); undefined: groups as the table has them,
   * where it has, else runs.
   */
  readonly by: string | undefined;
  /** Of groups. Runs are bars: one number has no box. */
  readonly shape: BarsShape;
  readonly order: BarsOrder;
}

export const BARS_SHAPES = ['bar', 'box'] as const;
export type BarsShape = (typeof BARS_SHAPES)[number];

/** The best value first, or as the rows (of groups: their values) stand. */
export const BARS_ORDERS = ['best', 'own'] as const;
export type BarsOrder = (typeof BARS_ORDERS)[number];

export const BY_RUNS = 'runs';

export const DEFAULT_BARS_VIEW: BarsView = {
  metric: undefined,
  by: undefined,
  shape: 'bar',
  order: 'best',
};

/** What differs from the default; undefined: nothing does. */
export function packBarsView({
  metric,
  by,
  shape,
  order,
}: BarsView): Readonly<Record<string, unknown>> | undefined {
  const packed = {
    ...(metric === undefined ? {} : { metric }),
    ...(by === undefined ? {} : { by }),
    ...(shape === 'bar' ? {} : { shape }),
    ...(order === 'best' ? {} : { order }),
  };
  return Object.keys(packed).length === 0 ? undefined : packed;
}

/** Undefined: not understood. */
export function readBarsView(json: unknown): BarsView | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const { metric, by, shape = 'bar', order = 'best' } = json as Readonly<Record<string, unknown>>;
  const knownShape = BARS_SHAPES.find((each) => each === shape);
  const knownOrder = BARS_ORDERS.find((each) => each === order);
  if (!isTextOf(metric, parseRunColumn) || !isTextOf(by, readBy) || !knownShape || !knownOrder)
    return undefined;
  return { metric, by, shape: knownShape, order: knownOrder };
}

function readBy(text: string): unknown {
  return text === BY_RUNS ? text : parseGroupKey(text);
}

function isTextOf(json: unknown, read: (text: string) => unknown): json is string | undefined {
  return json === undefined || (typeof json === 'string' && read(json) !== undefined);
}
