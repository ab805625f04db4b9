import { encodePath } from '../domain/artifacts/artifact-path.ts';
import { TrackingError } from './errors.ts';
import { createHttp, getBytes, type Http } from './http.ts';
import type { FileStore } from './sqlite/artifacts.ts';

/** How `demo/finish.py` writes where a file lies: the folder of a server with the artifact proxy. */
const PLACE = 'mlflow-artifacts:/';

/**
 * Files on a static host, which lists nothing: a JSON beside them, `{"files": {"3/RUN/artifacts/a.txt": 12}}` (path →
 * bytes), says what there is. It is read at the first question, and again after a failure.
 */
export function createStaticFiles({
  indexUrl,
  filesUrl,
  http = createHttp({ baseUrl: filesUrl }),
}: {
  readonly indexUrl: string;
  /** The folder of the files. */
  readonly filesUrl: string;
  readonly http?: Http;
}): FileStore {
  let reading: Promise<ReadonlyMap<string, number>> | undefined;
  const readIndex = async (signal: AbortSignal) => {
    // Not by the signal of one who asks: others wait for the same answer.
    reading ??= getBytes(indexUrl, { signal: new AbortController().signal })
      .then(decodeIndex)
      .catch((thrown: unknown) => {
        reading = undefined;
        throw thrown;
      });
    const index = await reading;
    if (signal.aborted) throw new TrackingError({ kind: 'aborted', subject: indexUrl });
    return index;
  };
  return {
    list: async (rootUri, signal) => {
      const start = `${placeOf(rootUri)}/`;
      const below = [...(await readIndex(signal))].filter(([path]) => path.startsWith(start));
      return new Map(below.map(([path, sizeBytes]) => [path.slice(start.length), sizeBytes]));
    },
    read: ({ rootUri, path, range }, onPart, signal) => {
      const address = `/${encodeForHost(`${placeOf(rootUri)}/${path}`)}`;
      return http.getFile(address, '', { range, onPart, signal, priority: 'visible' });
    },
    addressStart: (rootUri) => http.addressOf(`/${encodePath(placeOf(rootUri))}/`, ''),
  };
}

/** What may stand in a path stays: hosts that decode by `decodeURI` (Vite's preview) do not find `%2B`. */
function encodeForHost(path: string): string {
  return encodePath(path).replaceAll(/%(?:2[46BC]|3[ABD]|40)/g, decodeURIComponent);
}

function placeOf(rootUri: string): string {
  return rootUri.startsWith(PLACE) ? rootUri.slice(PLACE.length).replace(/^\/+|\/+$/g, '') : '';
}

function decodeIndex(bytes: Uint8Array): ReadonlyMap<string, number> {
  try {
    const { files } = JSON.parse(new TextDecoder().decode(bytes)) as { readonly files?: unknown };
    if (typeof files === 'object' && files !== null)
      return new Map(
        Object.entries(files).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
      );
  } catch {
    // Told below.
  }
  throw new TrackingError({ kind: 'bad-response', subject: 'index.json' });
}
