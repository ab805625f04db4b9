import { describe, expect, it } from 'vitest';
import type { XAxis } from '../domain/series/series-axis.ts';
import type { SmoothingRule } from '../domain/series/smoothing.ts';
import {
  formatAxis,
  formatClipping,
  formatSmoothing,
  packCards,
  packRange,
  packReferences,
  readAxis,
  readCards,
  readClipping,
  readManualRange,
  readReferences,
  readSmoothing,
} from './packed-recipe.ts';

const AXES: readonly XAxis[] = [
  { kind: 'step' },
  { kind: 'relative' },
  { kind: 'wall' },
  { kind: 'epoch', key: 'epoch' },
  { kind: 'metric', key: 'a:b c/d', join: 'time' },
  { kind: 'metric', key: '처리량', join: 'step' },
  { kind: 'expression', text: 'step * params.`batch:size` / metrics.폭' },
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

  it.each([
    1,
    null,
    '',
    'days',
    'epoch:',
    'expression:',
    'expression:step *',
    'metric:',
    'metric:step:',
    'metric:day:loss',
  ])('takes no axis from %o', (json) => {
    expect(readAxis(json)).toBeUndefined();
  });

  it.each([1, null, '', 'ema', 'ema:', 'ema:1', 'ema:-0.1', 'ema:x', 'median:3'])(
    'takes no rule from %o',
    (json) => {
      expect(readSmoothing(json)).toBeUndefined();
    },
  );

  it.each([{ min: 1, max: 2 }, { min: -3.5 }, { max: 1e-300 }])('keeps the typed ends %o', (range) => {
    expect(readManualRange(JSON.parse(JSON.stringify(packRange(range))))).toEqual(range);
  });

  it.each([1, [1], [2, 1], [1, 1], ['1', 2], [1, 2, 3]])('takes no ends from %o', (json) => {
    expect(readManualRange(json)).toBeUndefined();
  });

  it.each([{ kind: 'percentile', share: 0.01 } as const, { kind: 'iqr', factor: 1.5 } as const])(
    'keeps the clipping %o',
    (rule) => {
      expect(readClipping(formatClipping(rule))).toEqual(rule);
    },
  );

  it.each([1, '', 'iqr', 'iqr:-1', 'percentile:0.5', 'sigma:3'])('takes no clipping from %o', (json) => {
    expect(readClipping(json)).toBeUndefined();
  });

  it('keeps what single cards have otherwise, and leaves out what is not understood', () => {
    const cards = {
      'm:loss': { yKind: 'log', yRange: { max: 2 }, clipping: 'none', smoothing: RULES[0] },
      'm:정확도': {
        yRange: {},
        clipping: { kind: 'iqr', factor: 3 },
        smoothing: 'none',
        yMeasure: 'ratio',
      },
    } as const;
    const packed = JSON.parse(JSON.stringify(packCards(cards))) as Record<string, unknown>;
    expect(readCards({ ...packed, 'm:odd': { y: 'cubic' }, 'm:worse': 1 })).toEqual(cards);
    expect(readCards([1])).toBeUndefined();
  });

  it('keeps typed levels, and leaves out what is not understood', () => {
    const references = {
      'm:loss': [{ y: 0.95, label: '', measure: 'value' }],
      'c:1': [{ y: 0, label: '기준', measure: 'difference' }],
    } as const;
    const packed = JSON.parse(JSON.stringify(packReferences(references))) as Record<string, unknown>;
    expect(packed['m:loss']).toEqual([[0.95]]);
    const odd = { 'm:odd': [['1'], [1, 2], [1, '', 'percent'], 7], 'm:worse': 1 };
    expect(readReferences({ ...packed, ...odd })).toEqual(references);
    expect(readReferences([1])).toBeUndefined();
  });
});
