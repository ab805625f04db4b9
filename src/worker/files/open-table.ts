import type { CellsWindow, TableOrder, TablePoints, TableState } from './table-protocol.ts';

/** A table that is looked at: held whole, or read window by window. */
export interface OpenTable {
  state(): TableState;
  /** Reads on until so many bytes of the file were read, or all. Ends early, without an error, when the signal does. */
  readTo(limitBytes: number, onState: (state: TableState) => void, signal: AbortSignal): Promise<void>;
  /** Only where `canOrder`. */
  order(next: TableOrder): void;
  /** Rows [start, end) of the order of now. */
  window(start: number, end: number): Promise<CellsWindow>;
  /** The rows [start, end) may cost what their window said. */
  allow(start: number, end: number): void;
  /** All cells of a row of the file, whole. */
  row(row: number): Promise<readonly (string | undefined)[]>;
  /** x undefined: the row's number. Only where `canOrder`. */
  points(x: number | undefined, y: number): TablePoints;
}
