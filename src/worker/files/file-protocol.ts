import type { Notebook } from '../../domain/artifacts/notebook.ts';
import type { CodeLanguage } from '../../domain/artifacts/text/code-language.ts';
import type { GivenBytes } from './byte-source.ts';
import type { CompareProtocol } from './compare-protocol.ts';
import type { CodeToken } from './highlight-code.ts';
import type { YamlAsJson } from './yaml-to-json.ts';
import type {
  BytesWanted,
  CellsWindow,
  TableOrder,
  TablePoints,
  TableRequest,
  TableState,
} from './table-protocol.ts';

/** Messages of the file worker: one lives as long as one heavy artifact is looked at. */
export interface FileProtocol extends CompareProtocol {
  /** The looks of each line. */
  'code.highlight': {
    request: { readonly text: string; readonly language: CodeLanguage };
    reply: readonly (readonly CodeToken[])[];
    progress: never;
  };
  /** The same as JSON. */
  'yaml.json': { request: Uint8Array<ArrayBuffer>; reply: YamlAsJson; progress: never };
  /** Undefined: it is no notebook. */
  'notebook.read': {
    request: Uint8Array<ArrayBuffer>;
    reply: Notebook | undefined;
    progress: never;
  };

  /** What the worker wants to read: the page holds the file. Answers when the call ends. */
  'bytes.listen': { request: undefined; reply: void; progress: BytesWanted };
  'bytes.give': { request: GivenBytes; reply: void; progress: never };

  /** Another table in place of the one before; the state after each piece that was read. */
  'table.open': { request: TableRequest; reply: TableState; progress: TableState };
  /** Goes on where reading waits at its limit. */
  'table.read-on': { request: { readonly limitBytes: number }; reply: TableState; progress: TableState };
  'table.order': { request: TableOrder; reply: TableState; progress: never };
  'table.rows': {
    request: { readonly start: number; readonly end: number };
    reply: CellsWindow;
    progress: never;
  };
  /** Reads what the window of these rows asked for. */
  'table.allow': {
    request: { readonly start: number; readonly end: number };
    reply: void;
    progress: never;
  };
  'table.row': { request: { readonly row: number }; reply: readonly (string | undefined)[]; progress: never };
  'table.points': {
    request: { readonly x: number | undefined; readonly y: number };
    reply: TablePoints;
    progress: never;
  };
}
