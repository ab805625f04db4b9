import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { FUNCTION_NAMES } from './ast.ts';
import { compileNumber, compileValue } from './evaluate-value.ts';
import { parseValue } from './parse.ts';

const CONTEXT = contextOf(
  [makeRun({ id: 'a', metrics: { x: 8, y: -3 }, params: { lr: '1e-3', name: 'adam' } })],
  {
    statistic: (key) => (key === 'x' ? null : undefined),
  },
);

function valueOf(text: string, compile = compileValue) {
  const parsed = parseValue(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  return compile(parsed.value, CONTEXT)(0);
}

describe('functions', () => {
  const EXPECTED: Readonly<Record<(typeof FUNCTION_NAMES)[number], readonly [string, number]>> = {
    abs: ['abs(metrics.y)', 3],
    sqrt: ['sqrt(metrics.x * 2)', 4],
    exp: ['exp(metrics.y + 3)', 1],
    log: ['log(exp(2))', 2],
    log2: ['log2(metrics.x)', 3],
    log10: ['log10(params.lr)', -3],
    least: ['least(metrics.x, metrics.y, 5)', -3],
    greatest: ['greatest(metrics.y, 5)', 5],
  };

  it.each(FUNCTION_NAMES)('%s', (name) => {
    const [text, value] = EXPECTED[name];
    expect(valueOf(text)).toBeCloseTo(value, 12);
  });

  it('of what they have no number for are NaN, as in JavaScript', () => {
    expect(valueOf('sqrt(metrics.y)')).toBeNaN();
    expect(valueOf('log(metrics.y)')).toBeNaN();
    expect(valueOf('metrics.x / 0')).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('a value of which a part is missing', () => {
  it.each([
    'metrics.nothing + min(metrics.x)',
    'min(metrics.x) + metrics.nothing',
    'least(min(metrics.x), params.nothing)',
  ])('is missing, though another one is still computed: %s', (text) => {
    expect(valueOf(text)).toBeUndefined();
  });

  it('waits for what is computed', () => {
    expect(valueOf('-min(metrics.x) * 2')).toBeNull();
    expect(valueOf('greatest(1, min(metrics.x))')).toBeNull();
  });
});

it('a text is a number where numbers are asked for, and nothing where it is none', () => {
  expect([valueOf('params.lr'), valueOf('params.lr', compileNumber)]).toEqual(['1e-3', 0.001]);
  expect([valueOf('params.name'), valueOf('params.name', compileNumber)]).toEqual(['adam', undefined]);
  expect([valueOf("'8'"), valueOf("'8'", compileNumber)]).toEqual(['8', undefined]);
});
