import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { comparedMetrics } from './compared-metrics.ts';
import { appendRuns, createRunFrame } from '../runs/run-frame.ts';

const shapes = fc.array(
  fc.record({
    keys: fc.subarray(['a', 'b', 'c']),
    lastStep: fc.constantFrom(0, 5),
    isCompared: fc.boolean(),
  }),
  { maxLength: 12 },
);

interface Shape {
  readonly keys: readonly string[];
  readonly lastStep: number;
}

function toRun(prefix: string) {
  return ({ keys, lastStep }: Shape, index: number) =>
    makeRun({
      id: prefix + index,
      metrics: Object.fromEntries(keys.map((key) => [key, 1])),
      lastStep,
    });
}

describe('metrics of the compare set', () => {
  it('counts the compared runs of each key, in the table and outside', () => {
    fc.assert(
      fc.property(shapes, shapes, (inside, outside) => {
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

  it('are one where their keys were declared the same: each run by the first of them that it logged', () => {
    fc.assert(
      fc.property(shapes, shapes, (inside, outside) => {
        const frame = createRunFrame();
        appendRuns(frame, inside.map(toRun('in')));
        const rows = inside.map((_, row) => row);
        // The second group has one key left that is not in the first.
        const same = [
          ['metrics.c', 'metrics.a', 'params.c'],
          ['metrics.a', 'metrics.b'],
        ];
        const all = comparedMetrics(frame, rows, outside.map(toRun('out')), same);
        const runs = [...inside.map(toRun('in')), ...outside.map(toRun('out'))];
        const having = runs.filter(({ metrics }) => metrics.some(({ key }) => key === 'a' || key === 'c'));
        const merged = all.find(({ key }) => key === 'c');
        expect(all.map(({ key }) => key)).not.toContain('a');
        expect(merged?.runCount ?? 0).toBe(having.length);
        if (!merged) return;
        expect(merged.sameAs).toEqual(['a']);
        expect(merged.isSingleStep).toBe(
          having.every(({ metrics }) => metrics.every(({ step }) => step === 0)),
        );
        const others = having.filter(({ metrics }) => !metrics.some(({ key }) => key === 'c'));
        expect(merged.ownKeys).toEqual(new Map(others.map(({ id }) => [id, 'a'])));
      }),
    );
  });
});
