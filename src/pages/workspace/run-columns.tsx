import { unreachable } from '../../base/assert.ts';
import { formatFullValue, formatValue, formatWith } from '../../base/format-number.ts';
import { formatDateTime, formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import type { ExperimentId } from '../../domain/experiment.ts';
import type { RunId } from '../../domain/run.ts';
import { formatRunColumn, type RunColumn } from '../../domain/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import type { RunStyle } from '../../parts/run-styles.ts';
import { columnWord, statusWord } from '../../parts/wording.ts';
import {
  buildCheckColumn,
  buildNumberColumn,
  buildTextColumn,
  buildTimeColumn,
} from '../../tables/column-builders.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import { runHref } from '../../url/routes.ts';
import type { RunCell, RunRow } from '../../worker/data-protocol.ts';
import type { ColumnFormat } from './use-column-formats.ts';
import css from './run-columns.module.css';

interface RunColumnsContext {
  readonly columns: readonly RunColumn[];
  readonly formats: ReadonlyMap<string, ColumnFormat>;
  readonly experimentNames: ReadonlyMap<ExperimentId, string> | undefined;
  readonly styleOf: (id: RunId) => RunStyle | undefined;
  readonly onToggle: (row: RunRow) => void;
}

type RunGridColumn = GridColumn<RunRow>;

/** Swatch, status and the gaps after them. */
const NAME_LEAD_PX = 44;
const VALUE_WIDTH_PX = 92;

/** The grid's columns: box and name stay in place, then the shown ones in their order. */
export function buildRunColumns(context: RunColumnsContext): readonly RunGridColumn[] {
  return [
    buildCheckColumn<RunRow>({
      id: 'compared',
      header: m.runs_column_compared(),
      isPinned: true,
      isChecked: (row) => row.isCompared,
      label: (row) => m.row_compare({ name: row.name }),
      onToggle: context.onToggle,
    }),
    nameColumn(context.styleOf),
    ...(context.experimentNames ? [experimentColumn(context.experimentNames)] : []),
    ...context.columns.map((column, index) =>
      column.kind === 'attribute' ? attributeColumn(column) : keyColumn(column, index, context.formats),
    ),
  ];
}

function experimentColumn(names: ReadonlyMap<ExperimentId, string>): RunGridColumn {
  return buildTextColumn<RunRow>({
    id: 'experiment',
    header: m.runs_column_experiment(),
    widthPx: 140,
    canSort: false,
    text: (row) => names.get(row.experimentId) ?? row.experimentId,
  });
}

/** A swatch looks as the run's line does: dashes are part of telling runs apart. */
function swatchOf(style: RunStyle | undefined): string | undefined {
  if (!style) return undefined;
  return style.dash.length === 0
    ? style.color
    : `repeating-linear-gradient(90deg, ${style.color} 0 4px, transparent 4px 6px)`;
}

function nameColumn(styleOf: (id: RunId) => RunStyle | undefined): RunGridColumn {
  return buildTextColumn<RunRow>({
    id: 'name',
    header: m.runs_column_name(),
    widthPx: 224,
    isPinned: true,
    text: (row) => row.name,
    href: (row) => runHref(row.id),
    leadPx: NAME_LEAD_PX,
    lead: (row) => (
      <span className={css['lead']}>
        <span
          className={css['swatch']}
          style={{ background: row.isCompared ? swatchOf(styleOf(row.id)) : undefined }}
        />
        <RunStatusDot status={row.status} />
      </span>
    ),
  });
}

/** A metric, param or tag: its cell is at the column's index. */
function keyColumn(
  column: Exclude<RunColumn, { kind: 'attribute' }>,
  index: number,
  formats: ReadonlyMap<string, ColumnFormat>,
): RunGridColumn {
  const id = formatRunColumn(column);
  const header = column.kind === 'statistic' ? id : column.key;
  const basics = { id, header, title: id, widthPx: VALUE_WIDTH_PX };
  const format = formats.get(id);
  if (column.kind === 'param' || column.kind === 'tag') {
    const isNumeric = format?.kind === 'text' && format.isNumeric;
    return buildTextColumn<RunRow>({
      ...basics,
      align: isNumeric ? 'right' : 'left',
      text: (row) => textOf(row.cells[index]),
    });
  }
  const precision = format?.kind === 'number' ? format.precision : undefined;
  return buildNumberColumn<RunRow>({
    ...basics,
    value: (row) => numberOf(row.cells[index]),
    format: (value) => (precision ? formatWith(value, precision) : formatValue(value)),
    formatFull: formatFullValue,
  });
}

function numberOf(cell: RunCell): number | undefined {
  return typeof cell === 'number' ? cell : undefined;
}

function textOf(cell: RunCell): string | undefined {
  return cell === undefined || cell === null ? undefined : String(cell);
}

function attributeColumn(column: Extract<RunColumn, { kind: 'attribute' }>): RunGridColumn {
  const { key } = column;
  const basics = { id: key, header: columnWord(column) };
  switch (key) {
    case 'start_time':
      return buildTimeColumn<RunRow>({
        ...basics,
        widthPx: 152,
        timeMs: (row) => row.startMs,
        format: (timeMs) => formatDateTime(timeMs, getLocale()),
        formatFull: (timeMs) => formatFullDateTime(timeMs, getLocale()),
      });
    case 'duration':
      return buildTimeColumn<RunRow>({
        ...basics,
        widthPx: 84,
        timeMs: (row) => row.durationMs,
        format: formatDuration,
        formatFull: formatDuration,
      });
    case 'name':
      return buildTextColumn<RunRow>({ ...basics, text: (row) => row.name });
    case 'status':
      return buildTextColumn<RunRow>({ ...basics, widthPx: 92, text: (row) => statusWord(row.status) });
    case 'user':
      return buildTextColumn<RunRow>({ ...basics, widthPx: 100, text: (row) => row.user });
    default:
      return unreachable(key);
  }
}
