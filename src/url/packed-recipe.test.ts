import { describe, expect, it } from 'vitest';
import type { XAxis } from '../domain/series-axis.ts';
import type { SmoothingRule } from '../domain/smoothing.ts';
import { formatAxis, formatSmoothing, readAxis, readSmoothing } from './packed-recipe.ts';

const AXES: readonly XAxis[] = [
  { kind: 'step' },
  { kind: 'relative' },
  { kind: 'wall' },
  { kind: 'epoch', key: 'epoch' },
  { kind: 'metric', key: 'a:b c/d', join: 'time' },
  { kind: 'metric', key: '처리량', join: 'step' },
];

const RULES: readonly SmoothingRule[] = [
  { kind: 'ema', weight: 0.6 },
  { kind: 'time-ema', halfLife: 1_000 },
  { kind: 'gaussian', sigmaPoints: 2.5 },
  { kind: 'running-mean', points: 9 },
];

describe('the recipe of lines in a link', () => {
  it.each(AXES)('keeps the axis %o', (axis) => {
    expect(readAxis(formatAxis(axis))).toEqual(axis);
  });

  it.each(RULES)('keeps the rule %o', (rule) => {
    expect(readSmoothing(formatSmoothing(rule))).toEqual(rule);
  });

  it.each([1, null, '', 'days', 'epoch:', 'metric:', 'metric:step:', 'metric:day:loss'])(
    'takes no axis from %o',
    (json) => {
      expect(readAxis(json)).toBeUndefined();
    },
  );

  it.each([1, null, '', 'ema', 'ema:', 'ema:1', 'ema:-0.1', 'ema:x', 'median:3'])(
    'takes no rule from %o',
    (json) => {
      expect(readSmoothing(json)).toBeUndefined();
    },
  );
});
