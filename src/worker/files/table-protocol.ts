import type { CellKind } from '../../domain/artifacts/table/cell-kind.ts';
import type { TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import type { ParquetFacts } from './parquet-facts.ts';

export type TableFormat = 'csv' | 'tsv' | 'jsonl' | 'log-table' | 'parquet';

export interface TableRequest {
  readonly format: TableFormat;
  readonly sizeBytes: number | undefined;
  /** Undefined: found from the bytes. */
  readonly encoding: TextEncoding | undefined;
  /** Bytes after which reading waits for `table.read-on`. */
  readonly limitBytes: number;
  /** More than this is not read for a window of rows before `table.allow`. */
  readonly askBytes: number;
}

export interface TableColumn {
  readonly name: string;
  readonly kind: CellKind;
  /** Cells with a value. */
  readonly filled: number;
}

/** Rows that have more or fewer cells than the header, or that cannot be read at all. */
export interface OddRows {
  readonly count: number;
  /** The first of them, from 1, the header not counted. */
  readonly first: number;
}

export interface TableState {
  /** Grows with every change of rows, columns or order. */
  readonly version: number;
  readonly columns: readonly TableColumn[];
  /** Columns that there are beyond those that are read. */
  readonly hiddenColumns: number;
  readonly rowCount: number;
  /** Rows that pass the filters. */
  readonly matchCount: number;
  readonly readBytes: number;
  readonly totalBytes: number | undefined;
  /** All of the file was read; else reading goes on or waits at its limit. */
  readonly isComplete: boolean;
  readonly short: OddRows | undefined;
  readonly long: OddRows | undefined;
  readonly broken: OddRows | undefined;
  /** Header names that stand there more than once. */
  readonly repeated: readonly string[];
  readonly hasHeader: boolean;
  readonly encoding: TextEncoding | undefined;
  /** The file ends inside a quoted cell. */
  readonly isCutOff: boolean;
  /** Rows can be sorted, filtered and drawn: they are all held. Else only windows of them are read. */
  readonly canOrder: boolean;
  readonly parquet: ParquetFacts | undefined;
}

export interface TableOrder {
  readonly sort: { readonly column: number; readonly isDescending: boolean } | undefined;
  /** As typed; column -1: any column. */
  readonly filters: readonly { readonly column: number; readonly typed: string }[];
}

export interface CellsWindow {
  readonly version: number;
  readonly start: number;
  /** Place of each row in the file, from 0. */
  readonly rows: readonly number[];
  /** By row, then column; long texts cut. Undefined: no value. */
  readonly cells: readonly (readonly (string | undefined)[])[];
  /** What would have to be read for these rows: none are given until `table.allow`. */
  readonly asksBytes: number | undefined;
}

export interface TablePoints {
  readonly xs: Float64Array<ArrayBuffer>;
  readonly ys: Float64Array<ArrayBuffer>;
  /** Rows that have both values; more than the points where these are every nth. */
  readonly count: number;
}

/** Bytes that the worker asks the page for. */
export interface BytesWanted {
  readonly id: number;
  readonly start: number;
  readonly end: number;
}
