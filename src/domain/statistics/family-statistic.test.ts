import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { familyReader, familyStatistic } from './family-statistic.ts';
import { appendRuns, createRunFrame } from '../runs/run-frame.ts';

describe('a family as one number', () => {
  it('is mean and sample standard deviation, as their definitions are', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 2, maxLength: 12 }), (values) => {
        const mean = values.reduce((sum, each) => sum + each, 0) / values.length;
        const squares = values.reduce((sum, each) => sum + (each - mean) ** 2, 0);
        const found = familyStatistic(values);
        expect(found?.mean).toBeCloseTo(mean, 6);
        expect(found?.std).toBeCloseTo(Math.sqrt(squares / (values.length - 1)), 6);
        expect(found?.count).toBe(values.length);
      }),
    );
  });

  it('has no deviation of one member, and nothing of none', () => {
    expect(familyStatistic([0.5])).toEqual({ mean: 0.5, std: undefined, count: 1 });
    expect(familyStatistic([])).toBeUndefined();
  });

  it('leaves out what is no number, and says of how many it is', () => {
    expect(familyStatistic([1, Number.NaN, 3, Number.POSITIVE_INFINITY])).toMatchObject({
      mean: 2,
      count: 2,
    });
    expect(familyStatistic([Number.NaN])).toEqual({ mean: Number.NaN, std: undefined, count: 0 });
  });

  it('takes the members of the template and no others', () => {
    const frame = createRunFrame();
    const metrics = { 'fold_1/f1': 1, 'fold_2/f1': 2, 'fold_10/f1': 6, 'fold_x/f1': 90, 'fold_1/f1x': 90 };
    appendRuns(frame, [makeRun({ id: 'a', metrics }), makeRun({ id: 'b', metrics: { loss: 1 } })]);
    const read = familyReader(frame, 'fold_{n}/f1');
    expect(read(0)).toMatchObject({ mean: 3, count: 3 });
    expect(read(1)).toBeUndefined();
  });
});
