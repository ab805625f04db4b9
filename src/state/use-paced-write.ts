import { useEffect } from 'react';

/** Safari throws after 100 changes of history in 30 s, Chrome drops them after 200 in 10 s: a typed text is enough. */
const INTERVAL_MS = 320;

/** Of this page; the limit is too. */
let lastWriteMs = Number.NEGATIVE_INFINITY;

const pending = new Set<() => void>();

/**
 * Calls `write` (a change of the address) once for each new function that it is given: at once after a pause, else
 * when the interval has passed, and not at all when another one came by then. An urgent one never waits; none does
 * where the address is about to be read.
 */
export function usePacedWrite(write: (() => void) | undefined, isUrgent: boolean): void {
  useEffect(() => {
    if (!write) return undefined;
    const run = () => {
      forget();
      lastWriteMs = performance.now();
      write();
    };
    const waitMs = lastWriteMs + INTERVAL_MS - performance.now();
    const timer = waitMs <= 0 || isUrgent ? undefined : setTimeout(run, waitMs);
    const forget = () => {
      clearTimeout(timer);
      pending.delete(run);
    };
    if (timer === undefined) run();
    else pending.add(run);
    return forget;
  }, [write, isUrgent]);
}

/** Writes what waits, before somebody reads the address. */
export function flushWrites(): void {
  for (const run of Array.from(pending)) run();
}

/** Keys after which the address is read: it is marked, copied, or loaded again. */
const READING_KEYS = new Set(['KeyC', 'KeyD', 'KeyL', 'KeyR']);

/**
 * Writes what waits whenever the address may be read by other hands: the page is left, for another one or for the
 * browser's own field and buttons, or a key does that. A reload takes the address as it was when it was asked for.
 */
export function flushOnLeave(target: Window): void {
  for (const type of ['pagehide', 'blur']) target.addEventListener(type, flushWrites);
  const { documentElement } = target.document;
  documentElement.addEventListener('pointerleave', flushWrites);
  target.addEventListener(
    'keydown',
    ({ code, ctrlKey, metaKey }) => {
      if (code === 'F5' || code === 'F6' || ((ctrlKey || metaKey) && READING_KEYS.has(code))) flushWrites();
    },
    { capture: true },
  );
}
