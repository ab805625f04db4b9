import { formatFullValue, formatWith, type Precision, precisionFor } from '../../../base/format-number.ts';
import { formatDateTime, formatDuration, formatFullDateTime } from '../../../base/format-time.ts';
import type { DiffCell, DiffKind, DiffLine } from '../../../domain/comparison/diff-lines.ts';
import type { DiffDetail, DiffModel } from '../../../domain/comparison/read-diff.ts';
import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import { RUN_STATUSES } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { statusWord } from '../../../parts/wording.ts';

export type ExperimentNames = ReadonlyMap<ExperimentId, string>;

export function wordOfKind(kind: DiffKind): string {
  switch (kind) {
    case 'detail':
      return m.diff_details();
    case 'param':
      return m.diff_params();
    case 'metric':
      return m.diff_metrics();
    case 'tag':
      return m.diff_tags();
    case 'dataset':
      return m.diff_datasets();
    case 'model':
      return m.diff_models();
  }
}

/** What a line is called. */
export function wordOfLine({ kind, key }: Pick<DiffLine, 'kind' | 'key'>): string {
  if (kind === 'detail') return wordOfDetail(key as DiffDetail);
  if (kind === 'model') return wordOfModel(key as DiffModel);
  return kind === 'dataset' && key === '' ? m.diff_dataset() : key;
}

function wordOfModel(key: DiffModel): string {
  switch (key) {
    case 'logged':
      return m.diff_model_logged();
    case 'registered':
      return m.diff_model_registered();
    case 'alias':
      return m.diff_model_alias();
  }
}

function wordOfDetail(key: DiffDetail): string {
  switch (key) {
    case 'experiment':
      return m.diff_experiment();
    case 'status':
      return m.diff_status();
    case 'start_time':
      return m.diff_started();
    case 'duration':
      return m.diff_duration();
    case 'user':
      return m.diff_user();
    case 'source':
      return m.diff_source();
    case 'repository':
      return m.diff_repository();
    case 'branch':
      return m.diff_branch();
    case 'commit':
      return m.diff_commit();
  }
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
  names: ExperimentNames,
): CellWords | undefined {
  const cell = cells[place];
  if (cell === undefined) return undefined;
  if (kind === 'detail' && key === 'start_time' && typeof cell === 'number') {
    const full = formatFullDateTime(cell, getLocale());
    // Two times that differ are not written alike.
    const isAlike = cells.some((other) => typeof other === 'number' && isOfSameMinute(cell, other));
    return { short: isAlike ? full : formatDateTime(cell, getLocale()), full };
  }
  if (kind === 'detail' && key === 'duration' && typeof cell === 'number') {
    const words = formatDuration(cell, getLocale());
    return { short: words, full: words };
  }
  if (typeof cell === 'number') {
    // As many decimals as tell the runs apart.
    return { short: formatWith(cell, precisionOf(cells)), full: formatFullValue(cell) };
  }
  if (kind === 'detail' && key === 'experiment') return same(names.get(cell as ExperimentId) ?? cell);
  const status = kind === 'detail' && key === 'status' && RUN_STATUSES.find((each) => each === cell);
  return same(status ? statusWord(status) : cell);
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
