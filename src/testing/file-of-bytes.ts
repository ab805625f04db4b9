import { TrackingError } from '../tracking/errors.ts';

/** A file of a run that is there already. Ranges that were read are told; behind the end a server answers 416. */
export function fileOfBytes<More extends object = object>(
  path: string,
  content: Uint8Array | string,
  more: More = {} as More,
) {
  const bytes = new Uint8Array(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  const ranges: (readonly [number, number])[] = [];
  return {
    key: path,
    path,
    name: path.split('/').at(-1) ?? path,
    // MLflow's listing leaves the size of an empty file out.
    sizeBytes: bytes.length === 0 ? undefined : bytes.length,
    readRange: async (start: number, end: number) => {
      ranges.push([start, end]);
      if (start >= bytes.length) throw new TrackingError({ kind: 'rejected', status: 416 });
      return { bytes: bytes.slice(start, end), totalBytes: bytes.length };
    },
    readWhole: async () => bytes.slice(),
    directUrl: undefined,
    isGrowing: false,
    ranges,
    ...more,
  };
}
