import { describe, expect, it } from 'vitest';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { groupRunLines } from '../chart-card/band-plan.ts';
import { baselineOfQuery } from '../chart-card/card-axes.ts';
import { linesOf, type ShownCard } from './shown-cards.ts';

const RUNS = ['a', 'b', 'base'].map((id) => toComparedRun(makeRun({ id })));
const CARD: ShownCard = {
  id: 'c:1',
  content: { kind: 'metrics', keys: ['loss', 'acc'] },
  metrics: [{ key: 'loss' }, { key: 'acc', sameAs: ['accuracy'] }],
  family: undefined,
};
const BASELINE = { id: 'base' as RunId, keys: new Set(['loss', 'accuracy']), suffix: ' (baseline)' };

describe('the lines of a card with a baseline', () => {
  it('have those of the baseline marked, by the keys that it logged, though there are too many', () => {
    const lines = linesOf(CARD, RUNS, 2, BASELINE);
    expect(lines.map(({ run, key, isBaseline }) => [run.id, key, isBaseline])).toEqual([
      ['a', 'loss', undefined],
      ['a', 'acc', undefined],
      ['base', 'loss', true],
      ['base', 'accuracy', true],
    ]);
    expect(lines[2]?.label).toMatch(/ · loss \(baseline\)$/);
  });

  it('are each measured against the one of the same metric', () => {
    const lines = linesOf(CARD, RUNS, 10, BASELINE);
    const settings = { yMeasure: 'ratio', baselineLevel: 'best' } as const;
    expect(baselineOfQuery(lines, settings, { accuracy: 'lower' })).toEqual({
      lines: [
        { line: 4, direction: 'lower' },
        { line: 5, direction: 'lower' },
      ],
      against: [4, 5, 4, 5, 4, 5],
      measure: 'ratio',
      level: 'best',
    });
  });

  it('ask for no baseline where there is none', () => {
    const settings = { yMeasure: 'ratio', baselineLevel: 'best' } as const;
    expect(baselineOfQuery(linesOf(CARD, RUNS, 10), settings, {})).toBeUndefined();
  });

  it('stand beside the groups, though the baseline is in one of them', () => {
    const lines = linesOf(CARD, RUNS, 10, BASELINE);
    const runIds = RUNS.map(({ id }) => id);
    const group = { id: 'g', values: 'lr 1', label: 'lr 1, 3 runs', runIds };
    const whole = groupRunLines(CARD, lines, [group], true);
    expect(whole.lines.map(({ label, isBaseline }) => [label, isBaseline])).toEqual([
      ['lr 1, 3 runs', undefined],
      [`${RUNS[2]?.name} (baseline)`, true],
    ]);
    expect(whole.places[1]).toEqual([[4, 5]]);
    const apart = groupRunLines(CARD, lines, [{ ...group, runIds: runIds.slice(0, 2) }], false);
    expect(apart.places).toEqual([[[0], [2]], [[1], [3]], [[4]], [[5]]]);
    expect(apart.lines.at(-1)?.label).toBe(`${RUNS[2]?.name} · acc (baseline)`);
  });
});
