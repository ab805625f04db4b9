import { compileValue } from '../domain/expression/evaluate-value.ts';
import type { EvaluationContext } from '../domain/expression/evaluation-context.ts';
import { parseValue } from '../domain/expression/parse.ts';
import { type SortKeys, sortKeys, sortKeysOf } from '../domain/order-runs.ts';
import { findCell, metricAt, type TextColumn, textAt } from '../domain/run-column.ts';
import { definedMs, type RunFrame } from '../domain/run-frame.ts';
import { RUN_STATUSES } from '../domain/run.ts';
import { formatRunColumn, type RunAttribute, type RunColumn } from '../domain/run-sort.ts';
import { parseNumberText } from '../domain/text-value.ts';
import type { ColumnSummary, RunCell } from './data-protocol.ts';

/** Undefined: the run has no such value; null: it is not computed yet. */
export type CellReader = (row: number) => RunCell;
export type NumberReader = (row: number) => number | undefined | null;

/**
 * The values of every column in the rows of a frame, as it is now: the one place that knows how each kind of column
 * is read. Keeps what it worked out; after a change of the frame or of computed values a new one is made.
 */
export class ColumnValues {
  readonly frame: RunFrame;
  readonly context: EvaluationContext;
  private readonly readers = new Map<string, CellReader>();
  private readonly sorting = new Map<string, SortKeys>();
  private readonly summaries = new WeakMap<Uint32Array, Map<string, ColumnSummary | undefined>>();

  constructor(context: EvaluationContext) {
    this.frame = context.frame;
    this.context = context;
  }

  readerOf(column: RunColumn): CellReader {
    return remembered(this.readers, formatRunColumn(column), () => this.makeReader(column));
  }

  /** What `orderRows` sorts by. */
  sortKeysOf(column: RunColumn): SortKeys {
    return remembered(this.sorting, formatRunColumn(column), () => {
      const isComputed = column.kind === 'statistic' || column.kind === 'expression';
      return isComputed
        ? sortKeysOf(this.frame.ids.length, this.readerOf(column))
        : sortKeys(this.frame, column);
    });
  }

  /** Smallest, largest and number of the finite numbers in these rows; texts that are numbers count as numbers. */
  summaryOf(column: RunColumn, rows: Uint32Array): ColumnSummary | undefined {
    const known = this.summaries.get(rows) ?? new Map<string, ColumnSummary | undefined>();
    this.summaries.set(rows, known);
    return remembered(known, formatRunColumn(column), () => summarize(this.numberReaderOf(column), rows));
  }

  private numberReaderOf(column: RunColumn): NumberReader | undefined {
    if (column.kind === 'param') return textNumbers(this.frame.params.get(column.key));
    if (column.kind === 'tag') return textNumbers(this.frame.tags.get(column.key));
    const read = this.readerOf(column);
    return (row) => {
      const value = read(row);
      return typeof value === 'number' ? value : undefined;
    };
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
        return (row) => attributeAt(frame, row, column.key);
      case 'statistic': {
        const { key, statistic } = column;
        return compileValue({ kind: 'statistic', key, statistic, span: { start: 0, end: 0 } }, this.context);
      }
      case 'expression': {
        const parsed = parseValue(column.key);
        return parsed.ok ? compileValue(parsed.value, this.context) : () => undefined;
      }
    }
  }
}

/** Milliseconds from start to end; undefined while it runs. */
export function durationAt(frame: RunFrame, row: number): number | undefined {
  return definedMs((frame.endsMs[row] ?? Number.NaN) - (frame.startsMs[row] ?? Number.NaN));
}

function attributeAt(frame: RunFrame, row: number, key: RunAttribute): RunCell {
  switch (key) {
    case 'name':
      return frame.names[row];
    case 'status':
      return RUN_STATUSES[frame.statusCodes[row] ?? -1];
    case 'user':
      return textAt(frame.users, row);
    case 'start_time':
      return definedMs(frame.startsMs[row]);
    case 'duration':
      return durationAt(frame, row);
  }
}

/** Each different text is parsed once. */
function textNumbers(column: TextColumn | undefined): NumberReader | undefined {
  if (!column) return undefined;
  const numbers = column.texts.map(parseNumberText);
  return (row) => {
    const code = column.codes[findCell(column, row)];
    return code === undefined ? undefined : numbers[code];
  };
}

function summarize(read: NumberReader | undefined, rows: Uint32Array): ColumnSummary | undefined {
  if (!read) return undefined;
  let [min, max, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const row of rows) {
    const value = read(row);
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    count++;
  }
  return count > 0 ? { min, max, count } : undefined;
}

function remembered<Key, Value>(known: Map<Key, Value>, key: Key, make: () => Value): Value {
  if (known.has(key)) return known.get(key) as Value;
  const value = make();
  known.set(key, value);
  return value;
}
