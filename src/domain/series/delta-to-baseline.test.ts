import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loggedPoints, toSeries } from '../../testing/series-arbitrary.ts';
import { baselineLevel, deltaToBaseline } from './delta-to-baseline.ts';
import type { LinePoints } from './line-points.ts';
import type { Series } from './series.ts';

function lineOf({ steps, values }: Series): LinePoints {
  return { xs: steps, ys: values };
}

describe('deltaToBaseline', () => {
  it('measures each point against the last one of the baseline by then', () => {
    const modes = fc.constantFrom('difference' as const, 'ratio' as const);
    fc.assert(
      fc.property(loggedPoints, loggedPoints, modes, (points, baseline, mode) => {
        const delta = deltaToBaseline(lineOf(toSeries(points)), lineOf(toSeries(baseline)), mode);
        const pairs = points.map(({ step, value }) => ({
          step,
          value,
          against: baseline.findLast((other) => other.step <= step)?.value,
        }));
        const kept = pairs.filter(({ against }) => against !== undefined);
        const wanted = kept.map(({ value, against = 0 }) => {
          if (!Number.isFinite(against) || (mode === 'ratio' && against === 0)) return Number.NaN;
          return mode === 'ratio' ? value / against : value - against;
        });
        expect([...delta.ys]).toEqual(wanted);
        expect([...delta.xs]).toEqual(kept.map(({ step }) => step));
        expect(delta.earlyCount).toBe(points.length - kept.length);
        expect(delta.lateCount).toBe(kept.filter(({ step }) => step > baseline.at(-1)!.step).length);
        expect(delta.undefinedCount).toBe(
          kept.filter(({ value }, index) => Number.isFinite(value) && Number.isNaN(wanted[index])).length,
        );
      }),
    );
  });

  it('is level with itself', () => {
    fc.assert(
      fc.property(loggedPoints, (points) => {
        const finite = points.filter(
          ({ value, step }, index) =>
            Number.isFinite(value) && value !== 0 && step !== points[index + 1]?.step,
        );
        const line = lineOf(toSeries(finite));
        expect(new Set(deltaToBaseline(line, line, 'difference').ys)).toEqual(
          new Set(finite.slice(0, 1).map(() => 0)),
        );
        expect(new Set(deltaToBaseline(line, line, 'ratio').ys)).toEqual(
          new Set(finite.slice(0, 1).map(() => 1)),
        );
      }),
    );
  });
});

describe('baselineLevel', () => {
  it('is the last value, or the best finite one', () => {
    const series = toSeries([
      { step: 1, timestampMs: 1, value: 3 },
      { step: 2, timestampMs: 2, value: 1 },
      { step: 3, timestampMs: 3, value: Number.NaN },
    ]);
    expect(baselineLevel(series, 'final', 'lower')).toEqual({ value: Number.NaN, step: 3 });
    expect(baselineLevel(series, 'best', 'lower')).toEqual({ value: 1, step: 2 });
    expect(baselineLevel(series, 'best', 'higher')).toEqual({ value: 3, step: 1 });
    expect(baselineLevel(toSeries([]), 'final', 'lower')).toBeUndefined();
  });
});
