import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ACTIVITY_HOURS,
  DEFAULT_EXPERIMENTS_VIEW,
  EXPERIMENT_LISTS,
  EXPERIMENT_SORT_COLUMNS,
  type ExperimentsView,
} from '../domain/runs/experiments-view.ts';
import { formatExperiments, parseExperiments } from './experiments-codec.ts';

const anyText = fc.string({ unit: 'binary' });
/** Empty texts are no item of a list. */
const someText = anyText.filter((text) => text !== '');

const anyView: fc.Arbitrary<ExperimentsView> = fc.record({
  search: anyText,
  tags: fc.array(fc.record({ key: someText, value: fc.option(anyText, { nil: undefined }) }), {
    maxLength: 3,
  }),
  list: fc.constantFrom(...EXPERIMENT_LISTS),
  sort: fc.record({ columnId: fc.constantFrom(...EXPERIMENT_SORT_COLUMNS), isDescending: fc.boolean() }),
  isFlat: fc.boolean(),
  toggled: fc.array(someText, { maxLength: 3 }),
  hours: fc.constantFrom(...ACTIVITY_HOURS),
});

describe('the address of the experiments', () => {
  it('gives back any view', () => {
    fc.assert(
      fc.property(anyView, (view) => {
        expect(parseExperiments(formatExperiments(view))).toEqual(view);
      }),
    );
  });

  it('leaves out what is at its default and keeps what is not ours', () => {
    expect(formatExperiments(DEFAULT_EXPERIMENTS_VIEW)).toBe('');
    expect(formatExperiments({ ...DEFAULT_EXPERIMENTS_VIEW, search: 'a/b' }, '?later=1&q=old')).toBe(
      '?q=a/b&later=1',
    );
  });

  it('has the default for what means nothing', () => {
    expect(parseExperiments('?show=what&sort=-nothing&hours=7&flat=yes')).toEqual(DEFAULT_EXPERIMENTS_VIEW);
  });
});
