import { describe, expect, it } from 'vitest';
import { DEFAULT_GROUP_BAND, parseBandView } from '../../domain/charts/band-view.ts';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import { findFamilies } from '../../domain/statistics/families.ts';
import { makeRun } from '../../testing/make-run.ts';
import { groupRunLines, planBand } from './band-plan.ts';
import { noteOf } from './band-words.ts';
import { linesOf, type ShownCard } from '../charts-panel/shown-cards.ts';

const RUNS = ['a', 'b', 'c'].map((id) => toComparedRun(makeRun({ id })));
const GROUPS = [
  { id: 'one', values: 'lr 1', label: 'lr 1, n = 2', runIds: [RUNS[0]!.id, RUNS[2]!.id] },
  { id: 'two', values: 'no lr', label: 'no lr, n = 1', runIds: [RUNS[1]!.id] },
];

function familyCard(...keys: readonly string[]): ShownCard {
  const [family] = findFamilies(keys);
  return {
    id: 'f:x',
    content: { kind: 'family', template: family!.template },
    metrics: keys.map((key) => ({ key })),
    family,
  };
}

const FOLDS = familyCard('fold_0/f1', 'fold_1/f1');
const TOPS = familyCard('top_1_acc', 'top_5_acc');
const METRIC: ShownCard = {
  id: 'm:loss',
  content: { kind: 'metric', key: 'loss' },
  metrics: [{ key: 'loss' }],
  family: undefined,
};
const LINES_VIEW = parseBandView('lines')!;
const MEDIAN = parseBandView('median ci95')!;

describe('how a card is reduced', () => {
  it('is by family alone where runs are not grouped', () => {
    expect(planBand(FOLDS, {}, DEFAULT_GROUP_BAND, false)).toMatchObject({ view: { isOn: true } });
    expect(planBand(TOPS, {}, DEFAULT_GROUP_BAND, false)).toMatchObject({ view: { isOn: false } });
    expect(planBand(METRIC, {}, DEFAULT_GROUP_BAND, false).view).toBeUndefined();
  });

  it('is as all cards are where runs are grouped; families first where their mean means something', () => {
    expect(planBand(METRIC, {}, MEDIAN, true)).toEqual({ view: MEDIAN, isFamilyReduced: false });
    expect(planBand(FOLDS, {}, MEDIAN, true)).toEqual({ view: MEDIAN, isFamilyReduced: true });
    expect(planBand(TOPS, {}, MEDIAN, true)).toEqual({ view: MEDIAN, isFamilyReduced: false });
  });

  it('is as the card says where it says so', () => {
    expect(planBand(METRIC, { 'm:loss': LINES_VIEW }, MEDIAN, true).view?.isOn).toBe(false);
    expect(planBand(TOPS, { 'f:x': MEDIAN }, DEFAULT_GROUP_BAND, true).isFamilyReduced).toBe(true);
  });
});

describe('lines of groups', () => {
  it('are one for each group, with each run and its members', () => {
    const lines = linesOf(FOLDS, RUNS, 500);
    const { places, lines: made } = groupRunLines(FOLDS, lines, GROUPS, true);
    expect(places).toEqual([
      [
        [0, 1],
        [4, 5],
      ],
      [[2, 3]],
    ]);
    expect(made.map(({ label, group }) => [label, group?.id])).toEqual([
      ['lr 1, n = 2', 'one'],
      ['no lr, n = 1', 'two'],
    ]);
  });

  it('are one for each metric of a card whose metrics stay apart', () => {
    const { places, lines } = groupRunLines(TOPS, linesOf(TOPS, RUNS, 500), GROUPS, false);
    expect(places).toEqual([[[0], [4]], [[1], [5]], [[2]], [[3]]]);
    expect(lines.map(({ label }) => label)).toEqual([
      'lr 1, n = 2 · n = 1',
      'lr 1, n = 2 · n = 5',
      'no lr, n = 1 · n = 1',
      'no lr, n = 1 · n = 5',
    ]);
  });
});

describe('what the badge says', () => {
  it('is the family first, then the runs that are on the card', () => {
    expect(noteOf(FOLDS, DEFAULT_GROUP_BAND, [8, 8], true)).toBe(
      'mean over 2 folds, then mean ± std over 8 runs',
    );
    expect(noteOf(METRIC, MEDIAN, [3, 0, 5], false)).toBe('median ± 95% CI over 3 to 5 runs');
    expect(noteOf(METRIC, MEDIAN, [1, 1], false)).toBe('median ± 95% CI over 1 run');
    expect(noteOf(FOLDS, DEFAULT_GROUP_BAND, undefined, true)).toBe('mean ± std over 2 folds');
  });
});
