import { TrackingError } from '../../tracking/errors.ts';
import { decodeNotebook, type Notebook } from '../../domain/artifacts/notebook.ts';
import { decodeText } from '../../domain/artifacts/text/decode-text.ts';
import { createCompareHandlers } from './compare-files.ts';
import type { WorkerHandlers } from '../rpc/rpc.ts';
import { createByteSource } from './byte-source.ts';
import type { FileProtocol } from './file-protocol.ts';
import type { OpenTable } from './open-table.ts';

function textOf(bytes: Uint8Array): string {
  const text = decodeText(bytes);
  if (text === undefined) throw new TrackingError({ kind: 'bad-response', subject: 'not-text' });
  return text;
}

function readNotebook(text: string): Notebook | undefined {
  try {
    return decodeNotebook(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** What the file worker answers. Libraries are loaded by the first message that needs them. */
export function createFileHandlers(): WorkerHandlers<FileProtocol> {
  const source = createByteSource();
  let opened: OpenTable | undefined;
  const table = (): OpenTable => {
    if (opened) return opened;
    throw new TrackingError({ kind: 'not-found', subject: 'table' });
  };
  return {
    ...createCompareHandlers(),
    'code.highlight': async ({ text, language }) => {
      const { highlightCode } = await import('./highlight-code.ts');
      return highlightCode(text, language);
    },
    'yaml.json': async (bytes) => {
      const { yamlToJson } = await import('./yaml-to-json.ts');
      return yamlToJson(textOf(bytes));
    },
    'notebook.read': async (bytes) => readNotebook(textOf(bytes)),
    'bytes.listen': (_, context) => source.listen((wanted) => context.progress(wanted), context.signal),
    'bytes.give': async (given) => source.give(given),
    'table.open': async (request, context) => {
      opened = undefined;
      const isParquet = request.format === 'parquet';
      const next = isParquet
        ? await (await import('./parquet-table.ts')).openParquetTable(source, request)
        : await (await import('./text-table.ts')).openTextTable(source, request);
      if (!context.signal.aborted) opened = next;
      await next.readTo(request.limitBytes, (state) => context.progress(state), context.signal);
      return next.state();
    },
    'table.read-on': async ({ limitBytes }, context) => {
      const own = table();
      await own.readTo(limitBytes, (state) => context.progress(state), context.signal);
      return own.state();
    },
    'table.order': async (order) => {
      table().order(order);
      return table().state();
    },
    'table.rows': ({ start, end }) => table().window(start, end),
    'table.allow': async ({ start, end }) => table().allow(start, end),
    'table.row': ({ row }) => table().row(row),
    'table.points': async ({ x, y }) => table().points(x, y),
  };
}
