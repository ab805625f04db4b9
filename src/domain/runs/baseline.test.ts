import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Baseline, baselineOfRun, formatBaseline, parseBaseline, toggledBaseline } from './baseline.ts';
import { groupRuns } from './run-groups.ts';
import type { RunId } from './run.ts';

const cell = fc.oneof(fc.string(), fc.double({ noNaN: true }), fc.constant(undefined));
const group: fc.Arbitrary<Baseline> = fc.tuple(cell, cell).map(([lr, optimizer]): Baseline => {
  const keys = [
    { text: 'params.lr', read: () => lr },
    { text: 'dataset', read: () => optimizer },
  ];
  return { kind: 'group', id: groupRuns(1, keys)[0]?.id ?? '' };
});
const run = fc.uuid().map((id) => baselineOfRun(id.replaceAll('-', '') as RunId));

describe('a baseline', () => {
  it('comes back from its text, be it a run or a group', () => {
    fc.assert(
      fc.property(fc.oneof(group, run), (baseline) => {
        expect(parseBaseline(formatBaseline(baseline))).toEqual(baseline);
      }),
    );
  });

  it('is none where the text is neither', () => {
    expect(['', '[', '[]', '[["nonsense","number 1"]]', '[["params.lr",1]]'].map(parseBaseline)).toEqual(
      Array.from({ length: 5 }),
    );
  });

  it('is cleared by choosing it once more, and replaced by another one', () => {
    const first = baselineOfRun('a' as RunId);
    const second: Baseline = { kind: 'group', id: '[["params.lr","number 1"]]' };
    expect(toggledBaseline(undefined, first)).toBe(first);
    expect(toggledBaseline(first, baselineOfRun('a' as RunId))).toBeUndefined();
    expect(toggledBaseline(first, second)).toBe(second);
  });
});
