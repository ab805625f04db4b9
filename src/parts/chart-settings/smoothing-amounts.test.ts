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
  const RANGES = RULE_KINDS.flatMap((kind) =>
    AXES.map((axis) => [kind, axis.kind, amountRange(kind, axis)] as const),
  );

  it.each(RANGES)('comes back to its place, over its whole range: %s by %s', (_, __, range) => {
    const amounts = Array.from({ length: SLIDER_STEPS + 1 }, (_, place) => amountAt(place, range));
    expect(amounts.filter((amount) => amount < range.min || amount > range.max)).toEqual([]);
    // Its numbers are coarser than the slider at the lower end of some ranges.
    expect(amounts.filter((amount) => amountAt(sliderPlace(amount, range), range) !== amount)).toEqual([]);
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
