import { describe, expect, it } from 'vitest';
import type { DiffLine } from './diff-lines.ts';
import { arrangeDiff, type DiffRow } from './diff-rows.ts';
import { DEFAULT_DIFF_VIEW, type DiffView } from './diff-view.ts';

const LINES: readonly DiffLine[] = [
  { kind: 'detail', key: 'user', cells: ['ada', 'ada'] },
  { kind: 'param', key: 'lr', cells: ['0.1', '0.09'] },
  { kind: 'param', key: 'optimizer', cells: ['adam', 'SGD'] },
  { kind: 'param', key: 'seed', cells: ['1', '1.0'] },
  { kind: 'metric', key: 'acc', cells: [0.9, 0.91] },
];

function arrange(view: Partial<DiffView> = {}, epsilon = 0) {
  const all = { ...DEFAULT_DIFF_VIEW, ...view };
  return arrangeDiff(LINES, all, { epsilon, baseline: undefined });
}

const nameOf = (row: DiffRow) => ('section' in row ? `[${row.section}]` : row.key);

describe('rows of the diff', () => {
  it('are the lines that differ, under the heads of their kinds, and say what was left out', () => {
    const { rows, lineCount, sameCount, differing } = arrange();
    expect(rows.map(nameOf)).toEqual(['[param]', 'lr', 'optimizer', '[metric]', 'acc']);
    expect(rows[0]).toMatchObject({ shownCount: 2, sameCount: 1 });
    expect([lineCount, sameCount]).toEqual([5, 2]);
    expect(differing).toEqual([1, 2, 4]);
  });

  it('are all lines where they are asked for; places tell those that differ', () => {
    const { rows, differing } = arrange({ isDifferencesOnly: false });
    expect(rows.map(nameOf)).toEqual([
      '[detail]',
      'user',
      '[param]',
      'lr',
      'optimizer',
      'seed',
      '[metric]',
      'acc',
    ]);
    expect(differing).toEqual([3, 4, 7]);
  });

  it('go by the size of their difference, the largest first', () => {
    expect(arrange({ order: 'size' }).rows.map(nameOf)).toEqual([
      '[param]',
      'optimizer',
      'lr',
      '[metric]',
      'acc',
    ]);
  });

  it('leave out numbers that differ by less than is asked for', () => {
    expect(arrange({}, 0.05).rows.map(nameOf)).toEqual(['[param]', 'lr', 'optimizer']);
  });

  it.each([
    ['OPT', ['[param]', 'optimizer']],
    ['sgd', ['[param]', 'optimizer']],
    [' 0.9 ', ['[metric]', 'acc']],
    ['nothing', []],
  ])('are those whose key or value holds "%s"', (find, names) => {
    expect(arrange({ find }).rows.map(nameOf)).toEqual(names);
  });
});
