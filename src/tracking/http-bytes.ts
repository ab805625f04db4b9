import { TrackingError } from './errors.ts';
import type { ArtifactAnswer, ByteRange } from './source.ts';

/** A range that begins behind the end of the file. */
const UNSATISFIABLE = 416;

/** Whether it is the answer to a request for a file, be it of no bytes. */
export function isFileAnswer(response: Response, range: ByteRange | undefined): boolean {
  return response.ok || (range !== undefined && response.status === UNSATISFIABLE);
}

export function rangeHeaders(range: ByteRange | undefined): Record<string, string> {
  return range ? { Range: `bytes=${range.start}-${range.end - 1}` } : {};
}

interface Reading {
  readonly range: ByteRange | undefined;
  readonly onPart: (bytes: Uint8Array<ArrayBuffer>) => void;
  /** Something came: the server is not silent. */
  readonly onSign: () => void;
}

/**
 * Hands out exactly the asked bytes. A server that ignores `Range` and sends all (the artifact proxy of 2.22.4) is
 * listened to until the last asked byte, then hung up on.
 */
export async function readFileAnswer(
  response: Response,
  { range, onPart, onSign }: Reading,
): Promise<ArtifactAnswer> {
  const answer = describeAnswer(response);
  if (response.status === UNSATISFIABLE) {
    await response.body?.cancel();
    return answer;
  }
  const isPart = response.status === 206;
  const end = range?.end ?? Number.POSITIVE_INFINITY;
  let at = isPart ? (partStart(response) ?? range?.start ?? 0) : 0;
  if (range && at > range.start) throw new TrackingError({ kind: 'bad-response', status: response.status });
  const reader = response.body?.getReader();
  for (;;) {
    onSign();
    const part = await reader?.read();
    if (part?.value === undefined) break;
    const from = Math.max(0, (range?.start ?? 0) - at);
    const to = Math.min(part.value.length, end - at);
    at += part.value.length;
    if (to - from === part.value.length) onPart(part.value);
    else if (from < to) onPart(part.value.slice(from, to));
    if (at >= end) {
      await reader?.cancel();
      break;
    }
  }
  return answer;
}

function describeAnswer({ status, headers }: Response): ArtifactAnswer {
  const isWhole = status === 200 && !headers.has('Content-Encoding');
  // `bytes 0-9/100`, `bytes */100`; a total of `*` is not known. Other origins do not show it.
  const total = isWhole
    ? headers.get('Content-Length')
    : /\/(\d+)$/.exec(headers.get('Content-Range') ?? '')?.[1];
  return {
    totalBytes: total === null || total === undefined || total === '' ? undefined : Number(total),
  };
}

function partStart({ headers }: Response): number | undefined {
  const start = /^bytes (\d+)-/.exec(headers.get('Content-Range') ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}
