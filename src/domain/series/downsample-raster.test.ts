import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { litPixels, type RasterFrame } from '../../testing/one-bit-raster.ts';
import { inOrder, loggedValue, toSeries } from '../../testing/series-arbitrary.ts';
import { downsampleLine } from './downsample.ts';
import { reduceInLoggedOrder } from './logged-order-reducer.ts';
import { createSeriesColumns, mergePoints, viewSeries } from './series-columns.ts';

const HEIGHT_CSS_PX = 30;
const RATIOS = [1, 1.25, 1.5, 2, 3] as const;

/** Points as they come in: any order, several at one step, negative steps, some twice. */
const logged = fc
  .array(
    fc.record({
      step: fc.oneof(fc.integer({ min: -400, max: 400 }), fc.constantFrom(-7, 0, 3)),
      timestampMs: fc.integer({ min: 0, max: 3 }),
      value: loggedValue,
    }),
    { maxLength: 300, size: 'max' },
  )
  .chain((points) => fc.shuffledSubarray([...points, ...points.slice(0, 9)], { minLength: points.length }));

const shape = fc.record({
  ratio: fc.constantFrom(...RATIOS),
  widthCssPx: fc.integer({ min: 1, max: 40 }),
  from: fc.integer({ min: -420, max: 300 }),
  span: fc.integer({ min: 1, max: 800 }),
});

function frameOf({ ratio, widthCssPx, from, span }: typeof shape extends fc.Arbitrary<infer T> ? T : never) {
  const frame: RasterFrame = {
    x: { kind: 'linear', min: from, max: from + span, startPx: 0, endPx: Math.floor(widthCssPx * ratio) },
    y: { kind: 'linear', min: -50, max: 50, startPx: Math.floor(HEIGHT_CSS_PX * ratio), endPx: 0 },
  };
  return frame;
}

describe('the picture of a series that came in out of order', () => {
  it('is at any device pixel ratio that of all points, sorted and without repeats', () => {
    fc.assert(
      fc.property(logged, shape, (points, of) => {
        const columns = createSeriesColumns();
        for (let at = 0; at < points.length; at += 50)
          mergePoints(columns, toSeries(points.slice(at, at + 50)));
        const frame = frameOf(of);
        const line = downsampleLine(viewSeries(columns), frame.x);
        const all = toSeries(points.toSorted(inOrder));
        expect(litPixels(line.xs, line.ys, frame)).toEqual(litPixels(all.steps, all.values, frame));
      }),
      { numRuns: 400 },
    );
  });

  it('is the same from both reducers where x does not fall', () => {
    fc.assert(
      fc.property(logged, shape, (points, of) => {
        const frame = frameOf(of);
        const series = toSeries(points.toSorted(inOrder));
        const line = downsampleLine(series, frame.x);
        const other = reduceInLoggedOrder({ xs: series.steps, ys: series.values }, frame.x);
        expect(litPixels(other.xs, other.ys, frame)).toEqual(litPixels(line.xs, line.ys, frame));
        expect(other.markXs).toEqual(line.markXs);
        expect(other.markKinds).toEqual(line.markKinds);
      }),
    );
  });
});
