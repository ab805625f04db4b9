import { Button } from '@mantine/core';
import { useCallback, useMemo, useRef, useState } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import { extensionOf } from '../../domain/artifacts/text/code-language.ts';
import type { TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { DataGrid } from '../../tables/data-grid.tsx';
import type { GridSort } from '../../tables/grid-column.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { CellsWindow, TableFormat, TableOrder, TableState } from '../../worker/files/table-protocol.ts';
import type { ViewerProps } from '../registry.ts';
import { EncodingChoice } from '../text/text-toolbar.tsx';
import textCss from '../text/text-viewer.module.css';
import { ParquetPanel } from './parquet-panel.tsx';
import { QuickChart } from './quick-chart.tsx';
import { RowPanel } from './row-panel.tsx';
import { buildTableColumns } from './table-columns.ts';
import { ANY_COLUMN, TableFilter } from './table-filter.tsx';
import { TableStatus } from './table-status.tsx';
import css from './table.module.css';
import { useStableColumns, useTable, type TableView } from './use-table.ts';
import { type TableRow, useTableRows } from './use-table-rows.ts';

/** CSV, TSV, lines of JSON, tables of `log_table` and Parquet as one virtual table. */
export function Viewer({ file }: ViewerProps) {
  const format = formatOf(file.name);
  const [encoding, setEncoding] = useState<TextEncoding>();
  const view = useTable(file, format, encoding);
  const { state, failure } = view;
  const isEmpty = state?.isComplete === true && state.columns.length === 0;
  useMark(
    'runlens:view-ready',
    (state?.columns.length ?? 0) > 0 || isEmpty || failure !== undefined,
    `artifact:${format}`,
  );
  if (failure && !state?.rowCount)
    return <Trouble failure={failure} onRetry={view.retry} onEncoding={setEncoding} />;
  if (isEmpty) return <EmptyState title={m.text_empty()} body={m.table_empty_body()} />;
  if (!state || state.columns.length === 0) return <Waiting words={m.table_waiting()} />;
  return <Table key={file.path} name={file.name} view={view} state={state} onEncoding={setEncoding} />;
}

function formatOf(name: string): TableFormat {
  const extension = extensionOf(name);
  if (extension === 'tsv') return 'tsv';
  if (extension === 'parquet' || extension === 'pq') return 'parquet';
  if (extension === 'jsonl' || extension === 'ndjson') return 'jsonl';
  return extension === 'json' ? 'log-table' : 'csv';
}

interface TroubleProps {
  readonly failure: TrackingFailure;
  readonly onRetry: () => void;
  readonly onEncoding: (encoding: TextEncoding) => void;
}

/** What is the file's fault has words of its own; what the server refused has those of the server. */
function Trouble({ failure, onRetry, onEncoding }: TroubleProps) {
  if (failure.kind === 'bad-response' && failure.subject === 'not-text') {
    return (
      <EmptyState title={m.text_binary()} body={m.table_not_text()}>
        <EncodingChoice encoding={undefined} isFound={false} onChoose={onEncoding} />
      </EmptyState>
    );
  }
  if (failure.kind === 'bad-response' && failure.subject === 'not-a-table') {
    return <EmptyState title={m.table_not_a_table()} body={m.table_not_a_table_body()} />;
  }
  if (failure.kind === 'bad-response' && failure.subject === 'empty') {
    return <EmptyState title={m.view_empty()} body={m.view_empty_body()} />;
  }
  if (failure.kind === 'bad-response' && failure.subject === 'not-parquet') {
    return (
      <EmptyState title={m.parquet_broken()} body={m.parquet_broken_body({ detail: failure.detail ?? '' })} />
    );
  }
  return <FailureNotice failure={failure} onRetry={onRetry} />;
}

interface TableProps {
  readonly name: string;
  readonly view: TableView;
  readonly state: TableState;
  readonly onEncoding: (encoding: TextEncoding) => void;
}

function Table({ name, view, state, onEncoding }: TableProps) {
  const { worker, order, failure } = view;
  const rows = useTableRows(worker, state.version);
  const columns = useStableColumns(state);
  const sample = useFirst(rows.window);
  const gridColumns = useMemo(
    () => buildTableColumns(columns, sample, state.canOrder),
    [columns, sample, state.canOrder],
  );
  const [opened, setOpened] = useState<number>();
  const [panel, setPanel] = useState<'chart' | 'schema'>();
  const [filterColumn, setFilterColumn] = useState(ANY_COLUMN);
  const field = useRef<HTMLInputElement>(null);
  const menu = useMemo(
    () => ({
      label: (_: string, header: string) => m.table_filter({ name: header }),
      onOpen: (columnId: string) => {
        setFilterColumn(Number(columnId));
        field.current?.focus();
      },
    }),
    [],
  );
  const rowState = useCallback((row: TableRow) => ({ isFocused: row.place === opened }), [opened]);
  const toggle = (one: 'chart' | 'schema') => setPanel(panel === one ? undefined : one);
  const troubled = rows.failure ?? failure;
  return (
    <div
      className={css['viewer']}
      data-table-rows={state.rowCount}
      data-complete={state.isComplete || undefined}
    >
      <div className={css['toolbar']}>
        {state.canOrder ? (
          <TableFilter
            ref={field}
            columns={columns}
            filters={order.filters}
            column={filterColumn}
            onColumn={setFilterColumn}
            onFilters={(filters) => view.setOrder({ ...order, filters })}
          />
        ) : null}
        {state.canOrder ? (
          <PanelButton label={m.table_chart()} isOn={panel === 'chart'} onClick={() => toggle('chart')} />
        ) : null}
        {state.parquet ? (
          <PanelButton
            label={m.parquet_schema()}
            isOn={panel === 'schema'}
            onClick={() => toggle('schema')}
          />
        ) : null}
        {state.encoding ? <EncodingChoice encoding={state.encoding} isFound onChoose={onEncoding} /> : null}
      </div>
      {panel === 'chart' ? <QuickChart worker={worker} version={state.version} columns={columns} /> : null}
      {panel === 'schema' && state.parquet ? <ParquetPanel facts={state.parquet} /> : null}
      {troubled ? <RowsTrouble failure={troubled} onRetry={rows.failure ? rows.retry : view.retry} /> : null}
      {!troubled && rows.window?.asksBytes !== undefined ? (
        <CostQuestion bytes={rows.window.asksBytes} isReading={rows.isAllowing} onRead={rows.allow} />
      ) : null}
      <div className={css['body']}>
        <div className={css['grid']}>
          <DataGrid
            label={m.table_of({ name })}
            columns={gridColumns}
            rowCount={state.matchCount}
            ariaRowCount={state.matchCount}
            getRow={rows.getRow}
            getRowId={idOf}
            onVisibleRange={rows.onVisibleRange}
            sort={gridSort(order)}
            onSort={(columnId) => view.setOrder({ ...order, sort: nextSort(order.sort, Number(columnId)) })}
            headerMenu={menu}
            rowState={rowState}
            onRowClick={(row) => setOpened(row.place)}
            onRowActivate={(row) => setOpened(row.place)}
            resetKey={JSON.stringify(order)}
          >
            <p className={css['empty']}>{state.rowCount > 0 ? m.table_none_match() : m.table_no_rows()}</p>
          </DataGrid>
        </div>
        {opened === undefined ? null : (
          <RowPanel worker={worker} columns={columns} place={opened} onClose={() => setOpened(undefined)} />
        )}
      </div>
      <TableStatus state={state} view={view} />
    </div>
  );
}

/** Rows that cannot be read without all others of their row group. */
function CostQuestion(props: {
  readonly bytes: number;
  readonly isReading: boolean;
  readonly onRead: () => void;
}) {
  const size = formatBytes(props.bytes);
  return (
    <EmptyState title={m.parquet_asks({ size })} body={m.parquet_asks_body()}>
      <Button size="compact-sm" variant="default" disabled={props.isReading} onClick={props.onRead}>
        {props.isReading ? m.parquet_reading_group({ size }) : m.parquet_read_group({ size })}
      </Button>
    </EmptyState>
  );
}

function RowsTrouble({
  failure,
  onRetry,
}: {
  readonly failure: TrackingFailure;
  readonly onRetry: () => void;
}) {
  if (failure.kind === 'bad-response' && failure.subject === 'too-large') {
    return <EmptyState title={m.parquet_large_group()} body={m.parquet_large_group_body()} />;
  }
  if (failure.kind === 'bad-response' && failure.subject === 'not-parquet') {
    return <EmptyState title={m.parquet_pages()} body={failure.detail ?? ''} />;
  }
  return <FailureNotice shape="strip" failure={failure} onRetry={onRetry} />;
}

function PanelButton(props: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
}) {
  return (
    <Button
      size="compact-sm"
      variant="default"
      className={textCss['button']}
      aria-pressed={props.isOn}
      onClick={props.onClick}
    >
      {props.label}
    </Button>
  );
}

const idOf = (row: TableRow) => String(row.place);

/** Widths follow the first rows, not every window. */
function useFirst(window: CellsWindow | undefined): CellsWindow | undefined {
  const [first, setFirst] = useState<CellsWindow>();
  if (first === undefined && window !== undefined && window.cells.length > 0) setFirst(window);
  return first ?? window;
}

function gridSort({ sort }: TableOrder): GridSort | undefined {
  return sort && { columnId: String(sort.column), isDescending: sort.isDescending };
}

/** Upwards, downwards, then as the file has it. */
function nextSort(sort: TableOrder['sort'], column: number): TableOrder['sort'] {
  if (sort?.column !== column) return { column, isDescending: false };
  return sort.isDescending ? undefined : { column, isDescending: true };
}
