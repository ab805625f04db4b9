/** A file of the shape that viewers take, out of bytes; `ArtifactFile` of viewers/ fits it. */
export interface MadeFile {
  readonly key: string;
  readonly path: string;
  readonly name: string;
  readonly sizeBytes: number | undefined;
  readonly readRange: (
    start: number,
    end: number,
  ) => Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly totalBytes: number }>;
  readonly readWhole: () => Promise<Uint8Array<ArrayBuffer>>;
  readonly directUrl: undefined;
  readonly isGrowing: false;
}

/** Text is written as UTF-8. An error instead of bytes is what every reading of them rejects with. */
export function makeFile(
  path: string,
  content: string | Uint8Array<ArrayBuffer> | Error,
  told: { readonly sizeBytes?: number | undefined } = {},
): MadeFile {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const read = async () => {
    if (bytes instanceof Error) throw bytes;
    return bytes;
  };
  return {
    key: path,
    path,
    name: path.split('/').at(-1) ?? path,
    sizeBytes: 'sizeBytes' in told ? told.sizeBytes : bytes instanceof Error ? 1 : bytes.length,
    readRange: async (start, end) => {
      const all = await read();
      return { bytes: all.slice(start, end), totalBytes: all.length };
    },
    readWhole: read,
    directUrl: undefined,
    isGrowing: false,
  };
}
