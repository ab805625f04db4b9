import { compileValue } from '../../domain/expression/evaluate-value.ts';
import { type EvaluationContext, movingNowMs } from '../../domain/expression/evaluation-context.ts';
import { parseValue } from '../../domain/expression/parse.ts';
import {
  familyPartOf,
  familyReader,
  type FamilyStatistic,
} from '../../domain/statistics/family-statistic.ts';
import { type SortKeys, sortKeys, sortKeysOf } from '../../domain/runs/order-runs.ts';
import { type MetricColumn, metricAt, type TextColumn, textAt } from '../../domain/runs/run-column.ts';
import { definedMs, type RunFrame } from '../../domain/runs/run-frame.ts';
import { datasetNames, RUN_STATUSES } from '../../domain/runs/run.ts';
import { formatRunColumn, type RunAttribute, type RunColumn } from '../../domain/runs/run-sort.ts';
import { durationAt } from '../../domain/runs/silent-run.ts';
import { numbersOfTexts } from '../../domain/runs/text-value.ts';
import type { ColumnSummary, RunCell } from './runs-protocol.ts';

/** Filters whose summaries are kept for one state of the rows. */
const MAX_MASKS = 8;

/** Undefined: the run has no such value; null: it is not computed yet. */
export type CellReader = (row: number) => RunCell;

/**
 * The values of every column in the rows of a frame, as it is now: the one place that knows how each kind of column
 * is read. Keeps what it worked out; after a change of the frame or of computed values a new one is made.
 */
export class ColumnValues {
  readonly frame: RunFrame;
  readonly context: EvaluationContext;
  private readonly readers = new Map<string, CellReader>();
  private readonly families = new Map<string, (row: number) => FamilyStatistic | undefined>();
  private readonly sorting = new Map<string, SortKeys>();
  private readonly summaries = new Map<Uint8Array | undefined, Map<string, ColumnSummary | undefined>>();

  constructor(context: EvaluationContext) {
    this.frame = context.frame;
    this.context = context;
  }

  readerOf(column: RunColumn): CellReader {
    return remembered(this.readers, formatRunColumn(column), () => this.makeReader(column));
  }

  /** A family of metrics, by its template. */
  familyOf(template: string): (row: number) => FamilyStatistic | undefined {
    return remembered(this.families, template, () => familyReader(this.frame, template));
  }

  /** What `orderRows` sorts by. */
  sortKeysOf(column: RunColumn): SortKeys {
    return remembered(this.sorting, formatRunColumn(column), () => {
      const isDuration = column.kind === 'attribute' && column.key === 'duration';
      const isComputed = isDuration || ['statistic', 'family', 'expression'].includes(column.kind);
      return isComputed
        ? sortKeysOf(this.frame.ids.length, this.readerOf(column))
        : sortKeys(this.frame, column);
    });
  }

  /**
   * Smallest, largest and number of the finite numbers; texts that are numbers count as numbers.
   *
   * @param mask 1 for each row to look at; undefined: all
   */
  summaryOf(column: RunColumn, mask: Uint8Array | undefined): ColumnSummary | undefined {
    const known = this.summaries.get(mask) ?? new Map<string, ColumnSummary | undefined>();
    if (this.summaries.size >= MAX_MASKS) this.summaries.clear();
    this.summaries.set(mask, known);
    return remembered(known, formatRunColumn(column), () => this.summarize(column, mask));
  }

  private summarize(column: RunColumn, mask: Uint8Array | undefined): ColumnSummary | undefined {
    const { frame } = this;
    switch (column.kind) {
      case 'metric':
        return summarizeMetric(frame.metrics.get(column.key), mask);
      case 'param':
        return summarizeTexts(frame.params.get(column.key), mask);
      case 'tag':
        return summarizeTexts(frame.tags.get(column.key), mask);
      case 'attribute':
      case 'statistic':
      case 'family':
      case 'expression':
        return summarizeRows(frame.ids.length, this.readerOf(column), mask);
    }
  }

  private makeReader(column: RunColumn): CellReader {
    const { frame } = this;
    switch (column.kind) {
      case 'metric': {
        const cells = frame.metrics.get(column.key);
        return (row) => metricAt(cells, row);
      }
      case 'param': {
        const cells = frame.params.get(column.key);
        return (row) => textAt(cells, row);
      }
      case 'tag': {
        const cells = frame.tags.get(column.key);
        return (row) => textAt(cells, row);
      }
      case 'attribute':
        return (row) => attributeAt(this.context, row, column.key);
      case 'statistic': {
        const { key, statistic } = column;
        return compileValue({ kind: 'statistic', key, statistic, span: { start: 0, end: 0 } }, this.context);
      }
      case 'family': {
        const { part } = column;
        const read = this.familyOf(column.key);
        return (row) => familyPartOf(read(row), part);
      }
      case 'expression': {
        const parsed = parseValue(column.key);
        return parsed.ok ? compileValue(parsed.value, this.context) : () => undefined;
      }
    }
  }
}

function attributeAt(context: EvaluationContext, row: number, key: RunAttribute): RunCell {
  const { frame } = context;
  switch (key) {
    case 'name':
      return frame.names[row];
    case 'status':
      return RUN_STATUSES[frame.statusCodes[row] ?? -1];
    case 'user':
      return textAt(frame.users, row);
    case 'start_time':
      return definedMs(frame.startsMs[row]);
    case 'end_time':
      return definedMs(frame.endsMs[row]);
    case 'duration':
      return durationAt(frame, row, movingNowMs(context));
    case 'run_id':
      return frame.ids[row];
    case 'dataset.name':
      return datasetNames(frame.datasets[row] ?? []);
  }
}

class Summary {
  private min = Number.POSITIVE_INFINITY;
  private max = Number.NEGATIVE_INFINITY;
  private count = 0;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    if (value < this.min) this.min = value;
    if (value > this.max) this.max = value;
    this.count++;
  }

  get found(): ColumnSummary | undefined {
    const { min, max, count } = this;
    return count > 0 ? { min, max, count } : undefined;
  }
}

/** Along the cells, not the rows: 10,000 rows × 40 columns in 2 ms. */
function summarizeMetric(column: MetricColumn | undefined, mask: Uint8Array | undefined) {
  const summary = new Summary();
  column?.rows.forEach((row, place) => {
    if (!mask || mask[row] === 1) summary.add(column.values[place] ?? Number.NaN);
  });
  return summary.found;
}

function summarizeTexts(column: TextColumn | undefined, mask: Uint8Array | undefined) {
  const summary = new Summary();
  const numbers = numbersOfTexts(column?.texts ?? []);
  column?.rows.forEach((row, place) => {
    if (!mask || mask[row] === 1) summary.add(numbers[column.codes[place] ?? -1] ?? Number.NaN);
  });
  return summary.found;
}

function summarizeRows(size: number, read: CellReader, mask: Uint8Array | undefined) {
  const summary = new Summary();
  for (let row = 0; row < size; row++) {
    const value = !mask || mask[row] === 1 ? read(row) : undefined;
    if (typeof value === 'number') summary.add(value);
  }
  return summary.found;
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  if (known.has(key)) return known.get(key) as Value;
  const value = make();
  known.set(key, value);
  return value;
}
