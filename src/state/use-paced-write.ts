import { useEffect } from 'react';

/** Safari throws after 100 changes of history in 30 s, Chrome drops them after 200 in 10 s: a typed text is enough. */
const INTERVAL_MS = 320;

/** Of this page; the limit is too. */
let lastWriteMs = Number.NEGATIVE_INFINITY;

/**
 * Calls `write` (a change of the address) once for each new function that it is given: at once after a pause, else
 * when the interval has passed, and not at all when another one came by then. An urgent one never waits.
 */
export function usePacedWrite(write: (() => void) | undefined, isUrgent: boolean): void {
  useEffect(() => {
    if (!write) return undefined;
    const run = () => {
      lastWriteMs = performance.now();
      write();
    };
    const waitMs = lastWriteMs + INTERVAL_MS - performance.now();
    if (waitMs <= 0 || isUrgent) {
      run();
      return undefined;
    }
    const timer = setTimeout(run, waitMs);
    return () => clearTimeout(timer);
  }, [write, isUrgent]);
}
