import { TrackingError } from './errors.ts';
import type { TrackingErrorCause, TrackingErrorKind } from './errors.ts';

const DETAIL_MAX_CHARS = 600;
/** Set by scripts/runlens-proxy.mjs on its own 502: nothing answered behind it. */
const PROXY_HEADER = 'X-Runlens-Proxy';

/**
 * The server texts that no code tells apart, each with the release that it was seen on. Nothing else in the product
 * reads a server's words to decide anything.
 */
const TEXTS_WITHOUT_CODE: readonly { readonly start: string; readonly cause: TrackingErrorCause }[] = [
  // MLflow 3.17.2, 403 text/plain of `--allowed-hosts`.
  { start: 'Invalid Host header', cause: 'host-refused' },
  // MLflow 3.17.2, 403 text/plain of `--cors-allowed-origins`.
  { start: 'Cross-origin request blocked', cause: 'origin-refused' },
  // MLflow 3.17.2 and 2.22.4, 403 text/html of `--app-name basic-auth`.
  { start: 'Permission denied', cause: 'permission-denied' },
];

/**
 * The failure that an answer with a status of 400 or more stands for. `subject` is the asked address without query.
 * Bodies: MLflow's JSON `{error_code, message}`, its plain texts, or HTML of the server or of a proxy.
 * Our own proxy's word that it cannot reach the server is `network`, with the status that it came with.
 */
export function failureOfAnswer(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
  subject: string,
): TrackingError {
  const { code, message } = readErrorBody(body);
  const isUnreachable = headers.get(PROXY_HEADER) === 'unreachable';
  if (isWithoutRegistry(status, code, message, subject))
    return new TrackingError({ kind: 'not-found', status, cause: 'no-registry', subject, detail: message });
  return new TrackingError({
    kind: isUnreachable ? 'network' : kindOf(status, code),
    status,
    cause: causeOf(status, code, body),
    subject,
    detail: message,
  });
}

/**
 * A store that keeps no models answers 400 with a code that says no more than that something is wrong (3.17.2, 2.22.4:
 * `--registry-store-uri` of an unknown scheme); other servers have no such address, and then send no code of MLflow.
 */
function isWithoutRegistry(
  status: number,
  code: string | undefined,
  message: string,
  subject: string,
): boolean {
  if (!/\/(registered-models|model-versions)\//.test(subject)) return false;
  if (status === 404) return code === undefined;
  return status === 400 && message.trimStart().startsWith('Model registry functionality is unavailable');
}

function kindOf(status: number, code: string | undefined): TrackingErrorKind {
  // MLflow sends this one with status 400.
  if (code === 'RESOURCE_ALREADY_EXISTS') return 'conflict';
  if (status === 401) return 'unauthorized';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 409) return 'conflict';
  return status === 429 || status >= 500 ? 'server' : 'rejected';
}

function causeOf(status: number, code: string | undefined, body: string): TrackingErrorCause | undefined {
  if (status === 429) return 'rate-limited';
  if (status !== 403) return undefined;
  if (code === 'PERMISSION_DENIED') return 'permission-denied';
  const text = body.trimStart();
  return TEXTS_WITHOUT_CODE.find(({ start }) => text.startsWith(start))?.cause;
}

function readErrorBody(body: string): { readonly code: string | undefined; readonly message: string } {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'error_code' in parsed) {
      const message = 'message' in parsed && typeof parsed.message === 'string' ? parsed.message : '';
      return { code: String(parsed.error_code), message: cut(message) };
    }
  } catch {
    // Not JSON: the body itself is the message.
  }
  return { code: undefined, message: readableText(body) };
}

/** The words of a text or HTML body, cut to what a "details" field can show. */
export function readableText(body: string): string {
  // Cut first: a proxy may send a page of megabytes, and only its beginning is shown.
  const beginning = body.slice(0, 20 * DETAIL_MAX_CHARS);
  const words = beginning
    .replaceAll(/<(style|script|title)\b[\s\S]*?(<\/\1>|$)/gi, ' ')
    .replaceAll(/<!?\/?[a-z][^>]*>/gi, ' ');
  return cut(words.replaceAll(/\s+/g, ' ').trim());
}

function cut(text: string): string {
  return text.length > DETAIL_MAX_CHARS ? `${text.slice(0, DETAIL_MAX_CHARS)}…` : text;
}
