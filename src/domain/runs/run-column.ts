/*
 * Columns hold a cell for each run that logged the key and nothing for the others, so that a key of few runs costs
 * few bytes whatever the number of runs. Plain arrays of numbers: engines keep them unboxed (8 bytes a number) and,
 * unlike typed arrays, without 100 bytes of overhead for each of 12,000 short columns.
 *
 *   rows    0  1  4  7      ascending row numbers of the frame
 *   values  v  v  v  v      the cells of those rows
 */

/** Latest points of one metric. All arrays have one length; `rows` is ascending. */
export interface MetricColumn {
  readonly kind: 'metric';
  readonly rows: number[];
  /** NaN is a logged NaN; a run without the metric has no cell. */
  readonly values: number[];
  readonly steps: number[];
  readonly timestampsMs: number[];
  /** Grows when a cell was changed or taken away, not when one was appended. */
  edits: number;
}

/** Values of one param or tag: `texts[codes[i]]` is the value in row `rows[i]`. */
export interface TextColumn {
  readonly kind: 'text';
  readonly rows: number[];
  readonly codes: number[];
  /** Each text once; may hold texts that no row has any more. */
  readonly texts: string[];
  readonly codeOf: Map<string, number>;
  edits: number;
}

export interface MetricCell {
  readonly value: number;
  readonly step: number;
  readonly timestampMs: number;
}

export function createMetricColumn(): MetricColumn {
  return { kind: 'metric', rows: [], values: [], steps: [], timestampsMs: [], edits: 0 };
}

export function createTextColumn(): TextColumn {
  return { kind: 'text', rows: [], codes: [], texts: [], codeOf: new Map(), edits: 0 };
}

/** Where the cell of a row stands in the column's arrays; -1 where the row has none. */
export function findCell(column: MetricColumn | TextColumn, row: number): number {
  const { rows } = column;
  if (rows[row] === row) return row;
  const place = lowerBound(rows, row);
  return rows[place] === row ? place : -1;
}

/** Sets the cell of a row. Rows mostly come in ascending order; any order is right. */
export function setMetricCell(column: MetricColumn, row: number, cell: MetricCell): void {
  const { rows, values, steps, timestampsMs } = column;
  const last = rows[rows.length - 1];
  if (last === undefined || row > last) {
    rows.push(row);
    values.push(cell.value);
    steps.push(cell.step);
    timestampsMs.push(cell.timestampMs);
    return;
  }
  const place = lowerBound(rows, row);
  const replaced = rows[place] === row ? 1 : 0;
  rows.splice(place, replaced, row);
  values.splice(place, replaced, cell.value);
  steps.splice(place, replaced, cell.step);
  timestampsMs.splice(place, replaced, cell.timestampMs);
  column.edits++;
}

/** Sets the cell of a row, as `setMetricCell`. */
export function setTextCell(column: TextColumn, row: number, text: string): void {
  const { rows, codes } = column;
  const code = encodeText(column, text);
  const last = rows[rows.length - 1];
  if (last === undefined || row > last) {
    rows.push(row);
    codes.push(code);
    return;
  }
  const place = lowerBound(rows, row);
  const replaced = rows[place] === row ? 1 : 0;
  rows.splice(place, replaced, row);
  codes.splice(place, replaced, code);
  column.edits++;
}

/** Takes the cell of a row away, if there is one. */
export function removeCell(column: MetricColumn | TextColumn, row: number): void {
  const place = findCell(column, row);
  if (place < 0) return;
  column.rows.splice(place, 1);
  if (column.kind === 'metric') {
    column.values.splice(place, 1);
    column.steps.splice(place, 1);
    column.timestampsMs.splice(place, 1);
  } else {
    column.codes.splice(place, 1);
  }
  column.edits++;
}

/** The text of a row; undefined where it has none. */
export function textAt(column: TextColumn | undefined, row: number): string | undefined {
  const code = column?.codes[column ? findCell(column, row) : -1];
  return code === undefined ? undefined : column?.texts[code];
}

/** The metric's latest value in a row (NaN as logged); undefined where it has none. */
export function metricAt(column: MetricColumn | undefined, row: number): number | undefined {
  return column?.values[findCell(column, row)];
}

function encodeText(column: TextColumn, text: string): number {
  const known = column.codeOf.get(text);
  if (known !== undefined) return known;
  const code = column.texts.push(text) - 1;
  column.codeOf.set(text, code);
  return code;
}

function lowerBound(rows: readonly number[], row: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle] ?? Number.POSITIVE_INFINITY) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
