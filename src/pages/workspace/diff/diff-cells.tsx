import {
  type DiffCell,
  type Difference,
  type DiffLine,
  placesApart,
} from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import { type CellWords, type DiffWords, wordsOfCell } from '../../../domain/comparison/diff-words.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunStatus } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import type { LineStyles } from '../../../parts/run-styles.ts';
import { createCutter } from '../../../ui/cut-apart.ts';
import css from './diff.module.css';
import { deltaAt, type DeltaRules, type DeltaWords, deltaWords } from './diff-deltas.ts';

const DELTA_PX = 76;

export interface DiffColumnsInput extends DeltaRules {
  readonly runs: readonly ComparedRun[];
  /** One for each run; undefined: it could not be read. */
  readonly statuses: readonly (RunStatus | undefined)[];
  readonly styles: LineStyles;
  /** Names of the runs in so many pixels, cut where they differ. */
  readonly cutName: (name: string, widthPx: number) => string;
  readonly words: DiffWords;
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
  const delta = deltaIn(row, place, input);
  const shown = cutValue(words.short, row.cells, roomPx - (delta ? DELTA_PX : 0));
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

export function wordsAt(row: DiffRow, place: number, { words }: DiffColumnsInput): CellWords | undefined {
  return 'section' in row ? undefined : wordsOfCell(row, place, words);
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
  const delta = deltaIn(row, place, input);
  return delta ? `${words.full} (${delta.full})` : words.full;
}

/** Of numbers, beside the baseline's value; none where they are the same within what is looked at. */
function deltaIn(row: DiffRow, place: number, input: DiffColumnsInput): DeltaWords | undefined {
  return 'section' in row || row.isSame ? undefined : deltaWords(row, place, input);
}

/** Whether a value of the line stands with its distance to the baseline, which takes room. */
export function hasDeltas(line: DiffLine & Difference, input: DiffColumnsInput): boolean {
  return !line.isSame && line.cells.some((_, place) => deltaAt(line, place, input) !== undefined);
}

/** Long values of a line are cut where they differ. */
const cutters = new WeakMap<readonly DiffCell[], ReturnType<typeof createCutter>>();

function cutValue(text: string, cells: readonly DiffCell[], roomPx: number): string {
  const whole = oneLine(text);
  const known = cutters.get(cells);
  if (known) return known(whole, roomPx);
  const cut = createCutter(cells.filter((cell) => typeof cell === 'string').map(oneLine));
  cutters.set(cells, cut);
  return cut(whole, roomPx);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
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
