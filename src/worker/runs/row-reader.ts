import { textAt } from '../../domain/runs/run-column.ts';
import { comparedRunAt, type RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { RUN_STATUSES, type RunId } from '../../domain/runs/run.ts';
import { durationAt, silentSinceAt } from '../../domain/runs/silent-run.ts';
import type { CellReader, ColumnValues } from './column-values.ts';
import type { RunsMemo } from './runs-memo.ts';
import type { Members } from './runs-members.ts';
import type { RunRow } from './runs-protocol.ts';

/** The row of a frame as it is shown at a place of the order. */
export type RowReader = (row: number, rank: number) => RunRow | undefined;

/** Rows of an order from `start` to `end` (not included). */
export function readRows(rows: Uint32Array, start: number, end: number, read: RowReader): readonly RunRow[] {
  return [...rows.subarray(start, Math.max(start, end))]
    .map((row, index) => read(row, start + index))
    .filter((row) => row !== undefined);
}

/** What every row has, whatever its columns. */
export function readRow(
  frame: RunFrame,
  row: number,
  rank: number,
  readers: readonly CellReader[],
  members: Pick<Members, 'ids' | 'ruledIds'>,
  nowMs: number,
): RunRow | undefined {
  const member = comparedRunAt(frame, row);
  const status = RUN_STATUSES[frame.statusCodes[row] ?? -1];
  if (!member || !status) return undefined;
  const silentSinceMs = silentSinceAt(frame, row, nowMs);
  return {
    rank,
    id: member.id,
    experimentId: member.experimentId,
    name: member.name,
    status,
    startMs: member.startMs,
    durationMs: durationAt(frame, row, nowMs),
    ...(silentSinceMs !== undefined && { silentSinceMs }),
    user: textAt(frame.users, row),
    colorTag: member.colorTag,
    isCompared: members.ids.has(member.id),
    isRuled: members.ruledIds.has(member.id),
    cells: readers.map((read) => read(row)),
  };
}

/** Rows of the table of runs. */
export function tableRowReader({
  stepsAt,
  values,
  columns,
  members,
  isGone,
  againstAt,
  nowMs,
}: {
  readonly stepsAt: ReturnType<typeof stepsReader>;
  readonly values: ColumnValues;
  readonly columns: readonly RunColumn[];
  readonly members: Pick<Members, 'ids' | 'ruledIds'>;
  /** It went, and its row waits until the order is taken anew. */
  readonly isGone: (id: RunId) => boolean;
  /** What the baseline has. Undefined: nothing is measured against it. */
  readonly againstAt: ((row: number) => RunRow['against']) | undefined;
  readonly nowMs: number;
}): RowReader {
  const { frame } = values;
  const readers = columns.map((column) => values.readerOf(column));
  const familiesAt = familiesReader(values, columns);
  return (row, rank) => {
    const read = readRow(frame, row, rank, readers, members, nowMs);
    if (!read) return undefined;
    return {
      ...read,
      ...(isGone(read.id) && { isGone: true }),
      ...(stepsAt && { steps: stepsAt(row) }),
      ...(familiesAt && { families: familiesAt(row) }),
      ...(againstAt && { against: againstAt(row) }),
    };
  };
}

/** Undefined where no column is a family. */
function familiesReader(values: ColumnValues, columns: readonly RunColumn[]) {
  if (!columns.some(({ kind }) => kind === 'family')) return undefined;
  const readers = columns.map((column) =>
    column.kind === 'family' ? values.familyOf(column.key) : () => undefined,
  );
  return (row: number) => readers.map((read) => read(row));
}

/** Undefined where no column has a step of its own. @param frame of the table: keys declared the same are told apart */
export function stepsReader(memo: RunsMemo, frame: RunFrame, columns: readonly RunColumn[]) {
  if (!columns.some(({ kind }) => kind === 'statistic')) return undefined;
  const readers = columns.map((column) =>
    column.kind === 'statistic' ? memo.stepReaderOf(frame, column.key, column.statistic) : () => undefined,
  );
  return (row: number) => readers.map((read) => read(row));
}

/** The first runs were read apart; so many of them pass here, and stand where they will stand. */
export function countSure(top: readonly RunId[], rows: Uint32Array, { rowOf }: RunFrame): number {
  const shown = new Set(rows.subarray(0, top.length));
  return top.filter((id) => shown.has(rowOf.get(id) ?? -1)).length;
}
