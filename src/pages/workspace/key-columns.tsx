import { formatCount, formatFullValue, formatValue, formatWith } from '../../base/format-number.ts';
import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import { isBestValue, shareOfRange } from '../../domain/runs/column-summary.ts';
import type { FamilyStatistic } from '../../domain/statistics/family-statistic.ts';
import { directedKey } from '../../domain/statistics/history-statistics.ts';
import { directionOf } from '../../domain/runs/metric-direction.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { parseNumberText, plainText } from '../../domain/runs/text-value.ts';
import type { Shading } from '../../domain/workspace.ts';
import type { Baseline } from '../../domain/runs/baseline.ts';
import type { BandView } from '../../domain/charts/band-view.ts';
import type { TableDelta } from '../../domain/statistics/table-delta.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { columnWord } from '../../parts/wording.ts';
import { buildNumberColumn, buildTextColumn } from '../../tables/column-builders.tsx';
import type { CellLook, GridColumn } from '../../tables/grid-column.ts';
import type { ColumnSummary, RunCell, RunRow } from '../../worker/runs/runs-protocol.ts';
import { DELTA_WIDTH_PX, deltaCells, isMeasured, type MeasuredCell } from './delta-cells.tsx';
import type { ColumnFormat } from './use-column-formats.ts';

/** A column whose cells come with the rows: everything but attributes. */
export interface KeyColumn {
  readonly column: Exclude<RunColumn, { kind: 'attribute' }>;
  /** Of its cell in a row. */
  readonly index: number;
  readonly format: ColumnFormat | undefined;
  /** Of all matched runs; undefined where nothing is known of them. */
  readonly summary: ColumnSummary | undefined;
  readonly directions: Readonly<Record<string, Direction>>;
  readonly shading: Shading;
  /** How cells stand to the baseline; undefined: there is none, or nothing is told. */
  readonly delta: ShownDelta | undefined;
  /** Keys that were declared the same. */
  readonly sameAs: readonly string[];
}

export interface ShownDelta {
  readonly mode: Exclude<TableDelta, 'none'>;
  readonly baseline: Baseline;
  /** Of a group: what stands for its runs. */
  readonly centre: BandView['centre'] | undefined;
  /** Some row on screen has not come as far as the baseline. */
  readonly hasSteps: boolean;
}

/** Of a value; a longer name gets room up to the second one. */
const VALUE_WIDTH_PX = 92;
const MAX_NAME_WIDTH_PX = 156;
/** In the header's font, with the padding and the arrow beside it: near enough, what is too long is cut. */
const HEADER_CHAR_PX = 7;
const HEADER_EXTRA_PX = 30;
const TIME_WIDTH_PX = 152;
/** `0.9123 ± 0.0131`. */
const SPREAD_WIDTH_PX = 132;
const PENDING: CellLook = { tone: 'pending' };
/** Their value is a step already. */
const STEP_STATISTICS: ReadonlySet<string> = new Set(['step_of_best', 'last_step', 'first_nonfinite']);

export function buildKeyColumn(options: KeyColumn): GridColumn<RunRow> {
  const { column, directions } = options;
  const built =
    column.kind === 'param' || column.kind === 'tag' ? textColumn(options) : numberColumn(options);
  const undirected = undirectedMetric(column, directions);
  const asked =
    undirected === undefined ? { ...built, cellLook: lookOf(options) } : asking(built, undirected);
  const deltaPx = isMeasured(options) ? DELTA_WIDTH_PX : 0;
  return { ...asked, narrowPx: VALUE_WIDTH_PX + deltaPx };
}

/** Numbers and booleans in one way of writing, however each run wrote them; as logged on hover and on copy. */
function textColumn({ column, index, format, sameAs }: KeyColumn): GridColumn<RunRow> {
  const logged = (row: RunRow) => textOf(row.cells[index]);
  const built = buildTextColumn<RunRow>({
    ...basicsOf(column, sameAs),
    align: format?.kind === 'text' && format.isNumeric ? 'right' : 'left',
    text: (row) => {
      const text = logged(row);
      return text === undefined ? undefined : shownText(text);
    },
  });
  return {
    ...built,
    cellTitle: (row) => {
      const text = logged(row);
      const plain = text === undefined ? undefined : plainText(text);
      return text === undefined || plain === undefined || plain === text.trim()
        ? text
        : m.cell_logged_as({ value: plain, text });
    },
    copyText: logged,
  };
}

/** A text of nothing or of blanks is in quotes: a run without the key has an empty cell. */
function shownText(text: string): string {
  return text.trim() === '' ? JSON.stringify(text) : plainText(text);
}

function numberColumn(options: KeyColumn): GridColumn<RunRow> {
  const { column, index, format, summary } = options;
  const isTime = column.kind === 'statistic' && column.statistic.name === 'last_logged';
  const precision = format?.kind === 'number' ? format.precision : undefined;
  const formatFull = isTime ? (timeMs: number) => formatFullDateTime(timeMs, getLocale()) : formatFullValue;
  const show = (value: number) => {
    if (isTime) return formatDateTime(value, getLocale());
    return precision ? formatWith(value, precision) : formatValue(value);
  };
  const isSpread = column.kind === 'family' && column.part === 'mean';
  const basics = basicsOf(column, options.sameAs);
  const ownPx = isSpread ? Math.max(SPREAD_WIDTH_PX, basics.widthPx) : basics.widthPx;
  const direction = directionOfColumn(column, options.directions);
  const deltas = deltaCells({ ...options, direction });
  const built = buildNumberColumn<RunRow>({
    ...basics,
    widthPx: isTime ? TIME_WIDTH_PX : ownPx + (deltas?.widthPx ?? 0),
    value: (row) => numberOf(row.cells[index]),
    format: show,
    formatFull,
  });
  const isOfPoint = column.kind === 'statistic' && !STEP_STATISTICS.has(column.statistic.name);
  return {
    ...built,
    // An expression may give a text; a statistic under way gives nothing yet.
    cell: (row, widthPx) => {
      const cell = row.cells[index];
      if (cell === null) return '…';
      const spread = isSpread ? row.families?.[index]?.std : undefined;
      if (typeof cell === 'string') return cell;
      const shown =
        typeof cell === 'number' && spread !== undefined
          ? m.cell_spread({ mean: show(cell), std: show(spread) })
          : built.cell(row, widthPx);
      return deltas ? deltas.cell(measuredOf(row, index), shown) : shown;
    },
    cellTitle: (row) => {
      const cell = row.cells[index];
      if (cell === null) return m.cell_pending();
      if (typeof cell === 'string') return cell;
      const isBest = cell !== undefined && isBestValue(cell, summary, direction);
      const value =
        isBest && summary
          ? m.cell_best({ value: formatFull(cell), count: formatCount(summary.count) })
          : built.cellTitle?.(row);
      const family = isSpread ? row.families?.[index] : undefined;
      const whole = family && value !== undefined ? familyTitle(family, value) : value;
      const told = whole === undefined ? undefined : deltas?.title(measuredOf(row, index), whole);
      if (told !== undefined || family) return told ?? whole;
      const step = isOfPoint ? row.steps?.[index] : undefined;
      return value === undefined || step === undefined
        ? value
        : m.cell_at_step({ value, step: formatCount(step) });
    },
  };
}

function measuredOf({ id, cells, against }: RunRow, index: number): MeasuredCell {
  return { rowId: id, value: numberOf(cells[index]), against: against?.[index] };
}

/** Every digit, and of how many members. */
function familyTitle({ std, count }: FamilyStatistic, mean: string): string {
  const n = formatCount(count);
  if (std === undefined) return m.cell_family_one({ mean, count: n });
  return m.cell_family({ mean, std: formatFullValue(std), count: n });
}

/** There is no best while nobody knows which way is better: the header asks once, and all cells are empty. */
function asking(built: GridColumn<RunRow>, metric: string): GridColumn<RunRow> {
  return {
    ...built,
    header: `${built.header} ?`,
    title: m.column_which_way_hint({ metric }),
    isAsking: true,
    cell: () => undefined,
    cellTitle: () => undefined,
    copyText: () => undefined,
  };
}

/** The metric whose better way a column needs and nobody knows; undefined where it needs none or it is known. */
export function undirectedMetric(
  column: RunColumn,
  directions: Readonly<Record<string, Direction>>,
): string | undefined {
  if (column.kind !== 'statistic') return undefined;
  const metric = directedKey(column.key, column.statistic);
  return metric !== undefined && !directionOf(metric, directions) ? metric : undefined;
}

function basicsOf(column: KeyColumn['column'], sameAs: readonly string[]) {
  const id = formatRunColumn(column);
  const word = columnWord(column);
  const header = sameAs.length > 0 ? `${word} ${m.column_same_as({ keys: sameAs.join(' = ') })}` : word;
  const namePx = header.length * HEADER_CHAR_PX + HEADER_EXTRA_PX;
  const title = sameAs.length > 0 ? header : id;
  return { id, header, title, widthPx: Math.max(VALUE_WIDTH_PX, Math.min(MAX_NAME_WIDTH_PX, namePx)) };
}

/** Undefined for columns that need no look beyond their text: their cells ask for none. */
function lookOf(options: KeyColumn): GridColumn<RunRow>['cellLook'] {
  const { column, index, format, shading } = options;
  const direction = directionOfColumn(column, options.directions);
  // Some of the texts may be numbers by chance: `64` beside `64x32`.
  const isText = format?.kind === 'text' && !format.isNumeric;
  const summary = isText ? undefined : options.summary;
  const mayWait = column.kind === 'statistic' || column.kind === 'expression';
  if (!summary || (shading === 'none' && !direction)) {
    return mayWait ? (row) => (row.cells[index] === null ? PENDING : undefined) : undefined;
  }
  return (row) => {
    const cell = row.cells[index];
    if (cell === null) return PENDING;
    const value = typeof cell === 'string' ? parseNumberText(cell) : cell;
    if (value === undefined) return undefined;
    const share = shading === 'none' ? undefined : shareOfRange(value, summary, direction);
    const isBest = isBestValue(value, summary, direction);
    if (share === undefined && !isBest) return undefined;
    return {
      ...(isBest && { tone: 'best' as const }),
      ...(share !== undefined && shading !== 'none' && { shade: { kind: shading, share } }),
    };
  };
}

/** Steps, counts and times of a metric are neither good nor bad. */
export function directionOfColumn(
  column: RunColumn,
  directions: Readonly<Record<string, Direction>>,
): Direction | undefined {
  if (column.kind === 'metric') return directionOf(column.key, directions);
  if (column.kind === 'family')
    return column.part === 'mean' ? directionOf(column.key, directions) : undefined;
  if (column.kind !== 'statistic') return undefined;
  const { name } = column.statistic;
  const isPlace = name === 'step_of_best' || name === 'count' || name === 'last_step';
  return isPlace || name === 'last_logged' || name === 'first_nonfinite'
    ? undefined
    : directionOf(column.key, directions);
}

function numberOf(cell: RunCell): number | undefined {
  return typeof cell === 'number' ? cell : undefined;
}

function textOf(cell: RunCell): string | undefined {
  return cell === undefined || cell === null ? undefined : String(cell);
}
