import { alignLines } from '../../domain/artifacts/compare/align-lines.ts';
import { compareRows } from '../../domain/artifacts/compare/compare-rows.ts';
import { joinTables, type TextTable } from '../../domain/artifacts/compare/join-tables.ts';
import { jsonLeaves } from '../../domain/artifacts/compare/json-leaves.ts';
import { childrenOf, keyOf, readJsonTape, valueText } from '../../domain/artifacts/json-tape.ts';
import { extensionOfPath } from '../../domain/artifacts/artifact-path.ts';
import { terminalText } from '../../domain/artifacts/text/terminal-text.ts';
import { decodeText } from '../../domain/artifacts/text/decode-text.ts';
import { countDifferingPixels, openPixels } from './pixel-difference.ts';
import type { WorkerHandlers } from '../rpc/rpc.ts';
import type {
  ComparedLines,
  ComparedPixels,
  ComparedTables,
  ComparedTree,
  CompareProtocol,
  JoinRequest,
  KeptFile,
  RowsRequest,
} from './compare-protocol.ts';

/** Files that are compared, read once each. */
class FileComparer {
  readonly #files = new Map<string, Omit<KeptFile, 'key'>>();
  readonly #leaves = new Map<string, Leaves>();
  readonly #tables = new Map<string, TextTable | undefined>();

  keep({ key, name, bytes }: KeptFile): void {
    this.#files.set(key, { name, bytes });
    this.#leaves.delete(key);
    this.#tables.delete(key);
  }

  lines(before: string, after: string): ComparedLines {
    const [first, second] = [this.#text(before), this.#text(after)];
    const binary = [...(first === undefined ? [before] : []), ...(second === undefined ? [after] : [])];
    // Beside what is no text every line would differ.
    const [left, right] = binary.length > 0 ? [[], []] : [linesOf(first ?? ''), linesOf(second ?? '')];
    return { before: left, after: right, aligned: alignLines(left, right), binary };
  }

  async tree({ keys, isDifferencesOnly, find }: RowsRequest): Promise<ComparedTree> {
    const read: Leaves[] = [];
    for (const key of keys) read.push(await this.#leavesOf(key));
    const rows = compareRows(
      read.map(({ leaves }) => leaves),
      isDifferencesOnly,
      find,
    );
    return { ...rows, broken: keys.filter((_, index) => read[index]?.isBroken) };
  }

  async tables(request: JoinRequest): Promise<ComparedTables> {
    const { keys, isDifferencesOnly, find, joinBy, column } = request;
    const tables: (TextTable | undefined)[] = [];
    for (const key of keys) tables.push(await this.#tableOf(key));
    const { files, ...joined } = joinTables(
      tables.map((table) => table ?? { columns: [], rows: [] }),
      joinBy,
      column,
    );
    return {
      ...compareRows(files, isDifferencesOnly, find),
      ...joined,
      broken: keys.filter((_, index) => tables[index] === undefined),
    };
  }

  async pixels(
    before: string,
    after: string,
    types: readonly [string, string],
  ): Promise<ComparedPixels | undefined> {
    const [first, second] = await Promise.all([
      openPixels(this.#file(before).bytes, types[0]),
      openPixels(this.#file(after).bytes, types[1]),
    ]);
    if (!first || !second) return undefined;
    const { width, height } = first;
    const isOneSize = width === second.width && height === second.height;
    return { width, height, differing: isOneSize ? countDifferingPixels(first, second) : undefined };
  }

  #text(key: string): string | undefined {
    return decodeText(this.#file(key).bytes);
  }

  #file(key: string): Omit<KeptFile, 'key'> {
    const file = this.#files.get(key);
    if (!file) throw new Error(`not kept: ${key}`);
    return file;
  }

  async #leavesOf(key: string): Promise<Leaves> {
    const leaves = this.#leaves.get(key) ?? (await readLeaves(this.#file(key).name, this.#text(key)));
    this.#leaves.set(key, leaves);
    return leaves;
  }

  async #tableOf(key: string): Promise<TextTable | undefined> {
    if (!this.#tables.has(key)) this.#tables.set(key, await readTable(this.#file(key).name, this.#text(key)));
    return this.#tables.get(key);
  }
}

interface Leaves {
  readonly leaves: ReadonlyMap<string, string>;
  readonly isBroken: boolean;
}

async function readLeaves(name: string, text: string | undefined): Promise<Leaves> {
  if (text === undefined) return { leaves: new Map(), isBroken: true };
  if (extensionOfPath(name) === 'json') return leavesOfJson(text, false);
  const { yamlToJson } = await import('./yaml-to-json.ts');
  const { json, brokenLine } = yamlToJson(text);
  return leavesOfJson(json, brokenLine !== undefined);
}

function leavesOfJson(json: string, isBroken: boolean): Leaves {
  const tape = readJsonTape(new TextEncoder().encode(json));
  return { leaves: jsonLeaves(tape), isBroken: isBroken || tape.problem !== undefined };
}

/** Undefined: no table. */
async function readTable(name: string, text: string | undefined): Promise<TextTable | undefined> {
  if (text === undefined) return undefined;
  if (extensionOfPath(name) === 'json') return readLoggedTable(text);
  const { default: papa } = await import('papaparse');
  const { data } = papa.parse<string[]>(text, {
    skipEmptyLines: true,
    ...(extensionOfPath(name) === 'tsv' ? { delimiter: '\t' } : {}),
  });
  const [columns, ...rows] = data;
  return columns && { columns: nameApart(columns), rows };
}

/** Of `mlflow.log_table`: `{"columns": [...], "data": [[...]]}`. */
function readLoggedTable(text: string): TextTable | undefined {
  const tape = readJsonTape(new TextEncoder().encode(text));
  const children = (node: number) => childrenOf(tape, node, 0, Number.POSITIVE_INFINITY);
  const named = new Map(children(0).map((node) => [keyOf(tape, node), node]));
  const [columns, data] = [named.get('columns'), named.get('data')];
  if (columns === undefined || data === undefined) return undefined;
  return {
    columns: nameApart(children(columns).map((node) => valueText(tape, node))),
    rows: children(data).map((row) => children(row).map((node) => valueText(tape, node))),
  };
}

function nameApart(names: readonly string[]): readonly string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

/** As a terminal leaves them: of what a progress bar wrote over itself the last state. */
function linesOf(text: string): readonly string[] {
  const lines = terminalText(text.replaceAll('\r\n', '\n')).split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Answers of one worker: what it was given lives as long as it does. */
export function createCompareHandlers(): WorkerHandlers<CompareProtocol> {
  const comparer = new FileComparer();
  return {
    'compare.keep': async (file) => comparer.keep(file),
    'compare.lines': async ({ before, after }) => comparer.lines(before, after),
    'compare.pixels': ({ before, after, mediaTypes }) => comparer.pixels(before, after, mediaTypes),
    'compare.tree': (request) => comparer.tree(request),
    'compare.tables': (request) => comparer.tables(request),
  };
}
