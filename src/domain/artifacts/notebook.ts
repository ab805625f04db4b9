import { terminalText } from './text/terminal-text.ts';

/** A Jupyter notebook as it is shown: what the nbformat specification calls cells and outputs. */
export interface Notebook {
  /** Of the kernel, in lower case: `python`. */
  readonly language: string | undefined;
  readonly cells: readonly NotebookCell[];
  /** Cells of a kind that is not known, left out. */
  readonly unknownCells: number;
}

export type NotebookCell =
  | {
      readonly kind: 'markdown';
      readonly text: string;
      /** `data:` addresses by name. */
      readonly attachments: ReadonlyMap<string, string>;
    }
  | { readonly kind: 'raw'; readonly text: string }
  | {
      readonly kind: 'code';
      readonly text: string;
      readonly count: number | undefined;
      readonly outputs: readonly NotebookOutput[];
    };

export type NotebookOutput =
  /** As a terminal leaves it. */
  | { readonly kind: 'text'; readonly text: string; readonly isError: boolean }
  | {
      readonly kind: 'image';
      readonly mediaType: string;
      /** Undefined: it is no base64. */
      readonly bytes: Uint8Array<ArrayBuffer> | undefined;
    }
  | {
      readonly kind: 'html';
      readonly html: string;
      /** The same in plain text, where the notebook has it. */
      readonly text: string | undefined;
    }
  | { readonly kind: 'markdown'; readonly text: string }
  | { readonly kind: 'error'; readonly name: string; readonly text: string }
  /** Nothing of it can be shown; its media types are told. */
  | { readonly kind: 'unknown'; readonly mediaTypes: readonly string[] };

type Json = Record<string, unknown>;

/**
 * A notebook of nbformat 4, or of 3 with its worksheets; undefined where `value` is none. What is odd inside it (a cell
 * without source, outputs of unknown media types) is left out or told, never thrown.
 */
export function decodeNotebook(value: unknown): Notebook | undefined {
  if (!isObject(value)) return undefined;
  const rawCells = Array.isArray(value['cells']) ? (value['cells'] as unknown[]) : cellsOfSheets(value);
  if (!rawCells) return undefined;
  const cells = rawCells.map((cell) => decodeCell(cell));
  return {
    language: languageOf(value['metadata']),
    cells: cells.filter((cell) => cell !== undefined),
    unknownCells: cells.filter((cell) => cell === undefined).length,
  };
}

function cellsOfSheets(value: Json): readonly unknown[] | undefined {
  const sheets = value['worksheets'];
  if (!Array.isArray(sheets)) return undefined;
  return sheets.flatMap((sheet: unknown) =>
    isObject(sheet) && Array.isArray(sheet['cells']) ? (sheet['cells'] as unknown[]) : [],
  );
}

function languageOf(metadata: unknown): string | undefined {
  if (!isObject(metadata)) return undefined;
  const [info, kernel] = [metadata['language_info'], metadata['kernelspec']];
  const name =
    (isObject(info) ? info['name'] : undefined) ?? (isObject(kernel) ? kernel['language'] : undefined);
  return typeof name === 'string' ? name.toLowerCase() : undefined;
}

function decodeCell(value: unknown): NotebookCell | undefined {
  if (!isObject(value)) return undefined;
  const text = joined(value['source'] ?? value['input']);
  switch (value['cell_type']) {
    case 'markdown': {
      return { kind: 'markdown', text, attachments: attachmentsOf(value['attachments']) };
    }
    case 'heading': {
      const level = typeof value['level'] === 'number' ? value['level'] : 1;
      return {
        kind: 'markdown',
        text: `${'#'.repeat(Math.min(6, Math.max(1, level)))} ${text}`,
        attachments: new Map(),
      };
    }
    case 'raw': {
      return { kind: 'raw', text };
    }
    case 'code': {
      const count = value['execution_count'] ?? value['prompt_number'];
      const outputs = Array.isArray(value['outputs']) ? (value['outputs'] as unknown[]) : [];
      return {
        kind: 'code',
        text,
        count: typeof count === 'number' ? count : undefined,
        outputs: mergeStreams(outputs.flatMap((output) => decodeOutput(output) ?? [])).map(asTerminal),
      };
    }
    default: {
      return undefined;
    }
  }
}

function attachmentsOf(value: unknown): ReadonlyMap<string, string> {
  if (!isObject(value)) return new Map();
  return new Map(
    Object.entries(value).flatMap(([name, bundle]) => {
      const image = isObject(bundle) ? imageOf(bundle) : undefined;
      return image && image.mediaType !== SVG
        ? [[name, `data:${image.mediaType};base64,${image.data.replaceAll(/\s/g, '')}`] as const]
        : [];
    }),
  );
}

function decodeOutput(value: unknown): NotebookOutput | undefined {
  if (!isObject(value)) return undefined;
  switch (value['output_type']) {
    case 'stream': {
      const isError = (value['name'] ?? value['stream']) === 'stderr';
      return { kind: 'text', text: joined(value['text']), isError };
    }
    case 'error':
    case 'pyerr': {
      const trace = Array.isArray(value['traceback']) ? (value['traceback'] as unknown[]).map(joined) : [];
      const name = joined(value['ename']);
      return { kind: 'error', name, text: trace.join('\n') || `${name}: ${joined(value['evalue'])}` };
    }
    case 'display_data':
    case 'execute_result':
    case 'pyout': {
      return decodeBundle(isObject(value['data']) ? value['data'] : legacyBundle(value));
    }
    default: {
      return undefined;
    }
  }
}

/** nbformat 3 has the media types as fields of the output. */
function legacyBundle(output: Json): Json {
  const names: Record<string, string> = {
    png: 'image/png',
    jpeg: 'image/jpeg',
    svg: 'image/svg+xml',
    html: 'text/html',
    text: 'text/plain',
  };
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, type]) => (field in output ? [[type, output[field]]] : [])),
  );
}

/** The richest of what a bundle offers that can be shown. */
function decodeBundle(bundle: Json): NotebookOutput {
  const image = imageOf(bundle);
  if (image) {
    const { mediaType, data } = image;
    const bytes = mediaType === SVG ? new TextEncoder().encode(data) : bytesOfBase64(data);
    return { kind: 'image', mediaType, bytes };
  }
  const plain = bundle['text/plain'];
  const text = plain === undefined ? undefined : joined(plain);
  if (bundle['text/html'] !== undefined) return { kind: 'html', html: joined(bundle['text/html']), text };
  if (bundle['text/markdown'] !== undefined)
    return { kind: 'markdown', text: joined(bundle['text/markdown']) };
  if (text !== undefined) return { kind: 'text', text, isError: false };
  const json = bundle['application/json'];
  if (json !== undefined) return { kind: 'text', text: JSON.stringify(json, undefined, 2), isError: false };
  return { kind: 'unknown', mediaTypes: Object.keys(bundle) };
}

const SVG = 'image/svg+xml';

interface WrittenImage {
  readonly mediaType: string;
  /** Base64, but of SVG. */
  readonly data: string;
}

function imageOf(bundle: Json): WrittenImage | undefined {
  for (const mediaType of ['image/png', 'image/jpeg', 'image/gif', 'image/webp', SVG]) {
    const data = bundle[mediaType];
    if (data === undefined) continue;
    return { mediaType, data: joined(data) };
  }
  return undefined;
}

function bytesOfBase64(data: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(data), (letter) => letter.codePointAt(0) ?? 0);
  } catch {
    return undefined;
  }
}

function asTerminal(output: NotebookOutput): NotebookOutput {
  if (output.kind === 'text' || output.kind === 'error')
    return { ...output, text: terminalText(output.text.replaceAll('\r\n', '\n')) };
  if (output.kind === 'html' && output.text !== undefined)
    return { ...output, text: terminalText(output.text) };
  return output;
}

/** A loop that prints writes a stream in many outputs. */
function mergeStreams(outputs: readonly NotebookOutput[]): readonly NotebookOutput[] {
  const merged: NotebookOutput[] = [];
  for (const output of outputs) {
    const last = merged.at(-1);
    if (output.kind === 'text' && last?.kind === 'text' && last.isError === output.isError) {
      merged[merged.length - 1] = { ...last, text: last.text + output.text };
    } else {
      merged.push(output);
    }
  }
  return merged;
}

/** nbformat writes long texts as lists of lines. */
function joined(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.filter((line) => typeof line === 'string').join('');
  return '';
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
