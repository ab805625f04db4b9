import { type ReactNode, useMemo } from 'react';
import type { DiffLine } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import { m } from '../../../paraglide/messages.js';
import { DataGrid, type RevealedRow } from '../../../tables/data-grid.tsx';
import type { DiffColumnsInput } from './diff-cells.tsx';
import { diffColumns } from './diff-columns.tsx';
import type { ReadDiff } from './use-diff.ts';

interface DiffByKeyProps extends Pick<ReadDiff, 'getRow' | 'onVisibleRange'> {
  readonly rowCount: number;
  readonly input: DiffColumnsInput;
  /** The line that was stepped to. */
  readonly current: RevealedRow | undefined;
  readonly resetKey: string;
  readonly onOpen: (line: DiffLine) => void;
  readonly onKey: (key: string) => boolean;
  /** Why there is nothing. */
  readonly children: ReactNode;
}

/** A row for each key, a column for each run. */
export function DiffByKey({ rowCount, input, current, getRow, onOpen, onKey, ...props }: DiffByKeyProps) {
  const columns = useMemo(() => diffColumns(input, onOpen), [input, onOpen]);
  return (
    <DataGrid<DiffRow>
      label={m.tab_diff()}
      columns={columns}
      rowCount={rowCount}
      ariaRowCount={rowCount}
      getRow={getRow}
      getRowId={idOfRow}
      onVisibleRange={props.onVisibleRange}
      onRowActivate={(row) => {
        if (!('section' in row)) onOpen(row);
      }}
      revealRow={current}
      rowState={(row) => ({ isFocused: current !== undefined && getRow(current.row) === row })}
      resetKey={props.resetKey}
      onRowKey={(_, key) => onKey(key)}
    >
      {props.children}
    </DataGrid>
  );
}

function idOfRow(row: DiffRow): string {
  return 'section' in row ? row.section : `${row.kind} ${row.key}`;
}
