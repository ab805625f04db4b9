import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { ParquetFacts } from '../../worker/files/parquet-facts.ts';
import type { OddRows, TableState } from '../../worker/files/table-protocol.ts';
import textCss from '../text/text-viewer.module.css';
import css from './table.module.css';
import { READ_STEP_BYTES, type TableView } from './use-table.ts';

/** How many rows there are, what part of the file they are from, and what is odd about it. */
export function TableStatus({ state, view }: { readonly state: TableState; readonly view: TableView }) {
  const remarks = oddities(state);
  return (
    <div className={css['status']}>
      <span role="status">{rowWords(state)}</span>
      <ReadState state={state} view={view} />
      {remarks.map((remark) => (
        <span key={remark} className={css['warning']}>
          {remark}
        </span>
      ))}
    </div>
  );
}

function ReadState({ state, view }: { readonly state: TableState; readonly view: TableView }) {
  if (state.isComplete) return null;
  if (view.isReading) {
    return (
      <span className={textCss['group']}>
        <span>{m.table_reading(extentOf(state))}</span>
        <button type="button" className={textCss['button']} onClick={view.stop}>
          {m.text_stop()}
        </button>
      </span>
    );
  }
  if (state.parquet) {
    return (
      <span className={textCss['group']}>
        <span>{parquetWords(state.parquet)}</span>
        {state.parquet.canLoad ? (
          <button type="button" className={textCss['button']} onClick={() => view.readOn('all')}>
            {m.parquet_load({ size: formatBytes(state.parquet.dataBytes) })}
          </button>
        ) : null}
      </span>
    );
  }
  const restBytes = Math.max(0, (state.totalBytes ?? 0) - state.readBytes);
  return (
    <span className={textCss['group']}>
      <span className={css['warning']}>{m.table_part(extentOf(state))}</span>
      {restBytes > READ_STEP_BYTES ? (
        <button type="button" className={textCss['button']} onClick={() => view.readOn(READ_STEP_BYTES)}>
          {m.table_read_step({ size: formatBytes(READ_STEP_BYTES) })}
        </button>
      ) : null}
      <button type="button" className={textCss['button']} onClick={() => view.readOn('all')}>
        {m.table_read_rest({ size: formatBytes(restBytes) })}
      </button>
    </span>
  );
}

/** What looking at rows costs. */
function parquetWords({ rowGroups }: ParquetFacts): string {
  const whole = rowGroups.filter(({ hasPageIndex }) => !hasPageIndex);
  if (whole.length === 0) return m.parquet_windows();
  const mostBytes = whole.reduce((most, { compressedBytes }) => Math.max(most, compressedBytes), 0);
  return m.parquet_by_group({ size: formatBytes(mostBytes) });
}

function extentOf({ readBytes, totalBytes }: TableState) {
  return { read: formatBytes(readBytes), size: formatBytes(totalBytes ?? readBytes) };
}

function rowWords({ rowCount, matchCount, columns }: TableState): string {
  const rows =
    matchCount === rowCount
      ? m.table_rows({ count: rowCount, text: formatCount(rowCount) })
      : m.table_rows_matching({ shown: formatCount(matchCount), all: formatCount(rowCount) });
  return `${rows}, ${m.table_columns({ count: columns.length, text: formatCount(columns.length) })}`;
}

function oddities(state: TableState): readonly string[] {
  return [
    ...(state.short ? [m.table_short(oddOf(state.short))] : []),
    ...(state.long ? [m.table_long(oddOf(state.long))] : []),
    ...(state.broken ? [m.table_broken(oddOf(state.broken))] : []),
    ...(state.repeated.length > 0
      ? [m.table_repeated({ names: state.repeated.slice(0, 5).join(', ') })]
      : []),
    ...(state.hasHeader ? [] : [m.table_no_header()]),
    ...(state.isCutOff ? [m.table_cut_off()] : []),
    ...(state.hiddenColumns > 0
      ? [m.table_hidden_columns({ count: state.hiddenColumns, text: formatCount(state.hiddenColumns) })]
      : []),
  ];
}

function oddOf({ count, first }: OddRows) {
  return { count, text: formatCount(count), row: formatCount(first) };
}
