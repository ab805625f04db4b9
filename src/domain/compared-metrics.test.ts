import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRun } from '../testing/make-run.ts';
import { comparedMetrics } from './compared-metrics.ts';
import { appendRuns, createRunFrame } from './run-frame.ts';

const shapes = fc.array(
  fc.record({
    keys: fc.subarray(['a', 'b', 'c']),
    lastStep: fc.constantFrom(0, 5),
    isCompared: fc.boolean(),
  }),
  { maxLength: 12 },
);

describe('metrics of the compare set', () => {
  it('counts the compared runs of each key, in the table and outside', () => {
    fc.assert(
      fc.property(shapes, shapes, (inside, outside) => {
        const toRun = (prefix: string) => (shape: (typeof inside)[number], index: number) =>
          makeRun({
            id: prefix + index,
            metrics: Object.fromEntries(shape.keys.map((key) => [key, 1])),
            lastStep: shape.lastStep,
          });
        const frame = createRunFrame();
        appendRuns(frame, inside.map(toRun('in')));
        const rows = inside.flatMap(({ isCompared }, row) => (isCompared ? [row] : []));
        const compared = [...inside.filter(({ isCompared }) => isCompared), ...outside];
        const expected = ['a', 'b', 'c'].flatMap((key) => {
          const having = compared.filter(({ keys }) => keys.includes(key));
          const isSingleStep = having.every(({ lastStep }) => lastStep === 0);
          return having.length > 0 ? [{ key, runCount: having.length, isSingleStep }] : [];
        });
        expect(comparedMetrics(frame, rows, outside.map(toRun('out')))).toEqual(expected);
      }),
    );
  });
});
