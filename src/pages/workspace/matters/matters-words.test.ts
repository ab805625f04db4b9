import { describe, expect, it } from 'vitest';
import type { ParamMatter } from '../../../domain/comparison/matters.ts';
import { m } from '../../../paraglide/messages.js';
import { trendText } from './matters-words.ts';

const MATTER: ParamMatter = {
  key: 'lr',
  kind: 'number',
  association: -0.4,
  ratioOfValues: undefined,
  isBent: false,
  strength: 0.3,
  runCount: 120,
  missingCount: 0,
  valueCount: 9,
  p: 0.001,
  adjustedP: 0.01,
  lowest: undefined,
  highest: undefined,
};
const OPTIMIZER: ParamMatter = {
  ...MATTER,
  kind: 'category',
  association: 0.4,
  lowest: 'sgd',
  highest: 'adam',
};

describe('the tendency of a param', () => {
  it('is told by what is better, where anybody knows', () => {
    expect(trendText(MATTER, 'higher')).toBe(m.matters_smaller_better());
    expect(trendText(MATTER, 'lower')).toBe(m.matters_larger_better());
    expect(trendText(MATTER, undefined)).toBe(m.matters_falls());
    expect(trendText(OPTIMIZER, 'higher')).toBe(m.matters_best({ value: 'adam' }));
    expect(trendText(OPTIMIZER, 'lower')).toBe(m.matters_best({ value: 'sgd' }));
  });

  it('is where it is best, of numbers that go up and down again', () => {
    const bent = { ...MATTER, isBent: true, lowest: '1 – 2', highest: '3 – 4' };
    expect(trendText(bent, 'higher')).toBe(m.matters_bent({ value: '3 – 4' }));
    expect(trendText(bent, undefined)).toBe(m.matters_bent_ends({ low: '1 – 2', high: '3 – 4' }));
  });

  it.each([0.05, 0.46, undefined])(
    'is not told with an adjusted p of %s: chance gives as much',
    (adjustedP) => {
      expect(trendText({ ...MATTER, adjustedP }, 'higher')).toBe('–');
      expect(trendText({ ...OPTIMIZER, adjustedP }, 'higher')).toBe('–');
    },
  );
});
