import { formatCount, formatFullValue, formatValue } from '../../../base/format-number.ts';
import { type DiffCell, placesApart } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { directionOf } from '../../../domain/runs/metric-direction.ts';
import type { RunStatus } from '../../../domain/runs/run.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { deltaOf } from '../../../domain/statistics/table-delta.ts';
import { m } from '../../../paraglide/messages.js';
import { RunStatusDot } from '../../../parts/run-status-dot.tsx';
import type { LineStyles } from '../../../parts/run-styles.ts';
import type { GridColumn } from '../../../tables/grid-column.ts';
import { cutToWidth } from '../../../ui/cut-to-width.ts';
import { LineSample } from '../../../ui/line-sample.tsx';
import css from './diff.module.css';
import { type CellWords, type ExperimentNames, wordOfKind, wordOfLine, wordsOfCell } from './diff-words.ts';

const KEY_PX = 190;
const RUN_PX = 168;
const BASELINE_PX = 56;
/** In place of the status. */
const UNREAD_PX = 44;
const DELTA_PX = 76;
/** The colour, the status and the padding of the cell. */
const SIGN_PX = 58;

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

/** The key of the line, then a column for each run. */
export function diffColumns(input: DiffColumnsInput): readonly GridColumn<DiffRow>[] {
  return [keyColumn(), ...input.runs.map((run, place) => runColumn(run, place, input))];
}

function keyColumn(): GridColumn<DiffRow> {
  return {
    id: 'key',
    header: m.diff_key(),
    align: 'left',
    widthPx: KEY_PX,
    minWidthPx: 90,
    canSort: false,
    isPinned: true,
    cell: (row, roomPx) =>
      'section' in row ? (
        <b className={css.section}>{wordOfSection(row)}</b>
      ) : (
        <span className={row.isSame ? css.same : undefined}>{cutToWidth(wordOfLine(row), roomPx)}</span>
      ),
    cellTitle: (row) => ('section' in row ? undefined : wordOfLine(row)),
    cellLabel: (row) => ('section' in row ? wordOfSection(row) : wordOfLine(row)),
    copyText: (row) => ('section' in row ? undefined : wordOfLine(row)),
  };
}

function wordOfSection({ section, shownCount }: Extract<DiffRow, { readonly section: unknown }>): string {
  return m.diff_section({ kind: wordOfKind(section), count: formatCount(shownCount) });
}

function runColumn(run: ComparedRun, place: number, input: DiffColumnsInput): GridColumn<DiffRow> {
  const { statuses, styles, baseline, names } = input;
  const status = statuses[place];
  const wordsOf = (row: DiffRow) => ('section' in row ? undefined : wordsOfCell(row, place, names));
  const isBaseline = place === baseline;
  return {
    id: run.id,
    header: run.name,
    title: titleOfRun(run, status, isBaseline),
    headerCell: (
      <span className={css.head}>
        <LineSample line={styles.get(run.id)} />
        {status ? <RunStatusDot status={status} /> : <i className={css.unread}>{m.diff_unread()}</i>}
        {/* The dashes of the baseline's line are its sign in charts; here a word is. */}
        {cutToWidth(run.name, RUN_PX - SIGN_PX - (status ? 0 : UNREAD_PX))}
        {isBaseline ? <i className={css.baseline}>{m.diff_baseline()}</i> : null}
      </span>
    ),
    align: 'left',
    widthPx: RUN_PX + (isBaseline ? BASELINE_PX : 0),
    minWidthPx: 70,
    canSort: false,
    cell: (row, roomPx) => {
      if ('section' in row) return undefined;
      const words = wordsOf(row);
      if (!words) return status ? <span className={css.absent}>{m.diff_absent()}</span> : undefined;
      const delta = deltaWords(row, place, input);
      const shown = cutToWidth(words.short.replaceAll(/\s+/g, ' '), roomPx - (delta ? DELTA_PX : 0));
      return (
        <>
          {apartIn(row.cells, baseline).has(place) ? <span className={css.apart}>{shown}</span> : shown}
          {delta ? (
            <span className={css.delta} data-verdict={delta.verdict}>
              {delta.short}
            </span>
          ) : null}
        </>
      );
    },
    cellTitle: (row) => titleOf(row, place, wordsOf(row), input),
    cellLabel: (row) => wordsOf(row)?.full,
    copyText: (row) => wordsOf(row)?.full,
  };
}

function titleOfRun({ name }: ComparedRun, status: RunStatus | undefined, isBaseline: boolean): string {
  if (!status) return m.diff_unread_title({ run: name });
  return isBaseline ? m.diff_baseline_title({ run: name }) : name;
}

/** Every cell of a line asks for the same; the cells of a line are one list. */
const apart = new WeakMap<readonly DiffCell[], ReadonlyMap<number | undefined, ReadonlySet<number>>>();

function apartIn(cells: readonly DiffCell[], baseline: number | undefined): ReadonlySet<number> {
  const known = apart.get(cells)?.get(baseline) ?? placesApart(cells, baseline);
  apart.set(cells, new Map([[baseline, known]]));
  return known;
}

function titleOf(
  row: DiffRow,
  place: number,
  words: CellWords | undefined,
  input: DiffColumnsInput,
): string | undefined {
  if (!words) return 'section' in row || !input.statuses[place] ? undefined : m.diff_absent_title();
  const delta = deltaWords(row, place, input);
  return delta ? `${words.full} (${delta.full})` : words.full;
}

/** Of metrics, beside the baseline's value. */
function deltaWords(row: DiffRow, place: number, { baseline, directions }: DiffColumnsInput) {
  if ('section' in row || row.kind !== 'metric' || baseline === undefined || place === baseline)
    return undefined;
  const [value, against] = [row.cells[place], row.cells[baseline]];
  if (typeof value !== 'number' || typeof against !== 'number' || row.isSame) return undefined;
  const found = deltaOf(value, against, 'absolute', directionOf(row.key, directions));
  if (!found) return undefined;
  const signed = (format: (delta: number) => string) => (found.delta > 0 ? '+' : '') + format(found.delta);
  return { short: signed(formatValue), full: signed(formatFullValue), verdict: found.verdict };
}
