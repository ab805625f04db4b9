import type { AlignedLines } from '../../domain/artifacts/compare/align-lines.ts';
import type { CompareRows } from '../../domain/artifacts/compare/compare-rows.ts';

/** Files to be compared are given once, and named by their keys from then on. */
export interface KeptFile {
  readonly key: string;
  /** Of the file: tells how it is read. */
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export interface ComparedLines {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly aligned: AlignedLines;
  /** Keys of those that are no text; then there are no lines. */
  readonly binary: readonly string[];
}

export interface RowsRequest {
  /** The first is what others are measured against. */
  readonly keys: readonly string[];
  readonly isDifferencesOnly: boolean;
  readonly find: string;
}

export interface ComparedTree extends CompareRows {
  /** Keys of the files that are no JSON or YAML, or are cut short; their cells are what stands before. */
  readonly broken: readonly string[];
}

export interface JoinRequest extends RowsRequest {
  readonly joinBy: string | undefined;
  readonly column: string | undefined;
}

export interface ComparedTables extends CompareRows {
  readonly columns: readonly string[];
  /** Empty: by the place of the row. */
  readonly joinBy: string;
  readonly column: string | undefined;
  readonly broken: readonly string[];
}

export interface ComparedPixels {
  /** Of the first picture. */
  readonly width: number;
  readonly height: number;
  /** Undefined: the other one is of another size. */
  readonly differing: number | undefined;
}

/** What the file worker answers on files of several runs. */
export interface CompareProtocol {
  'compare.keep': { request: KeptFile; reply: void; progress: never };
  'compare.lines': {
    request: { readonly before: string; readonly after: string };
    reply: ComparedLines;
    progress: never;
  };
  /** Undefined: the browser cannot read pixels of these pictures outside of the page. */
  'compare.pixels': {
    request: {
      readonly before: string;
      readonly after: string;
      readonly mediaTypes: readonly [string, string];
    };
    reply: ComparedPixels | undefined;
    progress: never;
  };
  'compare.tree': { request: RowsRequest; reply: ComparedTree; progress: never };
  'compare.tables': { request: JoinRequest; reply: ComparedTables; progress: never };
}
