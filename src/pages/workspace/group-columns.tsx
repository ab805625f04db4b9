import { formatCount, formatFullValue, formatValue, formatWith } from '../../base/format-number.ts';
import { formatDayTime, formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import type { BandView } from '../../domain/charts/band-view.ts';
import { isBestValue, shareOfRange } from '../../domain/runs/column-summary.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import { plainText } from '../../domain/runs/text-value.ts';
import { shadingOf } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { centreText, spreadText } from '../../parts/chart-card/band-words.ts';
import { groupLabel, groupLabelIn } from '../../parts/group-words.ts';
import type { RunStyle } from '../../parts/run-styles.ts';
import { statusWord } from '../../parts/wording.ts';
import { CheckBox } from '../../tables/column-builders.tsx';
import type { CellLook, GridColumn } from '../../tables/grid-column.ts';
import { cutToWidth, widthOfText } from '../../ui/cut-to-width.ts';
import { isGroupRow } from '../../queries/table-row.ts';
import type { GroupCell, GroupRow, TableRow } from '../../worker/runs/groups-protocol.ts';
import type { RunRow } from '../../worker/runs/runs-protocol.ts';
import { DELTA_WIDTH_PX, type DeltaCells, deltaCells, type MeasuredCell } from './delta-cells.tsx';
import { directionOfColumn, type ShownDelta } from './key-columns.tsx';
import { BaselineButton, BaselineFlag, RowMenuButton } from './row-buttons.tsx';
import css from './group-columns.module.css';
import { type RunColumnsContext, swatchOf } from './run-columns.tsx';

/** What a column shows of a group of runs, in place of what it shows of a run. */
type GroupPart = Pick<GridColumn<GroupRow>, 'cell' | 'cellTitle' | 'cellLabel' | 'cellLook' | 'copyText'> & {
  readonly onToggle?: ((row: GroupRow, isRange: boolean) => void) | undefined;
};

export interface GroupColumnsContext
  extends Pick<RunColumnsContext, 'columns' | 'formats' | 'summaries' | 'directions' | 'shadings'> {
  /** Texts of the keys; empty: each row is a run. */
  readonly by: readonly string[];
  readonly show: Pick<BandView, 'centre' | 'spread'>;
  /** By the id of the group. */
  readonly styleOf: (id: string) => RunStyle | undefined;
  readonly onToggleGroup: (row: GroupRow, isRange: boolean) => void;
  readonly onOpen: (row: GroupRow) => void;
  /** Id of the group that is the baseline. */
  readonly baseline: string | undefined;
  /** How cells stand to the baseline, be it a run or a group. */
  readonly delta: ShownDelta | undefined;
  readonly onBaseline: (row: GroupRow) => void;
  readonly onMenu: (row: GroupRow, anchor: DOMRect) => void;
}

/** The columns of runs, for rows of which some are groups. */
export function withGroups(
  columns: readonly GridColumn<RunRow>[],
  context: GroupColumnsContext,
): readonly GridColumn<TableRow>[] {
  const parts = new Map<string, GroupPart>([
    ['compared', checkPart(context)],
    ['name', namePart(context)],
    ...context.columns.map(
      (column, index) => [formatRunColumn(column), cellPart(column, index, context)] as const,
    ),
  ]);
  const isGrouped = context.by.length > 0;
  return columns.map((column) => {
    const index = context.columns.findIndex((shown) => formatRunColumn(shown) === column.id);
    const shown = context.columns[index];
    const both = bothRows(column, parts.get(column.id) ?? NOTHING);
    if (isGrouped && column.id === 'name') return { ...both, ...groupNameWidths(context.by.length) };
    return isGrouped && shown && isNumeric(shown) ? spreadColumn(both, shown, context) : both;
  });
}

const NOTHING: GroupPart = { cell: () => undefined };
/** `0.9123 ± 0.0131 (4)`. */
const SPREAD_WIDTH_PX = 164;
/** Room for the mean, which is seen first. */
const NARROW_SPREAD_PX = 92;

function isNumeric({ kind }: RunColumn): boolean {
  return kind === 'metric' || kind === 'statistic' || kind === 'family' || kind === 'expression';
}

function spreadColumn(
  column: GridColumn<TableRow>,
  shown: RunColumn,
  context: GroupColumnsContext,
): GridColumn<TableRow> {
  const { centre, spread } = context.show;
  const words = { centre: centreText(centre), spread: spreadText(spread) };
  const deltas = deltasOf(shown, context);
  return {
    ...column,
    title: m.group_column_title({ column: column.title ?? column.header, ...words }),
    widthPx: Math.max(SPREAD_WIDTH_PX + (deltas?.widthPx ?? 0), column.widthPx),
    narrowPx: NARROW_SPREAD_PX + (deltas ? DELTA_WIDTH_PX : 0),
  };
}

function bothRows(column: GridColumn<RunRow>, part: GroupPart): GridColumn<TableRow> {
  const { cellTitle, cellLabel, cellLook, copyText, onToggle } = column;
  return {
    ...column,
    cell: (row, widthPx) => (isGroupRow(row) ? part.cell(row, widthPx) : column.cell(row, widthPx)),
    cellTitle: (row) => (isGroupRow(row) ? part.cellTitle?.(row) : cellTitle?.(row)),
    cellLabel: (row) => (isGroupRow(row) ? part.cellLabel?.(row) : cellLabel?.(row)),
    cellLook: (row) => (isGroupRow(row) ? part.cellLook?.(row) : cellLook?.(row)),
    copyText: (row) => (isGroupRow(row) ? part.copyText?.(row) : copyText?.(row)),
    onToggle:
      onToggle &&
      ((row, isRange) => (isGroupRow(row) ? part.onToggle?.(row, isRange) : onToggle(row, isRange))),
  };
}

function checkPart({ by, onToggleGroup }: GroupColumnsContext): GroupPart {
  return {
    cell: (row) => {
      // Above the rows it is there to be measured against; its runs are ticked where they stand.
      if (isAbove(row)) return undefined;
      const { comparedCount, runCount, values } = row;
      return (
        <CheckBox
          isChecked={comparedCount === 0 ? false : comparedCount === runCount ? true : 'mixed'}
          label={m.group_compare({ values: groupLabel(by, values), count: runCount })}
        />
      );
    },
    onToggle: (row, isRange) => {
      if (!isAbove(row)) onToggleGroup(row, isRange);
    },
  };
}

/** A group that is the baseline, and none of the rows. */
function isAbove({ rank }: GroupRow): boolean {
  return rank < 0;
}

/** Opener, swatch, and the gaps after them. */
const LEAD_PX = 44;
/** Of `n = 12` and the gap before it. */
const COUNT_PX = 34;
const DIGIT_PX = 8;
/** The mark of the baseline and the gap after it. */
const FLAG_PX = 18;
/** Room for the values of the keys beside the rest of the cell: a group has no other name. */
function groupNameWidths(keyCount: number): Pick<GridColumn<TableRow>, 'widthPx' | 'narrowPx'> {
  const narrowPx = Math.min(360, Math.max(200, 84 + 48 * keyCount));
  return { widthPx: narrowPx + 48, narrowPx };
}
/** Some seven digits are never cut. */
const MEASURED = { pxOf: widthOfText, cut: cutToWidth, shortPx: 56 };

function namePart({ by, styleOf, onOpen, baseline, onBaseline, onMenu }: GroupColumnsContext): GroupPart {
  const words = (row: GroupRow) => groupLabel(row.by ?? by, row.values);
  const isBaseline = (row: GroupRow) => row.id === baseline;
  const whole = (row: GroupRow) => {
    const values = groupLabel(row.by ?? by, row.values, Number.POSITIVE_INFINITY);
    const label = m.group_label({ values, count: row.runCount });
    return isBaseline(row) ? `${label} ${m.baseline_suffix()}` : label;
  };
  return {
    cell: (row, widthPx) => {
      const count = formatCount(row.runCount);
      const flagPx = isBaseline(row) ? FLAG_PX : 0;
      const roomPx = widthPx - LEAD_PX - COUNT_PX - count.length * DIGIT_PX - flagPx;
      return (
        <span className={css['name']} data-group={row.id}>
          {isAbove(row) ? null : (
            <button
              type="button"
              tabIndex={-1}
              className={css['open']}
              aria-expanded={row.isOpen}
              aria-label={
                row.isOpen ? m.group_close({ values: words(row) }) : m.group_open({ values: words(row) })
              }
              onClick={(event) => {
                // The click is not one on the row.
                event.preventDefault();
                onOpen(row);
              }}
              onDoubleClick={(event) => event.stopPropagation()}
            />
          )}
          <span
            className={css['swatch']}
            style={{ background: row.comparedCount > 0 ? swatchOf(styleOf(row.id)) : undefined }}
          />
          {isBaseline(row) ? <BaselineFlag /> : null}
          <span className={css['values']}>{groupLabelIn(row.by ?? by, row.values, roomPx, MEASURED)}</span>
          <span className={css['count']}>{m.group_count({ count })}</span>
          <RowMenuButton name={words(row)} onMenu={(anchor) => onMenu(row, anchor)} />
          <BaselineButton isBaseline={isBaseline(row)} onBaseline={() => onBaseline(row)} />
        </span>
      );
    },
    cellTitle: (row) => (row.isLeftOut ? `${whole(row)} · ${m.baseline_group_left_out()}` : whole(row)),
    cellLabel: whole,
    copyText: words,
  };
}

function cellPart(column: RunColumn, index: number, context: GroupColumnsContext): GroupPart {
  const text = formatRunColumn(column);
  const format = context.formats.get(text);
  const write = writerOf(column, format?.kind === 'number' ? format.precision : undefined);
  const cellOf = (row: GroupRow) => row.groupCells[index];
  const { show } = context;
  const deltas = deltasOf(column, context);
  return {
    cell: (row, widthPx) => {
      const shown = fitText(cellOf(row), row, write, widthPx - (deltas?.widthPx ?? 0));
      return deltas ? deltas.cell(measuredOf(row, index), shown) : shown;
    },
    cellTitle: (row) => {
      const title = cellTitle(cellOf(row), row, { show, write });
      return title === undefined ? title : (deltas?.title(measuredOf(row, index), title) ?? title);
    },
    cellLook: (row) => lookOf(cellOf(row), column, context),
    copyText: (row) => copyText(cellOf(row), write),
  };
}

function deltasOf(column: RunColumn, { delta, directions }: GroupColumnsContext): DeltaCells | undefined {
  if (column.kind === 'attribute') return undefined;
  return deltaCells({ column, delta, direction: directionOfColumn(column, directions) });
}

function measuredOf({ id, groupCells, against }: GroupRow, index: number): MeasuredCell {
  const cell = groupCells[index];
  return {
    rowId: id,
    value: cell?.kind === 'spread' ? cell.centre : undefined,
    against: against?.[index],
  };
}

/** Above rows that are runs the columns are as narrow as theirs: what does not fit stands on hover. */
function fitText(cell: GroupCell, row: GroupRow, write: Writer, roomPx: number): string | undefined {
  const text = cellText(cell, row, write);
  if (!isAbove(row) || cell?.kind !== 'spread' || text === undefined) return text;
  return cutToWidth(text, roomPx) === text ? text : write.short(cell.centre);
}

interface Writer {
  readonly short: (value: number) => string;
  /** Where there is room for one value: what is to both sides of it stands on hover. */
  readonly isNarrow?: boolean | undefined;
  readonly full: (value: number) => string;
  readonly text: (text: string) => string;
}

function writerOf(column: RunColumn, precision: Parameters<typeof formatWith>[1] | undefined): Writer {
  const text = column.kind === 'attribute' && column.key === 'status' ? writeStatus : plainText;
  if (column.kind === 'attribute' && column.key === 'duration') {
    return { short: writeDuration, full: writeDuration, text, isNarrow: true };
  }
  const short = (value: number) => (precision ? formatWith(value, precision) : formatValue(value));
  return { short, full: formatFullValue, text };
}

function writeDuration(durationMs: number): string {
  return formatDuration(durationMs, getLocale());
}

function writeStatus(text: string): string {
  const status = RUN_STATUSES.find((each) => each === text);
  return status ? statusWord(status) : text;
}

function cellText(cell: GroupCell, row: GroupRow, { short, text, isNarrow }: Writer): string | undefined {
  switch (cell?.kind) {
    case undefined:
      return undefined;
    case 'pending':
      return '…';
    case 'times':
      return formatDayTime(cell.max, Date.now(), getLocale());
    case 'same':
      return typeof cell.value === 'number' ? short(cell.value) : text(cell.value);
    case 'several':
      // That some runs have none of it stands on hover.
      if (cell.count === 1) return text(cell.first[0] ?? '');
      return m.columns_values({ count: cell.count, text: formatCount(cell.count) });
    case 'spread': {
      if (isNarrow) return short(cell.centre);
      const value = spreadWords(cell, short);
      // Of how many of its runs, where these are not all.
      return cell.count === row.runCount
        ? value
        : m.group_cell_part({ value, count: formatCount(cell.count) });
    }
  }
}

function spreadWords(cell: Extract<GroupCell, { kind: 'spread' }>, write: (value: number) => string): string {
  const centre = write(cell.centre);
  if (cell.half !== undefined) return m.cell_spread({ mean: centre, std: write(cell.half) });
  if (cell.low === undefined || cell.high === undefined || cell.count < 2) return centre;
  return m.group_cell_range({ centre, low: write(cell.low), high: write(cell.high) });
}

interface TitleContext {
  readonly show: GroupColumnsContext['show'];
  readonly write: Writer;
}

function cellTitle(cell: GroupCell, row: GroupRow, { show, write }: TitleContext): string | undefined {
  switch (cell?.kind) {
    case undefined:
      return undefined;
    case 'pending':
      return m.cell_pending();
    case 'times':
      return cell.min === cell.max
        ? formatFullDateTime(cell.max, getLocale())
        : m.group_cell_times({
            first: formatFullDateTime(cell.min, getLocale()),
            last: formatFullDateTime(cell.max, getLocale()),
          });
    case 'same':
      return typeof cell.value === 'number' ? write.full(cell.value) : write.text(cell.value);
    case 'several': {
      const more = cell.count > cell.first.length ? ['…'] : [];
      const missing = cell.isMissing ? [m.group_cell_missing()] : [];
      return [...cell.first.map(write.text), ...more, ...missing].join(', ');
    }
    case 'spread': {
      const missing = row.runCount - cell.count - cell.nonFiniteCount;
      return [
        spreadWords(cell, write.full),
        cell.count > 1 ? `${centreText(show.centre)}, ${spreadText(show.spread)}` : undefined,
        m.group_cell_count({ count: formatCount(cell.count), of: formatCount(row.runCount) }),
        cell.nonFiniteCount > 0
          ? m.group_cell_nonfinite({ count: formatCount(cell.nonFiniteCount) })
          : undefined,
        missing > 0 ? m.group_cell_without({ count: formatCount(missing) }) : undefined,
      ]
        .filter((part) => part !== undefined)
        .join(' · ');
    }
  }
}

function copyText(cell: GroupCell, { full, text }: Writer): string | undefined {
  if (cell?.kind === 'spread') return spreadWords(cell, full);
  if (cell?.kind === 'same') return typeof cell.value === 'number' ? full(cell.value) : cell.value;
  return cell?.kind === 'several' ? cell.first.map(text).join(', ') : undefined;
}

function lookOf(cell: GroupCell, column: RunColumn, context: GroupColumnsContext): CellLook | undefined {
  if (cell?.kind === 'pending') return { tone: 'pending' };
  if (cell?.kind !== 'spread') return undefined;
  const text = formatRunColumn(column);
  const summary = context.summaries.get(text);
  const direction = directionOfColumn(column, context.directions);
  const shading = shadingOf(text, context.shadings);
  const share = shading === 'none' ? undefined : shareOfRange(cell.centre, summary, direction);
  return {
    ...(isBestValue(cell.centre, summary, direction) && { tone: 'best' as const }),
    ...(share !== undefined && shading !== 'none' && { shade: { kind: shading, share } }),
  };
}
