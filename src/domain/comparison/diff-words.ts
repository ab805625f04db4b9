import { formatFullValue, formatWith, type Precision, precisionFor } from '../../base/format-number.ts';
import { formatDateTime, formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import { RUN_STATUSES, type RunStatus } from '../runs/run.ts';
import type { DiffCell, DiffLine } from './diff-lines.ts';
import type { DiffDetail, DiffModel } from './read-diff.ts';

/** What things are called on screen: in the language of who reads, whichever thread writes them. */
export interface DiffWords {
  readonly locale: string;
  readonly details: Readonly<Record<DiffDetail, string>>;
  readonly models: Readonly<Record<DiffModel, string>>;
  /** Of a dataset that does not tell what it was used for. */
  readonly dataset: string;
  readonly statuses: Readonly<Record<RunStatus, string>>;
  /** Names by id, as far as they are known. */
  readonly experiments: Readonly<Record<string, string>>;
}

/** What a line is called. */
export function wordOfLine({ kind, key }: Pick<DiffLine, 'kind' | 'key'>, words: DiffWords): string {
  if (kind === 'detail') return words.details[key as DiffDetail];
  if (kind === 'model') return words.models[key as DiffModel];
  return kind === 'dataset' && key === '' ? words.dataset : key;
}

const MINUTE_MS = 60_000;

function isOfSameMinute(one: number, other: number): boolean {
  return one !== other && Math.floor(one / MINUTE_MS) === Math.floor(other / MINUTE_MS);
}

export interface CellWords {
  readonly short: string;
  /** Every digit, or the whole text. */
  readonly full: string;
}

/** Of the run at a place; undefined: it has no such value. */
export function wordsOfCell(
  { kind, key, cells }: DiffLine,
  place: number,
  { locale, statuses, experiments }: DiffWords,
): CellWords | undefined {
  const cell = cells[place];
  if (cell === undefined) return undefined;
  if (kind === 'detail' && key === 'start_time' && typeof cell === 'number') {
    const full = formatFullDateTime(cell, locale);
    // Two times that differ are not written alike.
    const isAlike = cells.some((other) => typeof other === 'number' && isOfSameMinute(cell, other));
    return { short: isAlike ? full : formatDateTime(cell, locale), full };
  }
  if (kind === 'detail' && key === 'duration' && typeof cell === 'number')
    return same(formatDuration(cell, locale));
  if (typeof cell === 'number') {
    // As many decimals as tell the runs apart.
    return { short: formatWith(cell, precisionOf(cells)), full: formatFullValue(cell) };
  }
  if (kind === 'detail' && key === 'experiment') return same(experiments[cell] ?? cell);
  const status = kind === 'detail' && key === 'status' && RUN_STATUSES.find((each) => each === cell);
  return same(status ? statuses[status] : cell);
}

const precisions = new WeakMap<readonly DiffCell[], Precision>();

/** Every cell of a line asks for the same. */
function precisionOf(cells: readonly DiffCell[]): Precision {
  const known = precisions.get(cells) ?? precisionFor(cells.filter((each) => typeof each === 'number'));
  precisions.set(cells, known);
  return known;
}

function same(text: string): CellWords {
  return { short: text, full: text };
}
