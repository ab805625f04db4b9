import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { appendRuns, createRunFrame, setLogInterval } from './run-frame.ts';
import { durationAt, needsIntervalAt, silentSinceAt, typicalInterval } from './silent-run.ts';

const MINUTE_MS = 60_000;
/** Of the points that `makeRun` makes. */
const LOGGED_MS = 1_700_000_050_000;
const START_MS = 1_700_000_000_000;

function frameOf(shape: Partial<RunShape> = {}, intervalMs?: number) {
  const frame = createRunFrame();
  appendRuns(frame, [
    makeRun({ id: 'a', status: 'RUNNING', endMs: undefined, metrics: { loss: 1 }, ...shape }),
  ]);
  if (intervalMs !== undefined) setLogInterval(frame, 'a' as never, intervalMs);
  return frame;
}

const silentAfter = (minutes: number, frame = frameOf()) =>
  silentSinceAt(frame, 0, LOGGED_MS + minutes * MINUTE_MS);

describe('a silent run', () => {
  it('has logged nothing for more than 20 of its own intervals', () => {
    expect(silentAfter(39, frameOf({}, 2 * MINUTE_MS))).toBeUndefined();
    expect(silentAfter(41, frameOf({}, 2 * MINUTE_MS))).toBe(LOGGED_MS);
  });

  it('is given ten minutes, however often it logs', () => {
    expect(silentAfter(9, frameOf({}, 1_000))).toBeUndefined();
    expect(silentAfter(11, frameOf({}, 1_000))).toBe(LOGGED_MS);
  });

  it('is given half an hour where nobody knows how often it logs, from its start where it logged nothing', () => {
    expect(silentAfter(29)).toBeUndefined();
    expect(silentAfter(31)).toBe(LOGGED_MS);
    expect(silentAfter(31, frameOf({ metrics: {} }))).toBe(START_MS);
  });

  it('still counts as running: one that ended is none', () => {
    expect(silentAfter(600, frameOf({ status: 'FINISHED' }))).toBeUndefined();
  });

  it('keeps its interval when it is read again', () => {
    const frame = frameOf({}, 2 * MINUTE_MS);
    appendRuns(frame, [makeRun({ id: 'a', status: 'RUNNING', endMs: undefined, metrics: { loss: 0.5 } })]);
    expect(silentAfter(31, frame)).toBeUndefined();
  });

  it('is asked for its interval once, when it has been quiet for ten minutes', () => {
    const at = (minutes: number, frame = frameOf()) =>
      needsIntervalAt(frame, 0, LOGGED_MS + minutes * MINUTE_MS);
    expect([at(9), at(11), at(11, frameOf({}, 5)), at(11, frameOf({ metrics: {} }))]).toEqual([
      false,
      true,
      false,
      false,
    ]);
  });
});

describe('the interval between logged points', () => {
  it('is the middle one of the times between moments, in whatever order they come', () => {
    expect(typicalInterval([30, 10, 20, 20, 90])).toBe(10);
    expect(typicalInterval([5, 5])).toBeUndefined();
    expect(typicalInterval([])).toBeUndefined();
  });

  it('is that of an even logger whatever pauses it made, while these are fewer than half', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        fc.array(fc.nat(1e9), { maxLength: 4 }),
        (gap, pauses) => {
          const gaps = [...pauses, ...Array.from({ length: 10 }, () => gap)];
          const moments = gaps.reduce<number[]>((list, each) => [...list, (list.at(-1) ?? 0) + each], [0]);
          const found = typicalInterval(moments) ?? 0;
          expect(found).toBe(gap);
        },
      ),
    );
  });
});

describe('the duration of a run', () => {
  it('grows while it runs and ends at the last point of one that fell silent', () => {
    const frame = frameOf();
    expect(durationAt(frame, 0, START_MS + MINUTE_MS)).toBe(MINUTE_MS);
    expect(durationAt(frame, 0, START_MS + 60 * MINUTE_MS)).toBe(LOGGED_MS - START_MS);
  });

  it('is never below nothing, and unknown where there is no end and none comes', () => {
    expect(durationAt(frameOf(), 0, START_MS - 5_000)).toBe(0);
    expect(durationAt(frameOf({ status: 'FAILED' }), 0, START_MS)).toBeUndefined();
    expect(durationAt(frameOf({ startMs: undefined }), 0, START_MS)).toBeUndefined();
    expect(durationAt(frameOf({ status: 'FINISHED', endMs: START_MS + 3 }), 0, START_MS)).toBe(3);
  });
});
