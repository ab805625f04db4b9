import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  loggedPoints,
  type LoggedPoint,
  loggedValue,
  toPoints,
  toSeries,
} from '../../testing/series-arbitrary.ts';
import { joinRuns } from './join-runs.ts';
import type { LineRecipe } from './shape-line.ts';

const BY_STEP: LineRecipe = { axis: { kind: 'step' }, smoothing: undefined };
const BY_TIME: LineRecipe = { axis: { kind: 'relative' }, smoothing: undefined };
const BY_WALL: LineRecipe = { axis: { kind: 'wall' }, smoothing: undefined };

/** A run whose steps and times only rise: nothing in it was done again. */
const steadyRun = fc
  .record({
    from: fc.integer({ min: -3, max: 20 }),
    values: fc.array(loggedValue, { maxLength: 12 }),
    startMs: fc.integer({ min: 0, max: 9_000 }),
  })
  .map(({ from, values, startMs }) =>
    values.map(
      (value, index): LoggedPoint => ({ step: from + index, timestampMs: startMs + index * 10, value }),
    ),
  );
const trainings = fc.array(steadyRun, { maxLength: 5 });

const partsOf = (runs: readonly (readonly LoggedPoint[])[]) =>
  runs.map((points) => ({ series: toSeries(points) }));
const run = (startMs: number, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    step: from + index,
    timestampMs: startMs + 10 * index,
    value: startMs,
  }));

const epochs = (first: number) => toSeries([{ step: 0, timestampMs: 0, value: first }]);

describe('runs of one training, by step', () => {
  it('are the points that no later run did again', () => {
    fc.assert(
      fc.property(trainings, (runs) => {
        const { logged, main, faint, isMonotone } = joinRuns(partsOf(runs), BY_STEP);
        const isKept = (point: LoggedPoint, part: number) =>
          runs.slice(part + 1).every((later) => !later[0] || point.step < later[0].step);
        const kept = runs.flatMap((points, part) => points.filter((point) => isKept(point, part)));
        expect(toPoints(logged)).toEqual(kept.toSorted((a, b) => a.step - b.step));
        expect([...main.xs]).toEqual([...logged.steps]);
        expect(isMonotone).toBe(true);
        const faintCount = faint.reduce((sum, { xs }) => sum + xs.length, 0);
        expect(logged.steps.length + faintCount).toBe(runs.flat().length);
      }),
    );
  });

  it('have every point once, restarts and all', () => {
    fc.assert(
      fc.property(fc.array(loggedPoints, { maxLength: 4 }), (runs) => {
        const { main, faint } = joinRuns(partsOf(runs), BY_STEP);
        const points = [main, ...faint].flatMap(({ xs, ys }) =>
          [...xs].map((x, index) => `${x} ${ys[index]}`),
        );
        const expected = runs.flat().map(({ step, value }) => `${step} ${value}`);
        expect(points.toSorted()).toEqual(expected.toSorted());
      }),
    );
  });

  it('say where each takes over', () => {
    const line = joinRuns(partsOf([run(100, 0, 5), [], run(500, 3, 4)]), BY_STEP);
    expect([...line.main.xs]).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect([...line.main.ys]).toEqual([100, 100, 100, 500, 500, 500, 500]);
    expect(line.faint.map(({ xs }) => [...xs])).toEqual([[3, 4]]);
    expect(line.seams).toEqual([{ part: 2, x: 3, step: 3, timestampMs: 500 }]);
  });

  it('are smoothed as one line', () => {
    const smoothing = { kind: 'running-mean', points: 3 } as const;
    const { main, raw, faint } = joinRuns(partsOf([run(0, 0, 3), run(3, 3, 3)]), { ...BY_STEP, smoothing });
    expect([...main.ys]).toEqual([0, 0, 1, 2, 3, 3]);
    expect(faint.at(-1)).toBe(raw);
    expect([...(raw?.ys ?? [])]).toEqual([0, 0, 0, 3, 3, 3]);
  });
});

describe('runs of one training, by time', () => {
  it('run on behind the end of those before, and nothing is lost', () => {
    fc.assert(
      fc.property(trainings, (runs) => {
        const line = joinRuns(partsOf(runs), BY_TIME);
        const expected: number[] = [];
        for (const points of runs) {
          const end = expected.reduce((latest, each) => Math.max(latest, each), 0);
          const startMs = Math.min(...points.map(({ timestampMs }) => timestampMs));
          expected.push(...points.map(({ timestampMs }) => timestampMs - startMs + end));
        }
        expect([...line.main.xs]).toEqual(expected);
        expect(toPoints(line.logged)).toEqual(runs.flat());
        expect(line.faint).toEqual([]);
        expect(line.seams).toHaveLength(Math.max(0, runs.filter(({ length }) => length > 0).length - 1));
      }),
    );
  });

  it('begin with what the run took to start, where that is known', () => {
    const parts = [
      { series: toSeries(run(1_000, 0, 3)), sources: { startMs: 900 } },
      { series: toSeries(run(50_000, 2, 2)), sources: { startMs: 49_500 } },
    ];
    const line = joinRuns(parts, BY_TIME);
    expect([...line.main.xs]).toEqual([100, 110, 120, 620, 630]);
    expect(line.seams).toEqual([{ part: 1, x: 620, step: 2, timestampMs: 50_000 }]);
  });

  it('are where the clock had them on the wall', () => {
    const line = joinRuns(partsOf([run(1_000, 0, 2), run(50_000, 1, 2)]), BY_WALL);
    expect([...line.main.xs]).toEqual([1_000, 1_010, 50_000, 50_010]);
  });
});

it('by another metric each run is looked up in its own history', () => {
  const parts = [
    { series: toSeries(run(0, 0, 2)), sources: { other: epochs(7) } },
    { series: toSeries(run(100, -1, 2)), sources: { other: epochs(8) } },
  ];
  const line = joinRuns(parts, {
    axis: { kind: 'metric', key: 'epoch', join: 'step' },
    smoothing: undefined,
  });
  expect([...line.main.xs]).toEqual([7, 7, 8]);
  // The step before the first epoch has no place; the places point into both histories as one.
  expect(line.placelessCount).toBe(1);
  expect([...(line.places ?? [])]).toEqual([0, 1, 3]);
  expect(line.seams).toEqual([{ part: 1, x: 8, step: 0, timestampMs: 110 }]);
});
