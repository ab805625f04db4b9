import { useMemo, useRef, useState } from 'react';
import { formatFullValue } from '../../../base/format-number.ts';
import { type BarRow, rangeOfRows } from '../../../domain/comparison/bars/bar-rows.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { distinctLabels } from '../../../drawing/value-labels.ts';
import { m } from '../../../paraglide/messages.js';
import { columnWord } from '../../../parts/wording.ts';
import { createMeasure } from '../../../ui/measure-label.ts';
import { usePlotTheme } from '../../../ui/use-plot-theme.ts';
import { usePlotSize } from '../../../ui/use-plot-size.ts';
import { tickStyleOf, unitOf, numberWords } from '../scatter/scatter-words.ts';
import { rowScale } from './bar-scale.ts';
import { BarRowLine } from './bar-row-line.tsx';
import css from './bars.module.css';
import { groupSizeWords } from './bars-words.ts';

/** A row with what it is called. */
export interface ShownRow extends BarRow {
  /** Of the run, or of the group. */
  readonly id: string;
  readonly name: string;
  readonly runIds: readonly RunId[];
}

interface BarsFigureProps {
  readonly rows: readonly ShownRow[];
  readonly shape: 'bar' | 'box';
  /** By the places in `BarRow.members`. */
  readonly runs: readonly ComparedRun[];
  readonly metric: RunColumn;
  readonly numbers: Float64Array;
  readonly colorOf: (id: string) => string;
  readonly isGrouped: boolean;
  readonly onCompare: (row: ShownRow) => void;
}

const BAR_ROW_PX = 24;
const BOX_ROW_PX = 40;
const SPARE_ROWS = 8;
/** Name at the left, value at the right. */
const NAME_SHARE = 0.28;
const NAME_MOST = 220;
const VALUE_PX = 148;
const GAP_PX = 10;
/** Some numbers tell how many digits all need. */
const MOST_LABELLED = 400;

/** Rows under one axis; only those in sight are elements. */
export function BarsFigure(props: BarsFigureProps) {
  const { rows, shape, metric, numbers, isGrouped } = props;
  const host = useRef<HTMLDivElement>(null);
  const size = usePlotSize(host);
  const theme = usePlotTheme(host, size !== undefined);
  const [scrollPx, setScrollPx] = useState(0);
  const namePx = Math.round(Math.min(NAME_MOST, (size?.width ?? 0) * NAME_SHARE));
  const trackPx = Math.max(40, (size?.width ?? 0) - namePx - VALUE_PX - 2 * GAP_PX);
  const range = useMemo(() => rangeOfRows(rows, shape, numbers), [rows, shape, numbers]);
  const scale = useMemo(() => {
    if (!range || !theme) return undefined;
    const measure = createMeasure(theme.axes.fontFamily);
    return rowScale(range, shape, trackPx, tickStyleOf(metric), measure);
  }, [range, shape, trackPx, metric, theme]);
  const rowPx = shape === 'box' ? BOX_ROW_PX : BAR_ROW_PX;
  const first = Math.max(0, Math.floor(scrollPx / rowPx) - SPARE_ROWS);
  const shown = rows.slice(first, first + Math.ceil((size?.height ?? 0) / rowPx) + 2 * SPARE_ROWS);
  const words = useMemo(() => valueWordsOf(rows, shape, metric), [rows, shape, metric]);
  return (
    <div ref={host} className={css.host}>
      {scale ? (
        <>
          <div
            className={css.axis}
            style={{ marginLeft: namePx + GAP_PX, width: trackPx }}
            aria-hidden="true"
          >
            {scale.ticks.map(({ px, label }) => (
              <span key={`${px} ${label}`} className={css.tick} style={{ left: px }}>
                {label}
              </span>
            ))}
            <span className={css.axisName}>
              {[columnWord(metric), scale.offset === undefined ? '' : `(${scale.offset})`].join(' ').trim()}
            </span>
          </div>
          {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by key */}
          <div
            className={css.rows}
            role="list"
            aria-label={m.bars_list({ metric: columnWord(metric) })}
            tabIndex={0}
            onScroll={(event) => setScrollPx(event.currentTarget.scrollTop)}
          >
            <div className={css.sheet} style={{ height: rows.length * rowPx }}>
              {scale.ticks.map(({ px, label }) => (
                <span
                  key={`${px} ${label}`}
                  className={css.gridLine}
                  style={{ left: namePx + GAP_PX + px }}
                  aria-hidden="true"
                />
              ))}
              {shown.map((row, index) => (
                <BarRowLine
                  {...props}
                  key={row.id}
                  row={row}
                  topPx={(first + index) * rowPx}
                  heightPx={rowPx}
                  namePx={namePx}
                  trackPx={trackPx}
                  gapPx={GAP_PX}
                  at={scale.at}
                  value={words(row)}
                  title={titleOf(row, shape)}
                  size={isGrouped ? groupSizeWords(row) : ''}
                />
              ))}
            </div>
          </div>
        </>
      ) : null}
    </div>
  );
}

/** Numbers of all rows with as many digits as tell them apart. */
function valueWordsOf(
  rows: readonly ShownRow[],
  shape: 'bar' | 'box',
  metric: RunColumn,
): (row: ShownRow) => string {
  const valueOf = ({ box, spread }: ShownRow) => (shape === 'box' ? box?.median : spread?.centre);
  if (unitOf(metric) !== 'number') {
    return (row) => {
      const value = valueOf(row);
      return value === undefined ? m.scatter_no_value() : numberWords(metric, value);
    };
  }
  const first = rows.slice(0, MOST_LABELLED);
  const labels = distinctLabels(first.map((row) => valueOf(row) ?? Number.NaN));
  const known = new Map(first.map((row, index) => [row.id, labels[index] ?? '']));
  return (row) => {
    const value = valueOf(row);
    if (value === undefined) return m.scatter_no_value();
    const words = known.get(row.id) ?? numberWords(metric, value);
    const half = shape === 'bar' ? row.spread?.half : undefined;
    return half === undefined
      ? words
      : m.cell_spread({ mean: words, std: String(Number(half.toPrecision(2))) });
  };
}

function titleOf({ box, spread }: ShownRow, shape: 'bar' | 'box'): string {
  if (shape === 'box' && box) {
    const { median, low, high, whiskerLow, whiskerHigh } = box;
    return m.bars_box_title({
      median: formatFullValue(median),
      low: formatFullValue(low),
      high: formatFullValue(high),
      from: formatFullValue(whiskerLow),
      to: formatFullValue(whiskerHigh),
    });
  }
  if (!spread) return m.scatter_no_value();
  const ends =
    spread.low === undefined || spread.high === undefined
      ? ''
      : ` [${formatFullValue(spread.low)}, ${formatFullValue(spread.high)}]`;
  return formatFullValue(spread.centre) + ends;
}
