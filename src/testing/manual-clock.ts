import type { Clock } from '../worker/clock.ts';

export interface ManualClock extends Clock {
  /** Moves time on, running what is due in order, with all promises settled in between. */
  advance(durationMs: number): Promise<void>;
}

interface Timer {
  readonly dueMs: number;
  readonly run: () => void;
}

export function createManualClock(startMs = 1_700_000_000_000): ManualClock {
  const timers = new Set<Timer>();
  let nowMs = startMs;
  const nextDue = (untilMs: number): Timer | undefined =>
    [...timers].filter(({ dueMs }) => dueMs <= untilMs).sort((left, right) => left.dueMs - right.dueMs)[0];
  return {
    nowMs: () => nowMs,
    after: (delayMs, run) => {
      const timer = { dueMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance: async (durationMs) => {
      const untilMs = nowMs + durationMs;
      await settled();
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = timer.dueMs;
        timer.run();
        await settled();
      }
      nowMs = untilMs;
    },
  };
}

/** Resolves when messages under way and the promises behind them have been handled. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve));
}
