import { formatFullValue, formatValue } from '../../../base/format-number.ts';
import { type DiffCell, type DiffLine, placesApart } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { directionOf } from '../../../domain/runs/metric-direction.ts';
import type { RunStatus } from '../../../domain/runs/run.ts';
import { parseNumberText } from '../../../domain/runs/text-value.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { deltaOf } from '../../../domain/statistics/table-delta.ts';
import { m } from '../../../paraglide/messages.js';
import type { LineStyles } from '../../../parts/run-styles.ts';
import { cutToWidth } from '../../../ui/cut-to-width.ts';
import css from './diff.module.css';
import { type CellWords, type ExperimentNames, wordsOfCell } from './diff-words.ts';

const DELTA_PX = 76;

export interface DiffColumnsInput {
  readonly runs: readonly ComparedRun[];
  /** One for each run; undefined: it could not be read. */
  readonly statuses: readonly (RunStatus | undefined)[];
  readonly styles: LineStyles;
  /** Place of the run that others are measured against. */
  readonly baseline: number | undefined;
  readonly directions: Readonly<Record<string, Direction>>;
  readonly names: ExperimentNames;
}

/** What the run at a place has in a line. */
export function diffCell(row: DiffRow, place: number, roomPx: number, input: DiffColumnsInput) {
  if ('section' in row) return undefined;
  const words = wordsAt(row, place, input);
  if (!words)
    return input.statuses[place] ? (
      <span className={css.absent} data-apart={apartIn(row.cells, input.baseline).has(place) || undefined}>
        {m.diff_absent()}
      </span>
    ) : undefined;
  const delta = deltaWords(row, place, input);
  const shown = cutToWidth(words.short.replaceAll(/\s+/g, ' '), roomPx - (delta ? DELTA_PX : 0));
  return (
    <>
      {apartIn(row.cells, input.baseline).has(place) ? <span className={css.apart}>{shown}</span> : shown}
      {delta ? (
        <span className={css.delta} data-verdict={delta.verdict}>
          {delta.short}
        </span>
      ) : null}
    </>
  );
}

export function wordsAt(row: DiffRow, place: number, { names }: DiffColumnsInput): CellWords | undefined {
  return 'section' in row ? undefined : wordsOfCell(row, place, names);
}

/** Every cell of a line asks for the same; the cells of a line are one list. */
const apart = new WeakMap<readonly DiffCell[], ReadonlyMap<number | undefined, ReadonlySet<number>>>();

function apartIn(cells: readonly DiffCell[], baseline: number | undefined): ReadonlySet<number> {
  const known = apart.get(cells)?.get(baseline) ?? placesApart(cells, baseline);
  apart.set(cells, new Map([[baseline, known]]));
  return known;
}

/** The whole of it on hover. */
export function diffCellTitle(row: DiffRow, place: number, input: DiffColumnsInput): string | undefined {
  const words = wordsAt(row, place, input);
  if (!words) return 'section' in row || !input.statuses[place] ? undefined : m.diff_absent_title();
  const delta = deltaWords(row, place, input);
  return delta ? `${words.full} (${delta.full})` : words.full;
}

/** Of numbers, beside the baseline's value. */
function deltaWords(row: DiffRow, place: number, { baseline, directions }: DiffColumnsInput) {
  if ('section' in row || baseline === undefined || place === baseline || row.isSame) return undefined;
  if (row.kind !== 'metric' && row.kind !== 'param') return undefined;
  const [value, against] = [numberIn(row.cells[place]), numberIn(row.cells[baseline])];
  if (value === undefined || against === undefined || value === against) return undefined;
  // A param has no better way.
  const direction = row.kind === 'metric' ? directionOf(row.key, directions) : undefined;
  const found = deltaOf(value, against, 'absolute', direction);
  if (!found) return undefined;
  const signed = (format: (delta: number) => string) =>
    `${found.delta > 0 ? '+' : '−'}${format(Math.abs(found.delta))}`;
  return { short: signed(formatValue), full: signed(formatFullValue), verdict: found.verdict };
}

/** Params are texts. */
function numberIn(cell: DiffCell): number | undefined {
  return typeof cell === 'string' ? parseNumberText(cell) : cell;
}

const LONG_TEXT = 30;
const long = new WeakMap<readonly DiffCell[], boolean>();

/** A value does not fit into a cell, or has lines: it is looked at by itself. */
export function isLong({ cells }: DiffLine): boolean {
  const known = long.get(cells);
  if (known !== undefined) return known;
  const found = cells.some(
    (cell) => typeof cell === 'string' && (cell.length > LONG_TEXT || /\n/.test(cell)),
  );
  long.set(cells, found);
  return found;
}
