import { precisionFor } from '../../../base/format-number.ts';
import { type AxisValues, PRESENCE } from '../../../domain/comparison/axis-values.ts';
import type { HeatmapView } from '../../../domain/comparison/heatmap-view.ts';
import { orderByNumber } from '../../../domain/comparison/order-by-number.ts';
import {
  createTableWriter,
  type ExportFormat,
  type TableColumn,
} from '../../../domain/export/export-table.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { formatRunColumn } from '../../../domain/runs/run-sort.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import type { Axes } from '../use-axes.ts';

/** A run of the heat table. */
export interface HeatRow {
  readonly run: ComparedRun;
  /** Among the compared runs. */
  readonly place: number;
}

type HeatColumnsRead = Pick<Axes, 'columns' | 'values'>;

/** The runs in the order of a metric, or as the table has them. */
export function orderedRows(
  compared: readonly ComparedRun[],
  axes: HeatColumnsRead | undefined,
  sort: HeatmapView['sort'],
): readonly HeatRow[] {
  const rows = compared.map((run, place): HeatRow => ({ run, place }));
  const column = axes?.columns.findIndex((metric) => formatRunColumn(metric) === sort?.metric) ?? -1;
  const values = axes?.values[column];
  if (!sort || values?.numbers.length !== rows.length) return rows;
  return [...orderByNumber(values.numbers, sort.isDescending)].flatMap((place) => rows[place] ?? []);
}

/** The best first, where anybody knows what is better; a second click turns it round. */
export function nextSort(
  sort: HeatmapView['sort'],
  metric: string,
  direction: Direction | undefined,
): HeatmapView['sort'] {
  const isDescending = sort?.metric === metric ? !sort.isDescending : direction !== 'lower';
  return { metric, isDescending };
}

/** Runs and metrics as they stand. */
export function heatTableText(
  format: ExportFormat,
  rows: readonly HeatRow[],
  { columns, values }: HeatColumnsRead,
  locale: string,
): string {
  const table: readonly TableColumn[] = [
    { header: m.heatmap_run(), meaning: 'value', align: 'left' },
    ...columns.map(
      ({ key }, index): TableColumn => ({
        header: key,
        meaning: 'value',
        align: 'right',
        precision: precisionFor(values[index]?.numbers ?? []),
      }),
    ),
  ];
  const writer = createTableWriter(format, table, locale);
  const lines = rows.map(({ run, place }) =>
    writer.row([run.name, ...values.map((own) => numberAt(own, place))]),
  );
  return [writer.head, ...lines, writer.foot].join('');
}

/** Undefined: the run has not logged it. */
export function numberAt({ presence, numbers }: AxisValues, place: number): number | undefined {
  return presence[place] === PRESENCE.known ? (numbers[place] ?? Number.NaN) : undefined;
}
