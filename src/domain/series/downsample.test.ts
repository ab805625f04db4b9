import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARK_NAN, MARK_NEGATIVE_INFINITY, MARK_POSITIVE_INFINITY } from '../../base/packed-lines.ts';
import { createProjection, type Scale } from '../../base/scale.ts';
import { downsampleLine } from './downsample.ts';
import type { Series } from './series.ts';

const HEIGHT = 40;
const VALUE_LIMIT = 1000;

interface Case {
  readonly series: Series;
  readonly scale: Scale;
  readonly yKind: Scale['kind'];
}

const value = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: -VALUE_LIMIT, max: VALUE_LIMIT }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    points: fc.array(fc.tuple(fc.integer({ min: -30, max: 400 }), value), { maxLength: 400, size: 'max' }),
    window: fc.tuple(fc.integer({ min: -40, max: 420 }), fc.integer({ min: 1, max: 420 })),
    width: fc.integer({ min: 1, max: 60 }),
    xKind: fc.constantFrom('linear' as const, 'log' as const),
    yKind: fc.constantFrom('linear' as const, 'log' as const),
  })
  .map(({ points, window: [from, length], width, xKind, yKind }) => {
    const min = xKind === 'log' ? Math.max(from, 1) : from;
    return {
      series: seriesOf(points),
      scale: { kind: xKind, min, max: min + length, startPx: 0, endPx: width },
      yKind,
    };
  });

/** In the order that a source hands out: by step, then by time of logging, here the place in the list. */
function seriesOf(points: readonly (readonly [number, number])[]): Series {
  const sorted = points.toSorted((a, b) => a[0] - b[0]);
  return {
    steps: Float64Array.from(sorted, ([step]) => step),
    timestampsMs: Float64Array.from(sorted, (_, index) => index),
    values: Float64Array.from(sorted, ([, y]) => y),
  };
}

function yProjection(yKind: Scale['kind']) {
  const min = yKind === 'log' ? 1 : -VALUE_LIMIT;
  return createProjection({ kind: yKind, min, max: VALUE_LIMIT, startPx: HEIGHT, endPx: 0 });
}

/** Lights one-bit pixels, Bresenham's lines between points; NaN lifts the pen; only the window's columns count. */
function raster(xs: Float64Array, ys: Float64Array, { scale, yKind }: Case): Set<string> {
  const lit = new Set<string>();
  const [projectX, projectY] = [createProjection(scale), yProjection(yKind)];
  let previous: readonly [number, number] | undefined;
  for (const [index, step] of xs.entries()) {
    const point = [Math.floor(projectX(step)), Math.floor(projectY(ys[index] ?? Number.NaN))] as const;
    if (!Number.isFinite(point[0]) || !Number.isFinite(point[1])) {
      previous = undefined;
      continue;
    }
    lightLine(previous ?? point, point, (x, y) => {
      if (x >= 0 && x < scale.endPx) lit.add(`${x},${y}`);
    });
    previous = point;
  }
  return lit;
}

function lightLine(
  [startX, startY]: readonly [number, number],
  [endX, endY]: readonly [number, number],
  light: (x: number, y: number) => void,
): void {
  const [dx, dy] = [Math.abs(endX - startX), -Math.abs(endY - startY)];
  let [x, y, error] = [startX, startY, dx + dy];
  for (;;) {
    light(x, y);
    if (x === endX && y === endY) return;
    const doubled = 2 * error;
    if (doubled >= dy) {
      error += dy;
      x += Math.sign(endX - startX);
    }
    if (doubled <= dx) {
      error += dx;
      y += Math.sign(endY - startY);
    }
  }
}

/** First, last, lowest and highest plottable value of each pixel column of the window. */
function columnsOf(xs: Float64Array, ys: Float64Array, { scale, yKind }: Case): Map<number, number[]> {
  const columns = new Map<number, number[]>();
  const project = createProjection(scale);
  for (const [index, step] of xs.entries()) {
    const y = ys[index] ?? Number.NaN;
    if (step < scale.min || step > scale.max || !Number.isFinite(y) || (yKind === 'log' && y <= 0)) continue;
    const column = Math.floor(project(step));
    columns.set(column, [...(columns.get(column) ?? []), y]);
  }
  for (const [column, all] of columns) {
    columns.set(column, [all[0] ?? 0, all.at(-1) ?? 0, Math.min(...all), Math.max(...all)]);
  }
  return columns;
}

function sample({ series, scale, yKind }: Case) {
  return downsampleLine(series, scale, yKind);
}

describe('downsampleLine', () => {
  it('draws the same one-bit picture as all points', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const line = sample(one);
        expect(raster(line.xs, line.ys, one)).toEqual(raster(one.series.steps, one.series.values, one));
      }),
      { numRuns: 600 },
    );
  });

  it('keeps first, last, lowest and highest of each column, and with them every spike', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const line = sample(one);
        expect(columnsOf(line.xs, line.ys, one)).toEqual(columnsOf(one.series.steps, one.series.values, one));
      }),
    );
  });

  it('invents no point', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const line = sample(one);
        const logged = new Set(
          [...one.series.steps].map((step, index) => `${step}:${one.series.values[index]}`),
        );
        const drawn = [...line.xs].map((step, index) => `${step}:${line.ys[index]}`);
        expect(drawn.filter((point) => !point.endsWith(':NaN') && !logged.has(point))).toEqual([]);
        expect([...line.xs]).toEqual([...line.xs].toSorted((a, b) => a - b));
      }),
    );
  });

  it('marks each kind of non-finite value once in each pixel column', () => {
    fc.assert(
      fc.property(anyCase, (one) => {
        const line = sample(one);
        const project = createProjection(one.scale);
        const markKey = (step: number, y: number) => `${Math.floor(project(step))}:${y}`;
        const names = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
        const wanted = [...one.series.steps].flatMap((step, index) => {
          const y = one.series.values[index] ?? 0;
          const isInside = step >= one.scale.min && step <= one.scale.max;
          return isInside && !Number.isFinite(y) ? [markKey(step, y)] : [];
        });
        const found = [...line.markXs].map((step, index) =>
          markKey(step, names[line.markKinds[index] ?? 0] ?? 0),
        );
        expect(found.toSorted()).toEqual([...new Set(wanted)].toSorted());
      }),
    );
  });

  it('holds at most four points of a column without gaps, and one on each side', () => {
    const steps = Float64Array.from({ length: 100_000 }, (_, index) => index);
    const values = steps.map((step) => Math.sin(step * 12.9898) * 43758);
    const scale: Scale = { kind: 'linear', min: 20_000, max: 80_000, startPx: 0, endPx: 100 };
    const line = downsampleLine({ steps, values }, scale);
    expect(line.xs.length).toBeLessThanOrEqual(4 * 101 + 2);
    expect(line.xs[0]).toBe(19_999);
    expect(line.xs.at(-1)).toBe(80_001);
  });

  it('spans a window that holds no point', () => {
    const series = seriesOf([
      [0, 1],
      [100, 5],
    ]);
    const line = downsampleLine(series, { kind: 'linear', min: 40, max: 60, startPx: 0, endPx: 10 });
    expect([...line.xs]).toEqual([0, 100]);
    expect([...line.ys]).toEqual([1, 5]);
  });

  it('does not bridge a gap at the edge of the window', () => {
    const series = seriesOf([
      [0, 1],
      [30, Number.NaN],
      [50, 2],
    ]);
    const line = downsampleLine(series, { kind: 'linear', min: 40, max: 60, startPx: 0, endPx: 10 });
    expect([...line.xs]).toEqual([50]);
    expect(line.markXs.length).toBe(0);
  });

  it('counts what a log axis cannot show and never moves it', () => {
    const series = seriesOf([
      [-5, 1],
      [0, 2],
      [1, 3],
      [10, 0],
      [20, -1],
      [30, Number.NEGATIVE_INFINITY],
    ]);
    const scale: Scale = { kind: 'log', min: 1, max: 100, startPx: 0, endPx: 10 };
    expect(downsampleLine(series, scale)).toMatchObject({ offAxisCount: 2, xs: { 0: 1 } });
    const line = downsampleLine(series, scale, 'log');
    expect(line.offAxisCount).toBe(4);
    expect([...line.xs]).toEqual([1]);
    expect([...line.markKinds]).toEqual([MARK_NEGATIVE_INFINITY]);
  });

  it('keeps the extremes of a window of one step', () => {
    const series = seriesOf([
      [4, 9],
      [5, 3],
      [5, 8],
      [5, 1],
      [5, 2],
      [5, 2],
    ]);
    const line = downsampleLine(series, { kind: 'linear', min: 5, max: 5, startPx: 0, endPx: 10 });
    expect([...line.ys]).toEqual([9, 3, 8, 1, 2]);
  });

  it('makes an empty line of no points and marks of only non-finite ones', () => {
    const scale: Scale = { kind: 'linear', min: 0, max: 10, startPx: 0, endPx: 10 };
    expect(downsampleLine(seriesOf([]), scale).xs.length).toBe(0);
    const line = downsampleLine(
      seriesOf([
        [1, Number.NaN],
        [2, Number.POSITIVE_INFINITY],
      ]),
      scale,
    );
    expect(line.xs.length).toBe(0);
    expect([...line.markKinds]).toEqual([MARK_NAN, MARK_POSITIVE_INFINITY]);
  });
});
