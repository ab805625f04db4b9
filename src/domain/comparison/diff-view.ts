export const DIFF_ORDERS = ['key', 'size'] as const;
export type DiffOrder = (typeof DIFF_ORDERS)[number];

/** How the diff is looked at. */
export interface DiffView {
  /** Else lines in which all runs are the same are shown too. */
  readonly isDifferencesOnly: boolean;
  readonly order: DiffOrder;
  /** Numbers that differ by no more than this share of the larger one are the same. */
  readonly epsilon: number;
  /** Part of a key or a value. */
  readonly find: string;
  /** Runs are rows and keys are columns; else the other way round. */
  readonly isByRun: boolean;
}

export const DEFAULT_DIFF_VIEW: DiffView = {
  isDifferencesOnly: true,
  order: 'key',
  epsilon: 0,
  find: '',
  isByRun: false,
};

/** Columns at most, where runs are rows. */
export const MAX_DIFF_KEYS = 300;

/** Runs beside each other at most. */
export const MAX_DIFF_RUNS = 100;

/** What differs from the default; undefined: nothing does. */
export function packDiffView(view: DiffView): Readonly<Record<string, unknown>> | undefined {
  const packed = {
    ...(view.isDifferencesOnly ? {} : { all: true }),
    ...(view.order === 'key' ? {} : { order: view.order }),
    ...(view.epsilon === 0 ? {} : { within: view.epsilon }),
    ...(view.find === '' ? {} : { find: view.find }),
    ...(view.isByRun ? { rows: true } : {}),
  };
  return Object.keys(packed).length === 0 ? undefined : packed;
}

/** Undefined: not understood. */
export function readDiffView(json: unknown): DiffView | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const {
    all = false,
    order = 'key',
    within = 0,
    find = '',
    rows = false,
  } = json as Readonly<Record<string, unknown>>;
  const known = DIFF_ORDERS.find((each) => each === order);
  const isWithin = typeof within === 'number' && within >= 0 && within < 2;
  if (typeof all !== 'boolean' || !known || !isWithin || typeof find !== 'string') return undefined;
  if (typeof rows !== 'boolean') return undefined;
  return { isDifferencesOnly: !all, order: known, epsilon: within, find, isByRun: rows };
}
