import { useRef } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { ArraySlice, NpyValue, ReadNpyValue } from '../../domain/artifacts/npy.ts';
import { m } from '../../paraglide/messages.js';
import { useRowWindow } from '../use-row-window.ts';
import css from './array-viewer.module.css';

interface ArrayTableProps {
  readonly slice: ArraySlice;
  readonly read: ReadNpyValue;
}

const ROW_PX = 24;
const COLUMN_PX = 110;
const HEAD_PX = 64;
/** Browsers draw no element that is higher than some 17 million pixels. */
const MOST_ROWS = 500_000;
const MOST_COLUMNS = 100_000;

/** Two axes of an array; only what is on screen is drawn. */
export function ArrayTable({ slice, read }: ArrayTableProps) {
  const host = useRef<HTMLDivElement>(null);
  const rowCount = Math.min(slice.rows, MOST_ROWS);
  const columnCount = Math.min(slice.columns, MOST_COLUMNS);
  const rows = useRowWindow(host, rowCount, ROW_PX);
  const columns = useRowWindow(host, columnCount, COLUMN_PX, 'across');
  const shownRows = Array.from({ length: rows.end - rows.start }, (_, place) => rows.start + place);
  const shownColumns = Array.from(
    { length: columns.end - columns.start },
    (_, place) => columns.start + place,
  );
  return (
    <>
      {rowCount < slice.rows || columnCount < slice.columns ? (
        <p className={css['cut']} role="status">
          {m.view_array_cut({
            rows: formatCount(rowCount),
            columns: formatCount(columnCount),
            all: `${formatCount(slice.rows)} × ${formatCount(slice.columns)}`,
          })}
        </p>
      ) : null}
      <div
        ref={host}
        className={css['table']}
        role="grid"
        aria-label={m.view_array_values()}
        aria-rowcount={slice.rows + 1}
        aria-colcount={slice.columns + 1}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <div
          className={css['all']}
          style={{ height: (rowCount + 1) * ROW_PX, width: HEAD_PX + columnCount * COLUMN_PX }}
        >
          <div className={css['heads']} role="row">
            {shownColumns.map((column) => (
              <span
                key={column}
                role="columnheader"
                className={css['head']}
                style={{ left: HEAD_PX + column * COLUMN_PX }}
              >
                {column}
              </span>
            ))}
          </div>
          {shownRows.map((row) => (
            <div
              key={row}
              role="row"
              aria-rowindex={row + 2}
              className={css['row']}
              style={{ top: (row + 1) * ROW_PX }}
            >
              <span role="rowheader" className={css['rowHead']}>
                {row}
              </span>
              {shownColumns.map((column) => (
                <Cell
                  key={column}
                  value={read(slice.indexOf(row, column))}
                  left={HEAD_PX + column * COLUMN_PX}
                />
              ))}
            </div>
          ))}
        </div>
      </div>
    </>
  );
}

function Cell({ value, left }: { readonly value: NpyValue | undefined; readonly left: number }) {
  const text = value === undefined ? '' : String(value);
  return (
    <span
      role="gridcell"
      title={text}
      className={css['cell']}
      style={{ left }}
      data-missing={value === undefined ? 'true' : undefined}
    >
      {typeof value === 'number' ? shortNumber(value) : text}
    </span>
  );
}

/** Whole on hover. */
function shortNumber(value: number): string {
  const text = String(value);
  if (text.length <= 12) return text;
  return value
    .toPrecision(6)
    .replace(/(\.\d*?)0+(?=e|$)/, '$1')
    .replace(/\.(?=e|$)/, '');
}
