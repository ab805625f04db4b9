import { TrackingError } from './errors.ts';

export interface SilenceWatch {
  /** Aborts with the caller's signal, or when nothing came for the time limit. */
  readonly signal: AbortSignal;
  readonly restart: () => void;
  stop(): void;
}

/** A watch that begins now; to be stopped by whoever asked for it. */
export function watchSilence(outer: AbortSignal, timeoutMs: number): SilenceWatch {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  let timer = setTimeout(abort, timeoutMs);
  if (outer.aborted) abort();
  outer.addEventListener('abort', abort, { once: true });
  return {
    signal: controller.signal,
    restart: () => {
      clearTimeout(timer);
      timer = setTimeout(abort, timeoutMs);
    },
    stop: () => {
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    },
  };
}

/** Milliseconds of a Retry-After header: seconds, or a date. */
export function readRetryAfter(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header);
  const pauseMs = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(pauseMs) ? Math.max(0, pauseMs) : undefined;
}

/** Rejects with `TrackingError` (`aborted`) when the signal aborts. */
export function pause(pauseMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancel = (): void => {
      clearTimeout(timer);
      reject(new TrackingError({ kind: 'aborted' }));
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', cancel);
      resolve();
    }, pauseMs);
    if (signal.aborted) return cancel();
    signal.addEventListener('abort', cancel, { once: true });
  });
}
