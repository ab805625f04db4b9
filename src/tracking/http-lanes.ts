import type { RequestPriority } from './source.ts';
import { TrackingError } from './errors.ts';

/** What a browser opens to one host over HTTP/1.1; a seventh request would only wait in its queue, out of order. */
const LANES = 6;
/** Reading ahead leaves lanes free, so that what comes on screen starts at once. */
const BACKGROUND_LANES = 4;

interface Waiting {
  readonly priority: RequestPriority;
  start(): void;
}

/** Runs tasks at most six at a time, visible ones first, background ones on four lanes at most. */
export interface Lanes {
  /** Rejects with `aborted` when the signal aborts before the task started; a started task minds its own signal. */
  run<Value>(priority: RequestPriority, signal: AbortSignal, task: () => Promise<Value>): Promise<Value>;
}

export function createLanes(): Lanes {
  const waiting: Waiting[] = [];
  const running: Record<RequestPriority, number> = { visible: 0, background: 0 };

  const startNext = (): void => {
    if (running.visible + running.background >= LANES) return;
    const index = nextIndex(waiting, running.background < BACKGROUND_LANES);
    waiting.splice(index, index < 0 ? 0 : 1)[0]?.start();
  };
  const acquire = (priority: RequestPriority, signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const entry: Waiting = {
        priority,
        start: () => {
          signal.removeEventListener('abort', cancel);
          running[priority] += 1;
          resolve();
        },
      };
      const cancel = (): void => {
        const index = waiting.indexOf(entry);
        if (index >= 0) waiting.splice(index, 1);
        reject(new TrackingError({ kind: 'aborted' }));
      };
      if (signal.aborted) return cancel();
      signal.addEventListener('abort', cancel, { once: true });
      waiting.push(entry);
      startNext();
    });

  return {
    run: async (priority, signal, task) => {
      await acquire(priority, signal);
      try {
        return await task();
      } finally {
        running[priority] -= 1;
        startNext();
      }
    },
  };
}

/** The oldest visible entry, else the oldest background one; -1 where none may start. */
function nextIndex(waiting: readonly Waiting[], mayStartBackground: boolean): number {
  const visible = waiting.findIndex((entry) => entry.priority === 'visible');
  return visible >= 0 || !mayStartBackground ? visible : waiting.length > 0 ? 0 : -1;
}
