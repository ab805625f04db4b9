import { describe, expect, it } from 'vitest';
import { m } from '../paraglide/messages.js';
import type { PictureBaseline } from '../worker/charts/chart-protocol.ts';
import { baselineNotes } from './baseline-words.ts';

const PLAIN: PictureBaseline = {
  measure: 'value',
  isMissing: false,
  levels: [],
  earlyCount: 0,
  lateCount: 0,
  undefinedCount: 0,
};

describe('what a badge says of the baseline', () => {
  it('is nothing where y is what was logged', () => {
    expect(baselineNotes(undefined, 'run 1')).toEqual([]);
    expect(baselineNotes(PLAIN, 'run 1')).toEqual([]);
  });

  it('names it and counts points without a baseline of their own', () => {
    const counts = { earlyCount: 12, lateCount: 1, undefinedCount: 1200 };
    expect(baselineNotes({ ...PLAIN, ...counts, measure: 'difference' }, 'run 1')).toEqual([
      m.badge_difference({ name: 'run 1' }),
      m.badge_before_baseline({ count: 12, text: '12' }),
      m.badge_after_baseline({ count: 1, text: '1' }),
      m.badge_no_baseline_value({ count: 1200, text: '1,200' }),
    ]);
    expect(baselineNotes({ ...PLAIN, measure: 'ratio' }, 'run 1')).toEqual([
      m.badge_ratio({ name: 'run 1' }),
    ]);
  });

  it('says that it lacks the metric', () => {
    expect(baselineNotes({ ...PLAIN, isMissing: true }, 'run 1')).toEqual([
      m.baseline_missing_metric({ name: 'run 1' }),
    ]);
  });
});
