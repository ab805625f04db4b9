import { assert } from '../base/assert.ts';
import { TrackingError, type TrackingFailure } from './errors.ts';
import { failureOfAnswer } from './http-failures.ts';
import { createLanes } from './http-lanes.ts';
import type { Lanes } from './http-lanes.ts';
import { challengeOf, isHtml, LED_AWAY } from './challenge.ts';
import { type Body, readBody, readBytes } from './http-bodies.ts';
import { isFileAnswer, rangeHeaders, readFileAnswer } from './http-bytes.ts';
import { pause, readRetryAfter, watchSilence } from './http-timing.ts';
import { watchPagePolicy } from './page-policy.ts';
import type { Challenge, Pass, SignInGate } from './sign-in-gate.ts';
import type { ArtifactAnswer, ByteRange, RequestPriority } from './source.ts';
import { parseAnswer } from './tolerant-json.ts';

/** A server that computes for half a minute still counts as answering. */
const TIMEOUT_MS = 60_000;
/** gunicorn under MLflow 2.22.4 answers a request line of more than 4,094 bytes with HTML 400. */
export const REQUEST_LINE_MAX_BYTES = 4_000;
const MAX_ATTEMPTS = 3;
const BACKOFF_MS = 300;
/** A server that asks for a longer pause gets none of our retries: the person is told, and decides. */
const RETRY_AFTER_MAX_MS = 10_000;
const RETRIED_STATUSES = new Set([429, 502, 503, 504]);

export interface HttpSettings {
  /** Absolute address of the server, with its static prefix if it has one; a slash at the end does not matter. */
  readonly baseUrl: string;
  readonly fetch?: typeof fetch;
  /** Undefined: nobody signs in there, requests go as the browser sends them. */
  readonly gate?: SignInGate | undefined;
  /** Sent with every request, as of its time. */
  readonly headers?: (() => Readonly<Record<string, string>>) | undefined;
  /** The page's own origin, whose cookies the browser holds and whose redirects may lead to a sign-in page. */
  readonly pageOrigin?: string | undefined;
  /** Longest silence of the server: before its answer begins, and between two parts of it. */
  readonly timeoutMs?: number;
  /** How often a request is sent at most that changes nothing. */
  readonly attempts?: number;
  /** Whether the page's own policy keeps an address from being asked. */
  readonly isHeldBack?: (url: URL) => boolean;
  /** Pause before the first retry; each next one is three times as long. */
  readonly backoffMs?: number;
}

export type QueryValue = string | number | undefined | readonly string[];
/** Lists become repeated keys, undefined ones are left out. */
export type Query = Readonly<Record<string, QueryValue>>;

export interface RequestOptions {
  readonly signal: AbortSignal;
  readonly priority: RequestPriority;
}

export interface PostOptions extends RequestOptions {
  /** Of a POST that changes nothing (a search): it may be sent again after a failure. */
  readonly isReadOnly?: boolean;
}

export interface JsonAnswer {
  readonly value: unknown;
  /** Length of the body after decompression. */
  readonly sizeBytes: number;
}

/** All methods reject with `TrackingError` only. Paths start with `/` and are relative to the base address. */
export interface Http {
  getJson(path: string, query: Query, options: RequestOptions): Promise<JsonAnswer>;
  postJson(path: string, body: Readonly<Record<string, unknown>>, options: PostOptions): Promise<JsonAnswer>;
  /** Never tried again by itself. */
  patchJson(
    path: string,
    body: Readonly<Record<string, unknown>>,
    options: RequestOptions,
  ): Promise<JsonAnswer>;
  /** MLflow takes what is to be deleted in a body. Never tried again by itself. */
  deleteJson(
    path: string,
    body: Readonly<Record<string, unknown>>,
    options: RequestOptions,
  ): Promise<JsonAnswer>;
  /** `isUnprefixed`: relative to the host instead of the base address. */
  getText(
    path: string,
    query: Query,
    options: RequestOptions & { readonly isUnprefixed?: boolean },
  ): Promise<string>;
  /** A file, or a range of it, in parts as they come. Tried again only before the first part. */
  getFile(path: string, query: string, options: FileOptions): Promise<ArtifactAnswer>;
  /** Requests carry what a browser by itself would not send: an address alone does not let one in. */
  needsHeaders(): boolean;
  /** The absolute address of a GET. `query` is encoded already. */
  addressOf(path: string, query: string): string;
  /** Bytes of the first line of a GET, to be kept under `REQUEST_LINE_MAX_BYTES` by splitting. */
  requestLineBytes(path: string, query: Query): number;
}

export interface FileOptions extends RequestOptions {
  readonly range: ByteRange | undefined;
  readonly onPart: (bytes: Uint8Array<ArrayBuffer>) => void;
}

type PlainInit = Omit<RequestInit, 'headers'> & { readonly headers?: Readonly<Record<string, string>> };

interface Call<Value> {
  readonly url: URL;
  readonly init: PlainInit;
  readonly options: RequestOptions;
  readonly mayRetry: boolean;
  readonly accepts: (response: Response) => boolean;
  readonly read: (response: Response, onSign: () => void) => Promise<Value>;
  /** Something was handed out: what comes now cannot begin anew. */
  readonly hasBegun?: () => boolean;
}

const WHOLE_TEXT = { accepts: ({ ok }: Response) => ok, read: readBody };

interface Settled {
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  readonly gate: SignInGate | undefined;
  readonly headers: () => Readonly<Record<string, string>>;
  readonly pageOrigin: string | undefined;
  readonly timeoutMs: number;
  readonly attempts: number;
  readonly backoffMs: number;
  readonly isHeldBack: (url: URL) => boolean;
  readonly lanes: Lanes;
}

/** The only caller of `fetch`: lanes, time limit, retries and the translation of every failure. */
export function createHttp(settings: HttpSettings): Http {
  const settled: Settled = {
    baseUrl: settings.baseUrl.replace(/\/+$/, ''),
    fetch: settings.fetch ?? globalThis.fetch.bind(globalThis),
    gate: settings.gate,
    headers: settings.headers ?? (() => ({})),
    pageOrigin: settings.pageOrigin,
    timeoutMs: settings.timeoutMs ?? TIMEOUT_MS,
    attempts: settings.attempts ?? MAX_ATTEMPTS,
    backoffMs: settings.backoffMs ?? BACKOFF_MS,
    isHeldBack: settings.isHeldBack ?? watchPagePolicy(),
    lanes: createLanes(),
  };
  const { baseUrl } = settled;
  // No Content-Type: it would cost a preflight on another origin.
  const get = (url: URL, options: RequestOptions): Promise<Body> => {
    const bytes = lineBytes(url);
    assert(bytes < REQUEST_LINE_MAX_BYTES, `request line of ${bytes} bytes: ${url.pathname}`);
    return send(settled, { url, init: { method: 'GET' }, options, mayRetry: true, ...WHOLE_TEXT });
  };
  const sendJson = async (
    method: 'POST' | 'PATCH' | 'DELETE',
    path: string,
    body: Readonly<Record<string, unknown>>,
    { isReadOnly = false, ...options }: PostOptions,
  ): Promise<JsonAnswer> => {
    const url = addressOf(baseUrl, path, {});
    const init = {
      method,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(withoutNulls(body)),
    };
    return toJson(await send(settled, { url, init, options, mayRetry: isReadOnly, ...WHOLE_TEXT }), url);
  };
  return {
    getJson: async (path, query, options) => {
      const url = addressOf(baseUrl, path, query);
      return toJson(await get(url, options), url);
    },
    postJson: (path, body, options) => sendJson('POST', path, body, options),
    patchJson: (path, body, options) => sendJson('PATCH', path, body, options),
    deleteJson: (path, body, options) => sendJson('DELETE', path, body, options),
    getText: async (path, query, { isUnprefixed = false, ...options }) => {
      const url = addressOf(baseUrl, isUnprefixed ? '' : path, query);
      return (await get(isUnprefixed ? new URL(path + url.search, url.origin) : url, options)).text;
    },
    getFile: (path, query, options) => send(settled, fileCall(fileAddress(baseUrl, path, query), options)),
    needsHeaders: () => Object.keys({ ...settled.headers(), ...settled.gate?.pass().headers }).length > 0,
    addressOf: (path, query) => fileAddress(baseUrl, path, query).href,
    requestLineBytes: (path, query) => lineBytes(addressOf(baseUrl, path, query)),
  };
}

function fileCall(url: URL, { range, onPart, ...options }: FileOptions): Call<ArtifactAnswer> {
  let hasBegun = false;
  const hand = (bytes: Uint8Array<ArrayBuffer>) => {
    hasBegun = true;
    onPart(bytes);
  };
  return {
    url,
    init: { method: 'GET', headers: rangeHeaders(range) },
    options,
    mayRetry: true,
    accepts: (response) => isFileAnswer(response, range),
    read: (response, onSign) => readFileAnswer(response, { range, onPart: hand, onSign }),
    hasBegun: () => hasBegun,
  };
}

function fileAddress(baseUrl: string, path: string, query: string): URL {
  const url = addressOf(baseUrl, path, {});
  url.search = query;
  return url;
}

function addressOf(baseUrl: string, path: string, query: Query): URL {
  if (!URL.canParse(baseUrl + path)) throw new TrackingError({ kind: 'network', subject: baseUrl });
  const url = new URL(baseUrl + path);
  for (const [key, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const item of typeof value === 'object' ? value : [value])
      url.searchParams.append(key, String(item));
  }
  return url;
}

/** `GET /path?query HTTP/1.1`; an address is ASCII, so characters are bytes. */
function lineBytes(url: URL): number {
  return 'GET  HTTP/1.1'.length + url.pathname.length + url.search.length;
}

/** MLflow answers `"max_results": null` with HTML 500 (3.17.2, 2.22.4). */
function withoutNulls(body: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(body).filter(([, value]) => value !== null && value !== undefined),
  );
}

function toJson(body: Body, url: URL): JsonAnswer {
  return { value: parseAnswer(body.text, subjectOf(url)), sizeBytes: body.sizeBytes };
}

function subjectOf(url: URL): string {
  return url.origin + url.pathname;
}

/**
 * Sends until it succeeds, fails for good, or was tried often enough. Whoever waits, for a retry or for a person who
 * signs in, holds no lane.
 */
async function send<Value>(settled: Settled, call: Call<Value>): Promise<Value> {
  const { signal, priority } = call.options;
  const { gate } = settled;
  await gate?.wait(signal);
  for (let attempt = 1; ; ) {
    const pass = gate?.pass() ?? NO_PASS;
    const drop = (failure?: TrackingFailure) => gate?.dropped(pass, failure);
    const outcome = await settled.lanes
      .run(priority, signal, () => attemptOnce(settled, call, pass))
      .catch((thrown: unknown) => {
        drop();
        throw thrown;
      });
    if ('value' in outcome) return outcome.value;
    const { failure, challenge, isPassing, retryAfterMs } = outcome;
    // What was refused has changed nothing, so that a write may be sent again, too.
    if (challenge && gate && (await gate.refused(pass, challenge, signal))) continue;
    const pauseMs = retryAfterMs ?? settled.backoffMs * 3 ** (attempt - 1) * (0.75 + Math.random() / 2);
    if (!call.mayRetry || !isPassing || attempt >= settled.attempts || pauseMs > RETRY_AFTER_MAX_MS) {
      drop(failure.failure);
      throw failure;
    }
    await pause(pauseMs, signal).catch((thrown: unknown) => {
      drop();
      throw thrown;
    });
    attempt += 1;
  }
}

const NO_PASS: Pass = { generation: 0, headers: {}, hasCookies: false };

type Outcome<Value> =
  | { readonly value: Value }
  | {
      readonly failure: TrackingError;
      /** Worth another try. A time-out is not: the server had its minute and may still be at work on it. */
      readonly isPassing: boolean;
      readonly retryAfterMs: number | undefined;
      /** It is a matter of signing in. */
      readonly challenge: Challenge | undefined;
    };

async function attemptOnce<Value>(
  settled: Settled,
  { url, init, options, accepts, read, hasBegun }: Call<Value>,
  pass: Pass,
): Promise<Outcome<Value>> {
  const { gate, timeoutMs, pageOrigin, isHeldBack } = settled;
  // By hand: AbortSignal.any is missing in Safari 17.0 to 17.3.
  const watch = watchSilence(options.signal, timeoutMs);
  const never = { isPassing: false, retryAfterMs: undefined, challenge: undefined };
  let hasAnswered = false;
  try {
    const response = await fetchWith(settled, url, { ...init, signal: watch.signal }, pass);
    hasAnswered = true;
    if (!response) {
      const failure = new TrackingError({ kind: 'unauthorized', subject: subjectOf(url) });
      return { ...never, failure, challenge: LED_AWAY };
    }
    if (accepts(response)) {
      gate?.accepted(pass);
      return { value: await read(response, watch.restart) };
    }
    const { text } = await readBody(response, watch.restart);
    const challenge = gate && challengeOf(response, text, url.origin === pageOrigin);
    if (!challenge && response.status < 500) gate?.accepted(pass);
    return {
      failure: failureOfAnswer(response, text, subjectOf(url)),
      isPassing: RETRIED_STATUSES.has(response.status),
      retryAfterMs: readRetryAfter(response.headers.get('Retry-After')),
      challenge,
    };
  } catch (thrown) {
    if (options.signal.aborted) throw new TrackingError({ kind: 'aborted', subject: subjectOf(url) });
    if (thrown instanceof TrackingError) return { ...never, failure: thrown };
    const isTimeout = watch.signal.aborted;
    const isCut = !isTimeout && hasAnswered;
    const isHeld = !isTimeout && !isCut && isHeldBack(url);
    const failure = new TrackingError({
      kind: isCut ? 'bad-response' : 'network',
      cause: isTimeout ? 'timeout' : isCut ? 'truncated' : isHeld ? 'policy-refused' : undefined,
      subject: subjectOf(url),
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    });
    return { ...never, failure, isPassing: !isTimeout && !isHeld && hasBegun?.() !== true };
  } finally {
    watch.stop();
  }
}

/**
 * Undefined: the page's own address leads away, to a sign-in page. Cookies go along only where a server has shown that
 * it wants them: a request that may carry them lets Chromium ask for a password by itself, in a prompt of its own, as
 * soon as an answer names `Basic` (measured with 156, in pages and workers alike, whatever `Authorization` was sent).
 */
async function fetchWith(
  { fetch, gate, baseUrl, headers, pageOrigin }: Settled,
  url: URL,
  { headers: own, ...init }: PlainInit,
  pass: Pass,
): Promise<Response | undefined> {
  if (!gate) return fetch(url, { ...init, headers: { ...own, ...headers() } });
  const credentials = pass.hasCookies ? 'same-origin' : 'omit';
  const sent = { ...init, headers: { ...own, ...headers(), ...pass.headers }, credentials } as const;
  if (url.origin !== pageOrigin) return fetch(url, sent);
  const response = await fetch(url, { ...sent, redirect: 'manual' });
  if (response.type !== 'opaqueredirect') return response;
  if (!pass.hasCookies || init.method !== 'GET') return undefined;
  // Or to where a store keeps its files.
  const followed = await fetch(url, sent).catch((thrown: unknown) => thrown);
  const isPage = (answer: Response) => isHtml(answer.headers) && new URL(answer.url).origin === pageOrigin;
  if (followed instanceof Response) return isPage(followed) ? undefined : followed;
  const known = await fetch(`${baseUrl}/version`, { ...sent, redirect: 'manual' });
  if (known.type === 'opaqueredirect') return undefined;
  throw followed;
}

/**
 * The bytes at an address that is not a tracking server's, such as the demo's database; once, without retries.
 * Rejects with `TrackingError`.
 */
export async function getBytes(
  url: string,
  { signal, timeoutMs = TIMEOUT_MS }: { readonly signal: AbortSignal; readonly timeoutMs?: number },
): Promise<Uint8Array<ArrayBuffer>> {
  const watch = watchSilence(signal, timeoutMs);
  try {
    const response = await fetch(url, { signal: watch.signal });
    if (!response.ok) throw failureOfAnswer(response, (await readBody(response, watch.restart)).text, url);
    return await readBytes(response, watch.restart);
  } catch (thrown) {
    if (thrown instanceof TrackingError) throw thrown;
    if (signal.aborted) throw new TrackingError({ kind: 'aborted', subject: url });
    throw new TrackingError({
      kind: 'network',
      cause: watch.signal.aborted ? 'timeout' : undefined,
      subject: url,
      detail: thrown instanceof Error ? thrown.message : String(thrown),
    });
  } finally {
    watch.stop();
  }
}
