import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LoggedPoint, loggedPoints, toPoints, toSeries } from '../../testing/series-arbitrary.ts';
import { parseValue } from '../expression/parse.ts';
import { type ExpressionSources, lineOfExpression, placeByExpression } from './expression-line.ts';

function valueOf(text: string) {
  const parsed = parseValue(text);
  if (!parsed.ok) throw new Error(parsed.problem.code);
  return parsed.value;
}

function sourcesOf(metrics: Readonly<Record<string, readonly LoggedPoint[]>>): ExpressionSources {
  return {
    metric: (key) => (metrics[key] ? toSeries(metrics[key]) : undefined),
    number: (field) => (field.kind === 'param' && field.key === 'batch_size' ? 32 : undefined),
    statistic: (key) => (key === 'acc' ? 0.75 : undefined),
  };
}

function samplesOf(metrics: Readonly<Record<string, readonly LoggedPoint[]>>): ExpressionSources {
  return { ...sourcesOf(metrics), isSampled: () => true };
}

function pointAt(step: number): LoggedPoint {
  return { step, timestampMs: step, value: step };
}

function lastOf(list: readonly LoggedPoint[], step: number) {
  return list.findLast((each) => each.step === step);
}

describe('lineOfExpression', () => {
  it('keeps every point of a single metric', () => {
    fc.assert(
      fc.property(
        loggedPoints.filter(({ length }) => length > 0),
        (points) => {
          const line = lineOfExpression(valueOf('1 - metrics.acc * step'), sourcesOf({ acc: points }));
          const wanted = points.map((point) => ({ ...point, value: 1 - point.value * point.step }));
          expect(line.ok && toPoints(line.series)).toEqual(wanted);
        },
      ),
    );
  });

  it('takes of several metrics the last point of each at or before every step', () => {
    const some = loggedPoints.filter(({ length }) => length > 0);
    fc.assert(
      fc.property(some, some, (a, b) => {
        const line = lineOfExpression(
          valueOf('greatest(metrics.a, 0) - abs(metrics.b)'),
          sourcesOf({ a, b }),
        );
        const steps = [...new Set([...a, ...b].map(({ step }) => step))].sort((left, right) => left - right);
        const start = Math.max(a[0]!.step, b[0]!.step);
        const wanted = steps
          .filter((step) => step >= start)
          .map((step) => {
            const [left, right] = [a, b].map((list) => list.findLast((point) => point.step <= step)!);
            return {
              step,
              timestampMs: Math.max(left!.timestampMs, right!.timestampMs),
              value: Math.max(left!.value, 0) - Math.abs(right!.value),
            };
          });
        expect(line.ok && toPoints(line.series)).toEqual(wanted);
        expect(line.ok && line.earlyCount).toBe(steps.length - wanted.length);
      }),
    );
  });

  it('has no value at a step that a sampled metric is not known at', () => {
    const some = loggedPoints.filter(({ length }) => length > 0);
    fc.assert(
      fc.property(some, some, fc.array(fc.boolean()), (a, b, picks) => {
        const sampled = b.filter((_, index) => index === 0 || picks[index] === true);
        const value = valueOf('metrics.a + metrics.b');
        const sources = sourcesOf({ a, b: sampled });
        const line = lineOfExpression(value, { ...sources, isSampled: (key) => key === 'b' });
        const whole = lineOfExpression(value, sourcesOf({ a, b }));
        const steps = new Set(sampled.map(({ step }) => step));
        const start = Math.max(a[0]!.step, b[0]!.step);
        const wanted = [...steps].filter((step) => step >= start).sort((left, right) => left - right);
        expect(line.ok && [...line.series.steps]).toEqual(wanted);
        // Of a step whose last point is known the value is that of the whole history.
        for (const [index, step] of wanted.entries()) {
          if (lastOf(b, step) !== lastOf(sampled, step) || !line.ok || !whole.ok) continue;
          expect(line.series.values[index]).toBe(whole.series.values[whole.series.steps.indexOf(step)]);
        }
      }),
    );
  });

  it('keeps to the steps that all samples share where they share most, be it fewer than each has', () => {
    const [a, b] = [[0, 2, 4, 6].map(pointAt), [0, 1, 2, 4, 5, 7].map(pointAt)];
    const line = lineOfExpression(valueOf('metrics.a + metrics.b'), samplesOf({ a, b }));
    expect(line.ok && [...line.series.steps]).toEqual([0, 2, 4]);
    expect(line.ok && line.staleCount).toBe(0);
  });

  it('goes by the last known points where samples hardly share a step, and counts those steps', () => {
    const some = loggedPoints.filter(({ length }) => length > 0);
    fc.assert(
      fc.property(some, some, (a, b) => {
        const line = lineOfExpression(valueOf('metrics.a + metrics.b'), samplesOf({ a, b }));
        const [left, right] = [a, b].map((list) => new Set(list.map(({ step }) => step)));
        if (!line.ok || !left || !right) throw new Error('both were logged');
        const { series, staleCount } = line;
        const isShared = (step: number) => left.has(step) && right.has(step);
        expect(staleCount).toBe([...series.steps].filter((step) => !isShared(step)).length);
        const sharedCount = [...left].filter(isShared).length;
        const isEnough = sharedCount * 2 >= Math.min(left.size, right.size);
        expect(isEnough && staleCount > 0).toBe(false);
        for (const [index, step] of series.steps.entries()) {
          const [x, y] = [a, b].map((list) => list.findLast((point) => point.step <= step)?.value);
          expect(series.values[index]).toBe((x ?? Number.NaN) + (y ?? Number.NaN));
        }
        // Nothing that all of them tell is left out.
        const start = Math.max(a[0]!.step, b[0]!.step);
        const known = [...left].filter((step) => isShared(step) && step >= start);
        expect([...series.steps]).toEqual(expect.arrayContaining(known));
      }),
    );
  });

  it('counts statistics as numbers', () => {
    const acc = [{ step: 1, timestampMs: 1, value: 0.5 }];
    const line = lineOfExpression(valueOf('metrics.acc - max(metrics.acc)'), sourcesOf({ acc }));
    expect(line.ok && [...line.series.values]).toEqual([-0.25]);
  });

  it('says what the run lacks', () => {
    const acc = [{ step: 1, timestampMs: 1, value: 0.5 }];
    const missing = (text: string) => lineOfExpression(valueOf(text), sourcesOf({ acc, empty: [] }));
    expect(missing('metrics.acc / metrics.loss')).toEqual({
      ok: false,
      missing: 'metrics.loss',
    });
    expect(missing('metrics.empty')).toEqual({ ok: false, missing: 'metrics.empty' });
    expect(missing('metrics.acc * params.lr')).toEqual({ ok: false, missing: 'params.lr' });
    expect(missing('metrics.acc - min(metrics.loss)')).toEqual({ ok: false, missing: 'metrics.loss' });
    expect(missing('step')).toEqual({ ok: false, missing: undefined });
  });
});

describe('placeByExpression', () => {
  it('places points by step, params and other metrics', () => {
    fc.assert(
      fc.property(loggedPoints, loggedPoints, (points, epochs) => {
        const text = 'step * params.batch_size + metrics.epoch';
        const placed = placeByExpression(toSeries(points), valueOf(text), sourcesOf({ epoch: epochs }));
        const xs = points.map(({ step }) => {
          const epoch = epochs.findLast((point) => point.step <= step)?.value;
          return epoch === undefined ? undefined : step * 32 + epoch;
        });
        expect([...placed.xs]).toEqual(xs.filter((x) => Number.isFinite(x)));
        expect(placed.earlyCount).toBe(xs.filter((x) => x === undefined).length);
      }),
    );
  });
});
