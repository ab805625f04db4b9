import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { XAxis } from '../../domain/series/series-axis.ts';
import {
  amountAt,
  amountRange,
  firstRule,
  RULE_KINDS,
  shownAmount,
  SLIDER_STEPS,
  sliderPlace,
  withAmount,
} from './smoothing-amounts.ts';

const AXES: readonly XAxis[] = [
  { kind: 'step' },
  { kind: 'relative' },
  { kind: 'wall' },
  { kind: 'metric', key: 'tokens', join: 'step' },
];

describe('the slider of a smoothing rule', () => {
  it('comes back to its place, over its whole range', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...RULE_KINDS),
        fc.constantFrom(...AXES),
        fc.integer({ min: 0, max: SLIDER_STEPS }),
        (kind, axis, place) => {
          const range = amountRange(kind, axis);
          const amount = amountAt(place, range);
          expect(amount).toBeGreaterThanOrEqual(range.min);
          expect(amount).toBeLessThanOrEqual(range.max);
          // Whole numbers and three digits are coarser than the slider at its lower end.
          expect(amountAt(sliderPlace(amount, range), range)).toBe(amount);
        },
      ),
    );
  });

  it.each(AXES)('begins inside its range on $kind', (axis) => {
    for (const kind of RULE_KINDS) {
      const range = amountRange(kind, axis);
      const rule = firstRule(kind, axis);
      const shown = shownAmount(rule, range);
      expect(shown >= range.min && shown <= range.max).toBe(true);
      expect(withAmount(kind, shown, range)).toEqual(rule);
    }
  });

  it('shows half-lives of time in seconds', () => {
    const range = amountRange('time-ema', { kind: 'wall' });
    expect(shownAmount({ kind: 'time-ema', halfLife: 90_000 }, range)).toBe(90);
    expect(withAmount('time-ema', 1.5, range)).toEqual({ kind: 'time-ema', halfLife: 1500 });
  });
});
