import { describe, expect, it } from 'vitest';
import { activeDurationMs } from './activity-duration.ts';

const run = { startMs: 1000, lastSignMs: 4000, isSilent: false };

describe('how long a run has gone on', () => {
  it('is until now', () => {
    expect(activeDurationMs(run, 9000)).toBe(8000);
    // The clock that started it is ahead of this one.
    expect(activeDurationMs(run, 500)).toBe(0);
  });

  it('of a silent run ends at its last point, however late it is', () => {
    const silent = { ...run, isSilent: true };
    expect(activeDurationMs(silent, 9000)).toBe(3000);
    expect(activeDurationMs(silent, 90_000)).toBe(3000);
  });

  it('is not known of a silent run that logged nothing, nor of one without a start', () => {
    expect(activeDurationMs({ ...run, isSilent: true, lastSignMs: 1000 }, 9000)).toBeUndefined();
    expect(activeDurationMs({ ...run, startMs: undefined }, 9000)).toBeUndefined();
  });
});
