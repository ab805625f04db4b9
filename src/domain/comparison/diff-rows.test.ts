import { describe, expect, it } from 'vitest';
import { DIFF_WORDS } from '../../testing/diff-words.ts';
import type { DiffLine } from './diff-lines.ts';
import { arrangeDiff, type DiffRow } from './diff-rows.ts';
import { DEFAULT_DIFF_VIEW, type DiffView } from './diff-view.ts';
import type { DiffWords } from './diff-words.ts';

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

  const START_MS = Date.UTC(2026, 10, 21, 12);
  const SHOWN: readonly DiffLine[] = [
    { kind: 'detail', key: 'experiment', cells: ['7', '8'] },
    { kind: 'detail', key: 'status', cells: ['FINISHED', 'FAILED'] },
    { kind: 'detail', key: 'start_time', cells: [START_MS, START_MS + 86_400_000] },
    { kind: 'detail', key: 'duration', cells: [61_000, 7_000] },
    { kind: 'metric', key: 'acc', cells: [0.123456, 0.9] },
    { kind: 'dataset', key: '', cells: ['digits (a1)', 'digits (b2)'] },
    { kind: 'model', key: 'logged', cells: ['net', undefined] },
  ];
  const KOREAN: DiffWords = {
    ...DIFF_WORDS,
    locale: 'ko',
    details: { ...DIFF_WORDS.details, start_time: '시작' },
    statuses: { ...DIFF_WORDS.statuses, FAILED: '실패' },
    experiments: { '7': 'digits/mlp' },
  };

  it.each([
    ['started', DIFF_WORDS, ['start_time']],
    ['시작', KOREAN, ['start_time']],
    ['start_time', KOREAN, ['start_time']],
    ['실패', KOREAN, ['status']],
    ['nov 21, 2026', DIFF_WORDS, ['start_time']],
    [String(START_MS), DIFF_WORDS, []],
    ['1m 01s', DIFF_WORDS, ['duration']],
    ['1분', KOREAN, ['duration']],
    ['mlp', KOREAN, ['experiment']],
    // As many digits as are shown, and all of them.
    ['0.1235', DIFF_WORDS, ['acc']],
    ['0.123456', DIFF_WORDS, ['acc']],
    ['dataset', DIFF_WORDS, ['']],
    ['logged', DIFF_WORDS, ['logged']],
  ])('are found by "%s" as they are shown', (find, words, keys) => {
    const { rows } = arrangeDiff(
      SHOWN,
      { ...DEFAULT_DIFF_VIEW, find },
      { epsilon: 0, baseline: undefined },
      words,
    );
    expect(rows.flatMap((row) => ('section' in row ? [] : [row.key]))).toEqual(keys);
  });
});
