import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IDLE_TICK_MS, RUNNING_TICK_MS, tickIntervalMs } from './tick-pace.ts';

const DURATION = fc.double({ min: 0, max: 1e7, noNaN: true });

describe('the time between ticks', () => {
  it('is at least ten times what a tick takes, however slow the server or how often it failed', () => {
    fc.assert(
      fc.property(DURATION, fc.boolean(), fc.nat(2_000), (durationMs, isRunning, failureCount) => {
        const intervalMs = tickIntervalMs({ durationMs, isRunning, failureCount });
        expect(durationMs / intervalMs).toBeLessThanOrEqual(0.1 + 1e-12);
      }),
    );
  });

  it('is short while something runs and longer while nothing does', () => {
    const quick = { durationMs: 40, failureCount: 0 };
    expect(tickIntervalMs({ ...quick, isRunning: true })).toBe(RUNNING_TICK_MS);
    expect(tickIntervalMs({ ...quick, isRunning: false })).toBe(IDLE_TICK_MS);
    expect(tickIntervalMs({ durationMs: 1_200, failureCount: 0, isRunning: true })).toBe(12_000);
  });

  it('doubles with each failure, up to five minutes, and is short again after a success', () => {
    const counts = [0, 1, 2, 3, 20];
    expect(
      counts.map((failureCount) => tickIntervalMs({ durationMs: 10, isRunning: true, failureCount })),
    ).toEqual([5_000, 10_000, 20_000, 40_000, 300_000]);
  });
});
