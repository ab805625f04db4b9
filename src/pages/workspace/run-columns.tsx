import type { ReactNode } from 'react';
import { formatFullValue, formatWith, type Precision } from '../../base/format-number.ts';
import { unreachable } from '../../base/assert.ts';
import { formatDateTime, formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import type { RunId } from '../../domain/run.ts';
import { formatRunColumn, type RunColumn } from '../../domain/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { StatusDot } from '../../parts/status-dot.tsx';
import { columnWord, statusWord } from '../../parts/wording.ts';
import type { GridColumn } from '../../tables/grid-column.ts';
import { runHref } from '../../url/routes.ts';
import type { RunRow } from '../../worker/data-protocol.ts';
import css from './run-columns.module.css';

export const COMPARED_COLUMN = 'compared';

interface RunColumnsContext {
  readonly columns: readonly RunColumn[];
  readonly precisions: ReadonlyMap<string, Precision>;
  readonly colorOf: (id: RunId) => string | undefined;
  readonly onToggle: (row: RunRow) => void;
}

type RunGridColumn = GridColumn<RunRow>;

/** The grid's columns: box and name stay in place, then the shown ones in their order. */
export function buildRunColumns(context: RunColumnsContext): readonly RunGridColumn[] {
  return [
    comparedColumn(context.onToggle),
    nameColumn(context.colorOf),
    ...context.columns.map((column, index) => buildColumn(column, index, context.precisions)),
  ];
}

function comparedColumn(onToggle: (row: RunRow) => void): RunGridColumn {
  return {
    id: COMPARED_COLUMN,
    header: m.runs_column_compared(),
    headerCell: '',
    align: 'left',
    widthPx: 34,
    canSort: false,
    canResize: false,
    isPinned: true,
    cell: (row) => (
      <span
        className={css.box}
        role="checkbox"
        aria-checked={row.isCompared}
        aria-label={m.row_compare({ name: row.name })}
      />
    ),
    onToggle,
  };
}

function nameColumn(colorOf: (id: RunId) => string | undefined): RunGridColumn {
  return {
    id: 'name',
    header: m.runs_column_name(),
    align: 'left',
    widthPx: 230,
    canSort: true,
    isPinned: true,
    cell: (row) => (
      <span className={css.name}>
        <span className={css.swatch} style={{ background: row.isCompared ? colorOf(row.id) : undefined }} />
        <StatusDot status={row.status} />
        <a className={css.link} href={runHref(row.id)}>
          {row.name}
        </a>
      </span>
    ),
    cellTitle: (row) => row.name,
    copyText: (row) => row.name,
  };
}

function buildColumn(
  column: RunColumn,
  index: number,
  precisions: ReadonlyMap<string, Precision>,
): RunGridColumn {
  if (column.kind === 'attribute') return attributeColumn(column);
  const id = formatRunColumn(column);
  const precision = precisions.get(id);
  const valueOf = (row: RunRow) => row.cells[index];
  const isNumeric = column.kind === 'metric';
  return {
    id,
    header: column.key,
    title: id,
    align: isNumeric ? 'right' : 'left',
    widthPx: isNumeric ? 104 : 110,
    canSort: true,
    cell: (row) => {
      const value = valueOf(row);
      if (typeof value !== 'number') return value ?? '';
      return nonFinite(value) ?? (precision ? formatWith(value, precision) : String(value));
    },
    cellTitle: (row) => fullText(valueOf(row)),
    copyText: (row) => fullText(valueOf(row)) ?? '',
  };
}

/** NaN and infinities stand out from numbers: they are findings. */
function nonFinite(value: number): ReactNode {
  if (Number.isFinite(value)) return undefined;
  return <span className={css.nonFinite}>{Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '-∞'}</span>;
}

function fullText(value: number | string | undefined): string | undefined {
  return typeof value === 'number' ? formatFullValue(value) : value;
}

function attributeColumn(column: Extract<RunColumn, { kind: 'attribute' }>): RunGridColumn {
  const base = { id: column.key, header: columnWord(column), canSort: true } as const;
  switch (column.key) {
    case 'start_time':
      return {
        ...base,
        align: 'left',
        widthPx: 150,
        cell: (row) => timeText(row.startMs, formatDateTime),
        cellTitle: (row) => timeText(row.startMs, formatFullDateTime),
      };
    case 'duration':
      return {
        ...base,
        align: 'right',
        widthPx: 84,
        cell: (row) => (row.durationMs === undefined ? '' : formatDuration(row.durationMs)),
        copyText: (row) => (row.durationMs === undefined ? '' : String(row.durationMs / 1000)),
      };
    case 'name':
      return textColumn(base, (row) => row.name);
    case 'status':
      return textColumn(base, (row) => statusWord(row.status));
    case 'user':
      return textColumn(base, (row) => row.user ?? '');
    default:
      return unreachable(column.key);
  }
}

function textColumn(
  base: Pick<RunGridColumn, 'id' | 'header' | 'canSort'>,
  textOf: (row: RunRow) => string,
): RunGridColumn {
  return { ...base, align: 'left', widthPx: 110, cell: textOf, cellTitle: textOf, copyText: textOf };
}

function timeText(timeMs: number | undefined, write: typeof formatDateTime): string {
  return timeMs === undefined ? '' : write(timeMs, getLocale());
}
