import type { RunId } from '../../runs/run.ts';

export const COMPARE_WAYS = ['text', 'tree', 'table', 'image', 'tails'] as const;
/** How one path of many runs is looked at. */
export type CompareWay = (typeof COMPARE_WAYS)[number];

export const IMAGE_MODES = ['grid', 'swipe', 'blend', 'difference'] as const;
export type ImageMode = (typeof IMAGE_MODES)[number];

/** How the files of the compare set are looked at. */
export interface FilesView {
  /** One path over all runs; else the files of one run. */
  readonly isCompared: boolean;
  /** Undefined: as the file's name says. */
  readonly way: CompareWay | undefined;
  /** One column of lines; else two beside each other. */
  readonly isUnified: boolean;
  readonly isDifferencesOnly: boolean;
  /** The run beside the baseline; undefined: the first that differs from it. */
  readonly against: RunId | undefined;
  readonly imageMode: ImageMode;
  /** Name of the column whose values are the rows of joined tables; empty: by the place of the row; undefined: found from the data. */
  readonly joinBy: string | undefined;
  /** Name of the column that joined tables show; undefined: the first that differs. */
  readonly column: string | undefined;
}

export const DEFAULT_FILES_VIEW: FilesView = {
  isCompared: false,
  way: undefined,
  isUnified: false,
  isDifferencesOnly: true,
  against: undefined,
  imageMode: 'grid',
  joinBy: undefined,
  column: undefined,
};

/** What differs from the default; undefined: nothing does. */
export function packFilesView(view: FilesView): Readonly<Record<string, unknown>> | undefined {
  const packed = {
    ...(view.isCompared ? { all: true } : {}),
    ...(view.way === undefined ? {} : { as: view.way }),
    ...(view.isUnified ? { unified: true } : {}),
    ...(view.isDifferencesOnly ? {} : { same: true }),
    ...(view.against === undefined ? {} : { against: view.against }),
    ...(view.imageMode === 'grid' ? {} : { images: view.imageMode }),
    ...(view.joinBy === undefined ? {} : { join: view.joinBy }),
    ...(view.column === undefined ? {} : { column: view.column }),
  };
  return Object.keys(packed).length === 0 ? undefined : packed;
}

/** Undefined: not understood. */
export function readFilesView(json: unknown): FilesView | undefined {
  if (typeof json !== 'object' || json === null) return undefined;
  const {
    all = false,
    as,
    unified = false,
    same = false,
    against,
    images = 'grid',
    join,
    column,
  } = json as Readonly<Record<string, unknown>>;
  const way = COMPARE_WAYS.find((each) => each === as);
  const imageMode = IMAGE_MODES.find((each) => each === images);
  if (typeof all !== 'boolean' || typeof unified !== 'boolean' || typeof same !== 'boolean') return undefined;
  if (!imageMode || (as !== undefined && !way)) return undefined;
  if (!isTextOrNothing(against) || !isTextOrNothing(join) || !isTextOrNothing(column)) return undefined;
  return {
    isCompared: all,
    way,
    isUnified: unified,
    isDifferencesOnly: !same,
    against: against as RunId | undefined,
    imageMode,
    joinBy: join,
    column,
  };
}

function isTextOrNothing(json: unknown): json is string | undefined {
  return json === undefined || typeof json === 'string';
}
