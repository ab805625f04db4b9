import { describe, expect, it } from 'vitest';
import { parseReference, withReferences } from './reference-line.ts';

describe('parseReference', () => {
  it.each([
    ['0.95', 0.95, ''],
    ['y = 0.95', 0.95, ''],
    [' y=−1.5e-3  human level ', -0.0015, 'human level'],
    ['.5 a b', 0.5, 'a b'],
    ['7.', 7, ''],
  ])('reads %s', (text, y, label) => {
    expect(parseReference(text, 'value')).toEqual({ y, label, measure: 'value' });
  });

  it.each(['', 'goal', 'y =', '0.95goal', '1e999', 'x = 3'])('does not read «%s»', (text) => {
    expect(parseReference(text, 'ratio')).toBeUndefined();
  });
});

describe('withReferences', () => {
  it('forgets a card without lines', () => {
    const line = { y: 1, label: '', measure: 'value' } as const;
    const one = withReferences({}, 'm:loss', [line]);
    expect(one).toEqual({ 'm:loss': [line] });
    expect(withReferences(one, 'm:loss', [])).toEqual({});
  });
});
