import type { EvaluationContext } from '../../domain/expression/evaluation-context.ts';
import { referencedFields } from '../../domain/expression/explain.ts';
import { mergeKeys, type SameKeys, sameMetrics, sameStatistics } from '../../domain/runs/merge-keys.ts';
import type { MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import { orderRows, orderTies, type TieOrder } from '../../domain/runs/order-runs.ts';
import { findCell } from '../../domain/runs/run-column.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { formatRunColumn, type RunSort } from '../../domain/runs/run-sort.ts';
import { ColumnValues } from './column-values.ts';
import type { Surroundings } from './evaluation.ts';
import type { FilterRemarks, RunFilter } from './runs-filter.ts';

const MAX_ORDERS = 8;

/** What a memo is about; a new state makes everything new. */
interface Rows {
  readonly frame: RunFrame;
  readonly rowsVersion: number;
}

/**
 * What was worked out of a table's rows, for as long as they stay as they are: a view that comes with another filter
 * finds the order there, one with another sort the rows that pass.
 */
export class RunsMemo {
  private readonly table: Rows;
  private readonly surroundings: Surroundings;
  readonly sameKeys: SameKeys;
  /** Of the grouping among those of the table. */
  readonly number: number;
  private madeFor = '';
  private frame: RunFrame | undefined;
  private columnValues: ColumnValues;
  private ties: TieOrder | undefined;
  private readonly orders = new Map<string, Uint32Array>();
  private masks = new WeakMap<RunFilter, Uint8Array>();
  private remarks = new WeakMap<RunFilter, FilterRemarks>();
  private matched = new WeakMap<RunFilter, Map<Uint32Array, Uint32Array>>();

  constructor(table: Rows, surroundings: Surroundings, sameKeys: SameKeys, number: number) {
    this.number = number;
    this.table = table;
    this.surroundings = surroundings;
    this.sameKeys = sameKeys;
    this.columnValues = this.makeValues();
  }

  /** Something that an expression named is on its way. */
  get isReading(): boolean {
    return this.surroundings.isReading;
  }

  /** The step that a value of the statistic comes from. */
  stepReaderOf(
    frame: RunFrame,
    key: string,
    statistic: MetricStatistic,
  ): (row: number) => number | undefined {
    const { surroundings, sameKeys } = this;
    if (sameKeys.length === 0) return surroundings.stepReaderOf(frame, key, statistic);
    const logged = loggedReader(frame, sameKeys);
    const readers = new Map<string, Map<MetricStatistic, (row: number) => number | undefined>>();
    return (row) => {
      const own = logged(key, statistic, row);
      if (!own) return undefined;
      const ofKey = readers.get(own.key) ?? new Map<MetricStatistic, (row: number) => number | undefined>();
      const read = ofKey.get(own.statistic) ?? surroundings.stepReaderOf(frame, own.key, own.statistic);
      readers.set(own.key, ofKey.set(own.statistic, read));
      return read(row);
    };
  }

  /** The values as they are now, for as long as someone holds them. */
  makeValues(): ColumnValues {
    const { frame } = this.table;
    const context = this.surroundings.contextOf(frame);
    if (this.sameKeys.length === 0) return new ColumnValues(context);
    const logged = loggedReader(frame, this.sameKeys);
    const statistic: EvaluationContext['statistic'] = (key, each, row) => {
      const own = logged(key, each, row);
      return own && context.statistic(own.key, own.statistic, row);
    };
    return new ColumnValues({ ...context, frame: mergeKeys(frame, this.sameKeys), statistic });
  }

  /** Changes with every change of rows or computed values. */
  get stamp(): string {
    return `${this.table.rowsVersion} ${this.surroundings.stamp}`;
  }

  get values(): ColumnValues {
    this.forget();
    return this.columnValues;
  }

  /** The rows that pass, in order. The same array for as long as nothing changes. */
  matchedRows(filter: RunFilter, sort: RunSort): Uint32Array {
    this.forget();
    const order = this.order(sort);
    const mask = this.maskOf(filter);
    if (!mask) return order;
    const byOrder = this.matched.get(filter) ?? new Map<Uint32Array, Uint32Array>();
    this.matched.set(filter, byOrder);
    const rows = byOrder.get(order) ?? order.filter((row) => mask[row] === 1);
    byOrder.set(order, rows);
    return rows;
  }

  /** What there is to say of the filter over these rows. */
  remarksOf(filter: RunFilter): FilterRemarks {
    this.forget();
    const known = this.remarks.get(filter);
    if (known) return known;
    const fields = filter.expression ? referencedFields(filter.expression) : [];
    const unread = this.surroundings.unreadOf(fields.map(({ field }) => field));
    const remarks = { ...filter.explain(this.columnValues.context), unread };
    this.remarks.set(filter, remarks);
    return remarks;
  }

  /** One entry for each row, 1 where it passes; undefined: all pass. */
  maskOf(filter: RunFilter): Uint8Array | undefined {
    this.forget();
    const known = this.masks.get(filter);
    if (known) return known;
    const mask = filter.mask(this.columnValues.context);
    if (mask) this.masks.set(filter, mask);
    return mask;
  }

  private order(sort: RunSort): Uint32Array {
    const name = `${formatRunColumn(sort.column)} ${sort.isDescending}`;
    const known = this.orders.get(name);
    if (known) return known;
    this.ties ??= orderTies(this.table.frame);
    const order = orderRows(this.columnValues.sortKeysOf(sort.column), sort.isDescending, this.ties);
    if (this.orders.size >= MAX_ORDERS) this.orders.clear();
    this.orders.set(name, order);
    return order;
  }

  private forget(): void {
    const { stamp } = this;
    if (stamp === this.madeFor && this.frame === this.table.frame) return;
    this.madeFor = stamp;
    this.frame = this.table.frame;
    this.columnValues = this.makeValues();
    this.ties = undefined;
    this.orders.clear();
    this.masks = new WeakMap();
    this.remarks = new WeakMap();
    this.matched = new WeakMap();
  }
}

/**
 * Of the metrics that count as one those that a run logged, for a statistic; undefined where it logged none. What a
 * statistic stands for is made once: readers are kept by it.
 */
function loggedReader(frame: RunFrame, sameKeys: SameKeys) {
  const known = new Map<MetricStatistic, readonly MetricStatistic[]>();
  return (key: string, statistic: MetricStatistic, row: number) => {
    const own = sameMetrics(key, sameKeys).find((one) => hasCell(frame, one, row));
    if (own === undefined) return undefined;
    const alike = known.get(statistic) ?? sameStatistics(statistic, sameKeys);
    known.set(statistic, alike);
    const found = alike.find((each) => each.name !== 'at_best' || hasCell(frame, each.other, row));
    return { key: own, statistic: found ?? statistic };
  };
}

function hasCell({ metrics }: RunFrame, key: string, row: number): boolean {
  const column = metrics.get(key);
  return column !== undefined && findCell(column, row) >= 0;
}
