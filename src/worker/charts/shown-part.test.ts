import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { createSeriesColumns, mergePoints } from '../../domain/series/series-columns.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { Series } from '../../domain/series/series.ts';
import type { StoredSeries } from '../series/series-entry.ts';
import { shownPartOf } from './shown-part.ts';

const RUN = 'a' as RunId;
const SECOND = 'b' as RunId;
const START_MS = 1_780_000_000_000;

function stored(points: readonly (readonly [step: number, ms: number])[], runId = RUN): StoredSeries {
  const columns = createSeriesColumns();
  mergePoints(columns, {
    steps: Float64Array.from(points, ([step]) => step),
    timestampsMs: Float64Array.from(points, ([, ms]) => ms),
    values: Float64Array.from(points, (_, index) => index),
  });
  return { runId, key: 'loss', columns, state: 'sampled', hasSample: true, failure: undefined };
}

function stepsShown(
  axis: XAxis,
  window: { min: number; max: number } | undefined,
  series: StoredSeries,
  more: Partial<Parameters<typeof shownPartOf>[0]> = {},
) {
  const runs = [{ id: RUN, isRunning: false, startMs: START_MS }];
  const recipe = { axis, smoothing: undefined };
  const query = {
    key: 'loss',
    runs,
    recipe,
    widthPx: 100,
    xKind: 'linear',
    xWindow: window,
    ...more,
  } as const;
  return shownPartOf(query)?.stepsOf(series);
}

/** Twice the step. */
function doubled(isMonotone: boolean) {
  return (_: RunId, { steps, values }: Series) => ({
    xs: steps.map((step) => step * 2),
    ys: values,
    places: undefined,
    isMonotone,
    earlyCount: 0,
    nonFiniteCount: 0,
  });
}

describe('the steps behind a zoomed part', () => {
  const series = stored([0, 10, 20, 30, 40].map((step) => [step, START_MS + step * 1_000]));

  it('are the window itself where x is the step', () => {
    expect(stepsShown({ kind: 'step' }, { min: 3.2, max: 17.5 }, series)).toEqual({ start: 3, end: 18 });
    expect(stepsShown({ kind: 'step' }, undefined, series)).toBeUndefined();
  });

  it('are those beyond one typed end', () => {
    const shown = (min?: number, max?: number, xKind: 'linear' | 'log' = 'linear') =>
      stepsShown({ kind: 'step' }, undefined, series, { xRange: { min, max }, xKind });
    expect(shown(12.5)).toEqual({ start: 12, end: 40 });
    expect(shown(undefined, 12.5)).toEqual({ start: 0, end: 13 });
    expect(shown(50)).toBeUndefined();
    expect(shown(-1, undefined, 'log')).toBeUndefined();
    expect(shown()).toBeUndefined();
    const late = { xRange: { min: 25_000 } };
    expect(stepsShown({ kind: 'relative' }, undefined, series, late)).toEqual({ start: 20, end: 40 });
  });

  it('lie behind those of the runs before by relative time where runs are joined', () => {
    // It took 40 s; the second one begins an hour later.
    const later = START_MS + 3_600_000;
    const second = stored(
      [30, 40, 50].map((step) => [step, later + (step - 30) * 1_000]),
      SECOND,
    );
    const query = {
      key: 'loss',
      runs: [
        { id: SECOND, isRunning: false, startMs: later },
        { id: RUN, isRunning: false, startMs: START_MS },
      ],
      recipe: { axis: { kind: 'relative' }, smoothing: undefined },
      widthPx: 100,
      xKind: 'linear',
      xWindow: { min: 45_000, max: 55_000 },
      joins: [[1, 0]],
    } as const;
    const lines = [second, series];
    const part = shownPartOf(query, { lineAt: (place) => lines[place] });
    expect(part?.stepsOf(second)).toEqual({ start: 30, end: 50 });
    expect(part?.stepsOf(series)).toBeUndefined();
    const early = { ...query, xWindow: { min: 12_000, max: 18_000 } };
    expect(shownPartOf(early, { lineAt: (place) => lines[place] })?.stepsOf(series)).toEqual({
      start: 10,
      end: 20,
    });
    // Nobody knows where it lies until the first one is read.
    expect(shownPartOf(query)?.stepsOf(second)).toBeUndefined();
    const loading = { ...series, state: 'loading' } as const;
    expect(shownPartOf(query, { lineAt: () => loading })?.stepsOf(second)).toBeUndefined();
    const byStep = { ...query, recipe: { axis: { kind: 'step' }, smoothing: undefined } } as const;
    expect(shownPartOf(byStep)?.stepsOf(second)).toEqual({ start: 45_000, end: 55_000 });
  });

  it('reach to the known points around the window where x is a time', () => {
    expect(stepsShown({ kind: 'relative' }, { min: 12_000, max: 18_000 }, series)).toEqual({
      start: 10,
      end: 20,
    });
    const wall = { min: START_MS + 20_000, max: START_MS + 30_000 };
    expect(stepsShown({ kind: 'wall' }, wall, series)).toEqual({ start: 10, end: 40 });
    expect(stepsShown({ kind: 'relative' }, { min: 90_000, max: 99_000 }, series)).toBeUndefined();
  });

  it('are not known where x is another metric', () => {
    const axis = { kind: 'metric', key: 'epoch', join: 'step' } as const;
    expect(stepsShown(axis, { min: 0, max: 1 }, series)).toBeUndefined();
  });

  it('reach to the known points around the window where x is an expression', () => {
    const axis = { kind: 'expression', text: 'step * 2' } as const;
    const query = {
      key: 'loss',
      runs: [],
      recipe: { axis, smoothing: undefined },
      widthPx: 100,
      xKind: 'linear',
      xWindow: { min: 45, max: 55 },
    } as const;
    expect(shownPartOf(query, { place: doubled(true) })?.stepsOf(series)).toEqual({ start: 20, end: 30 });
    expect(
      shownPartOf({ ...query, xWindow: { min: 90, max: 95 } }, { place: doubled(true) })?.stepsOf(series),
    ).toBeUndefined();
    expect(shownPartOf(query, { place: doubled(false) })?.stepsOf(series)).toBeUndefined();
    expect(shownPartOf(query)).toBeUndefined();
  });

  it('hold every point that a window of time shows, and those that were not read between', () => {
    const gaps = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 99 })), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(gaps, fc.array(fc.boolean()), fc.nat(2_000), fc.nat(500), (list, picks, from, width) => {
        let [step, ms] = [0, 0];
        const logged = list.map(([steps, time]) => [(step += steps), (ms += time)] as const);
        // A sample has the first and the last point.
        const read = logged.filter((_, index) => index % (logged.length - 1) === 0 || picks[index] === true);
        const window = { min: from, max: from + width };
        const inside = logged.filter(([, time]) => time >= window.min && time <= window.max);
        const range = stepsShown(
          { kind: 'relative' },
          window,
          stored(read.map(([at, time]) => [at, time + START_MS])),
        );
        for (const [at] of inside) {
          expect(at).toBeGreaterThanOrEqual(range?.start ?? Number.POSITIVE_INFINITY);
          expect(at).toBeLessThanOrEqual(range?.end ?? Number.NEGATIVE_INFINITY);
        }
      }),
    );
  });
});
