import { useMemo } from 'react';
import type { DiffLine } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import { wordOfLine } from '../../../domain/comparison/diff-words.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { DataGrid } from '../../../tables/data-grid.tsx';
import { CELL_PADDING_PX, type GridColumn } from '../../../tables/grid-column.ts';
import { cutToWidth } from '../../../ui/cut-to-width.ts';
import type { DiffReply } from '../../../worker/compare/diff-protocol.ts';
import { type DiffColumnsInput, diffCell, diffCellTitle, hasDeltas, isLong, wordsAt } from './diff-cells.tsx';
import { BASELINE_PX, OPEN_PX, OpenButton, RunHead, titleOfRun } from './diff-columns.tsx';
import { wordOfKind } from './diff-words.ts';

const RUN_PX = 220;
const KEY_PX = 132;
/** Room for the delta beside the value, and for a whole time. */
const WIDE_PX = 176;

type Line = Exclude<DiffRow, { readonly section: unknown }>;

interface RunRow {
  readonly run: ComparedRun;
  readonly place: number;
}

interface DiffByRunProps {
  readonly reply: DiffReply;
  readonly input: DiffColumnsInput;
  /** Place of the line among the rows of the reply that was stepped to. */
  readonly current: number | undefined;
  readonly onOpen: (line: DiffLine) => void;
  readonly onKey: (key: string) => boolean;
  /** Why there is nothing. */
  readonly none: string;
}

/** A row for each run, a column for each key. */
export function DiffByRun({ reply, input, current, onOpen, onKey, none }: DiffByRunProps) {
  const { rows: lines, start } = reply;
  const columns = useMemo(
    () => [
      runColumn(input),
      ...lines.flatMap((line) => ('section' in line ? [] : [keyColumn(line, input, onOpen)])),
    ],
    [lines, input, onOpen],
  );
  const rows = useMemo(() => input.runs.map((run, place): RunRow => ({ run, place })), [input.runs]);
  const line = current === undefined ? undefined : lines[current - start];
  const stepped = line && !('section' in line) ? idOfLine(line) : undefined;
  const revealColumn = useMemo(() => (stepped === undefined ? undefined : { columnId: stepped }), [stepped]);
  const rowCount = columns.length > 1 ? rows.length : 0;
  return (
    <DataGrid<RunRow>
      label={m.tab_diff()}
      columns={columns}
      rowCount={rowCount}
      ariaRowCount={rowCount}
      getRow={(index) => rows[index]}
      getRowId={({ run }) => run.id}
      revealColumn={revealColumn}
      onRowActivate={(_, columnId) => {
        const found = lines.find((each) => !('section' in each) && idOfLine(each) === columnId);
        if (found && !('section' in found)) onOpen(found);
      }}
      onRowKey={(_, key) => onKey(key)}
    >
      {none}
    </DataGrid>
  );
}

function idOfLine({ kind, key }: Line): string {
  return `${kind} ${key}`;
}

function runColumn(input: DiffColumnsInput): GridColumn<RunRow> {
  return {
    id: 'run',
    header: m.runs_column_name(),
    align: 'left',
    widthPx: RUN_PX,
    minWidthPx: 110,
    canSort: false,
    isPinned: true,
    cell: ({ run, place }, roomPx) => (
      <RunHead
        run={run}
        place={place}
        input={input}
        roomPx={roomPx - (place === input.baseline ? BASELINE_PX : 0)}
      />
    ),
    cellTitle: ({ run, place }) => titleOfRun(run, input.statuses[place], place === input.baseline),
    cellLabel: ({ run }) => run.name,
    copyText: ({ run }) => run.name,
  };
}

function keyColumn(
  line: Line,
  input: DiffColumnsInput,
  onOpen: DiffByRunProps['onOpen'],
): GridColumn<RunRow> {
  const word = wordOfLine(line, input.words);
  const widthPx = hasDeltas(line, input) || line.key === 'start_time' ? WIDE_PX : KEY_PX;
  return {
    id: idOfLine(line),
    header: word,
    title: m.diff_column_title({ kind: wordOfKind(line.kind), key: word }),
    headerCell: isLong(line) ? (
      <>
        {cutToWidth(word, widthPx - 2 * CELL_PADDING_PX - OPEN_PX)}
        <OpenButton line={line} word={word} onOpen={onOpen} />
      </>
    ) : undefined,
    align: 'left',
    widthPx,
    minWidthPx: 70,
    canSort: false,
    cell: ({ place }, roomPx) => diffCell(line, place, roomPx, input),
    cellTitle: ({ place }) => diffCellTitle(line, place, input),
    cellLabel: ({ place }) => wordsAt(line, place, input)?.full,
    copyText: ({ place }) => wordsAt(line, place, input)?.full,
  };
}
