import { IconArrowsDiagonal } from '@tabler/icons-react';
import { formatCount } from '../../../base/format-number.ts';
import type { DiffLine } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import { wordOfLine } from '../../../domain/comparison/diff-words.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunStatus } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { RunStatusDot } from '../../../parts/run-status-dot.tsx';
import type { GridColumn } from '../../../tables/grid-column.ts';
import { cutToWidth } from '../../../ui/cut-to-width.ts';
import { LineSample } from '../../../ui/line-sample.tsx';
import css from './diff.module.css';
import { type DiffColumnsInput, diffCell, diffCellTitle, isLong, wordsAt } from './diff-cells.tsx';
import { wordOfKind } from './diff-words.ts';

/** Of the button that opens long values. */
export const OPEN_PX = 22;
const KEY_PX = 190;
const RUN_PX = 168;
/** Few runs leave room for their names and values. */
const WIDE_RUN_PX = 240;
const FEW_RUNS = 3;
export const BASELINE_PX = 56;
/** In place of the status. */
const UNREAD_PX = 44;
/** The colour, the status and the padding of the cell. */
const SIGN_PX = 58;

/** The key of the line, then a column for each run. */
export function diffColumns(
  input: DiffColumnsInput,
  onOpen: (line: DiffLine) => void,
): readonly GridColumn<DiffRow>[] {
  return [keyColumn(input, onOpen), ...input.runs.map((run, place) => runColumn(run, place, input))];
}

function keyColumn({ words }: DiffColumnsInput, onOpen: (line: DiffLine) => void): GridColumn<DiffRow> {
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
        <>
          <span className={row.isSame ? css.same : undefined}>
            {cutToWidth(wordOfLine(row, words), roomPx - (isLong(row) ? OPEN_PX : 0))}
          </span>
          {isLong(row) ? <OpenButton line={row} word={wordOfLine(row, words)} onOpen={onOpen} /> : null}
        </>
      ),
    cellTitle: (row) => ('section' in row ? undefined : wordOfLine(row, words)),
    cellLabel: (row) => ('section' in row ? wordOfSection(row) : wordOfLine(row, words)),
    copyText: (row) => ('section' in row ? undefined : wordOfLine(row, words)),
  };
}

/** Enter on a cell of the line does the same. */
export function OpenButton({
  line,
  word,
  onOpen,
}: {
  readonly line: DiffLine;
  readonly word: string;
  readonly onOpen: (line: DiffLine) => void;
}) {
  const label = m.diff_value_open({ key: word });
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css.open}
      aria-label={label}
      title={label}
      onClick={() => onOpen(line)}
    >
      <IconArrowsDiagonal size={13} aria-hidden="true" />
    </button>
  );
}

function wordOfSection({ section, shownCount }: Extract<DiffRow, { readonly section: unknown }>): string {
  return m.diff_section({ kind: wordOfKind(section), count: formatCount(shownCount) });
}

function runColumn(run: ComparedRun, place: number, input: DiffColumnsInput): GridColumn<DiffRow> {
  const { statuses, baseline } = input;
  const status = statuses[place];
  const isBaseline = place === baseline;
  const widthPx = input.runs.length <= FEW_RUNS ? WIDE_RUN_PX : RUN_PX;
  return {
    id: run.id,
    header: run.name,
    title: titleOfRun(run, status, isBaseline),
    headerCell: <RunHead run={run} place={place} input={input} roomPx={widthPx} />,
    align: 'left',
    widthPx: widthPx + (isBaseline ? BASELINE_PX : 0),
    minWidthPx: 70,
    canSort: false,
    cell: (row, roomPx) => diffCell(row, place, roomPx, input),
    cellTitle: (row) => diffCellTitle(row, place, input),
    cellLabel: (row) => wordsAt(row, place, input)?.full,
    copyText: (row) => wordsAt(row, place, input)?.full,
  };
}

interface RunHeadProps {
  readonly run: ComparedRun;
  readonly place: number;
  readonly input: DiffColumnsInput;
  readonly roomPx: number;
}

/** A run by colour, status and name. */
export function RunHead({ run, place, input, roomPx }: RunHeadProps) {
  const { styles, statuses, baseline, cutName } = input;
  const status = statuses[place];
  const isBaseline = place === baseline;
  return (
    <span className={css.head}>
      <LineSample line={styles.get(run.id)} />
      {status ? <RunStatusDot status={status} /> : <i className={css.unread}>{m.diff_unread()}</i>}
      {/* The dashes of the baseline's line are its sign in charts; here a word is. */}
      {cutName(run.name, roomPx - SIGN_PX - (status ? 0 : UNREAD_PX))}
      {isBaseline ? <i className={css.baseline}>{m.diff_baseline()}</i> : null}
    </span>
  );
}

export function titleOfRun(
  { name }: ComparedRun,
  status: RunStatus | undefined,
  isBaseline: boolean,
): string {
  if (!status) return m.diff_unread_title({ run: name });
  return isBaseline ? m.diff_baseline_title({ run: name }) : name;
}
