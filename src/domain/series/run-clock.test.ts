import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loggedPoints, toSeries } from '../../testing/series-arbitrary.ts';
import { joinRuns } from './join-runs.ts';
import {
  elapsedAtStep,
  elapsedOfSteps,
  makeJoinedClock,
  makeRunClock,
  stepAtElapsed,
  stepsOfElapsed,
} from './run-clock.ts';

const START_MS = 1_000;

function clockOf(
  points: readonly (readonly [step: number, ms: number])[],
  startMs: number | undefined = START_MS,
) {
  return makeRunClock(
    toSeries(points.map(([step, ms]) => ({ step, timestampMs: START_MS + ms, value: 0 }))),
    startMs,
  );
}

function partOf(startMs: number, points: readonly (readonly [step: number, ms: number])[]) {
  return {
    startMs,
    series: toSeries(points.map(([step, ms]) => ({ step, timestampMs: startMs + ms, value: 0 }))),
  };
}

const STEADY = clockOf([0, 10, 20, 30].map((step) => [step, 500 + step * 100]));

describe('the clock of a run', () => {
  it('tells when it was where, both ways', () => {
    expect(elapsedAtStep(STEADY, 10)).toBe(1_500);
    expect(elapsedAtStep(STEADY, 15)).toBe(2_000);
    expect(stepAtElapsed(STEADY, 2_000)).toBe(15);
    expect(stepAtElapsed(STEADY, 3_500)).toBe(30);
  });

  it('knows nothing outside of what was logged', () => {
    expect(elapsedAtStep(STEADY, 31)).toBeUndefined();
    expect(stepAtElapsed(STEADY, 400)).toBeUndefined();
    expect(elapsedAtStep(clockOf([]), 0)).toBeUndefined();
  });

  it('begins with the first point where no start is known', () => {
    const clock = makeRunClock(toSeries([{ step: 5, timestampMs: 700, value: 0 }]), undefined);
    expect(elapsedAtStep(clock, 5)).toBe(0);
  });

  it('counts the last time of steps that were done again', () => {
    const restarted = [
      [0, 0],
      [1, 100],
      [2, 200],
      [2, 1_200],
      [1, 1_100],
      [3, 1_300],
    ] as const;
    const clock = clockOf(restarted.toSorted(([a, aMs], [b, bMs]) => a - b || aMs - bMs));
    expect(elapsedAtStep(clock, 2)).toBe(1_200);
    expect(elapsedAtStep(clock, 0)).toBe(0);
  });

  it('never falls, whatever was logged, and has few points of a long history', () => {
    fc.assert(
      fc.property(loggedPoints, (points) => {
        const { steps, elapsedMs } = makeRunClock(toSeries(points), undefined);
        expect([...steps]).toEqual([...steps].toSorted((a, b) => a - b));
        expect([...elapsedMs]).toEqual([...elapsedMs].toSorted((a, b) => a - b));
      }),
    );
    const long = clockOf(Array.from({ length: 50_001 }, (_, step) => [step, step * 7]));
    expect(long.steps.length).toBeLessThanOrEqual(1_000);
    expect(elapsedAtStep(long, 50_000)).toBe(350_000);
    expect(elapsedAtStep(long, 12_345)).toBeCloseTo(86_415);
  });
});

describe('the clock of a training of several runs', () => {
  const first = partOf(1_000, [
    [0, 100],
    [1, 200],
    [2, 300],
    [3, 400],
  ]);
  // Went on from step 2, an hour later.
  const second = partOf(3_600_000, [
    [2, 50],
    [3, 150],
    [4, 250],
  ]);

  it('stands still between them, and counts a later one from its first step on', () => {
    const clock = makeJoinedClock([first, second]);
    expect([...clock.steps]).toEqual([0, 1, 2, 3, 4]);
    expect([...clock.elapsedMs]).toEqual([100, 200, 450, 550, 650]);
    expect(stepAtElapsed(clock, 550)).toBe(3);
  });

  it('passes over a run without points', () => {
    const { elapsedMs } = makeJoinedClock([partOf(0, []), first, partOf(2_000_000, []), second]);
    expect([...elapsedMs]).toEqual([100, 200, 450, 550, 650]);
    expect(makeJoinedClock([]).steps).toHaveLength(0);
  });

  it('keeps both sides of a seam of long histories', () => {
    const long = partOf(
      0,
      Array.from({ length: 30_000 }, (_, step) => [step, step]),
    );
    const next = partOf(9_000_000, [
      [20_001, 10],
      [20_002, 20],
    ]);
    const clock = makeJoinedClock([long, next]);
    expect(elapsedAtStep(clock, 20_000)).toBe(20_000);
    expect(elapsedAtStep(clock, 20_001)).toBe(30_009);
  });

  it('is at the x that the joined line has by relative time, at each step that counts', () => {
    const runs = fc.array(
      fc.tuple(fc.nat(5), fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 20 })),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(runs, (list) => {
        let end = 0;
        const parts = list.map(([back, gaps], index) => {
          const from = Math.max(0, end - back);
          let ms = 0;
          const points = gaps.map((gap, place) => [from + place, (ms += gap)] as const);
          end = from + gaps.length;
          return partOf(index * 1_000_000, points);
        });
        const sources = parts.map(({ series, startMs }) => ({ series, sources: { startMs } }));
        const line = (kind: 'step' | 'relative') =>
          joinRuns(sources, { axis: { kind }, smoothing: undefined });
        const [bySteps, byTime] = [line('step').logged, line('relative')];
        const clock = makeJoinedClock(parts);
        // Every point by its date, which no two share.
        const xOf = new Map(
          [...byTime.logged.timestampsMs].map((ms, index) => [ms, byTime.main.xs[index]] as const),
        );
        for (const [index, step] of bySteps.steps.entries()) {
          expect(elapsedAtStep(clock, step)).toBe(xOf.get(bySteps.timestampsMs[index] ?? 0));
        }
      }),
    );
  });
});

describe('windows of several runs', () => {
  const slow = clockOf([
    [0, 0],
    [20, 40_000],
  ]);

  it('reach from the first to be inside to the last', () => {
    expect(elapsedOfSteps([STEADY, slow], { min: 10, max: 20 })).toEqual({ min: 1_500, max: 40_000 });
    expect(stepsOfElapsed([STEADY, slow], { min: 1_500, max: 3_000 })).toEqual({ min: 0, max: 25 });
  });

  it('are of those that got there', () => {
    expect(elapsedOfSteps([STEADY, slow], { min: 25, max: 99 })).toEqual({ min: 3_000, max: 3_500 });
    expect(elapsedOfSteps([STEADY], { min: 90, max: 99 })).toBeUndefined();
    expect(elapsedOfSteps([], { min: 0, max: 9 })).toBeUndefined();
  });

  it('lead back to at least the same window', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), (a, b) => {
        const window = { min: Math.min(a, b), max: Math.max(a, b) };
        const times = elapsedOfSteps([STEADY], window);
        const steps = times && stepsOfElapsed([STEADY], times);
        expect(steps).toEqual(window.min < window.max ? window : undefined);
      }),
    );
  });
});
