import { describe, expect, it } from 'vitest';
import { readCardExpression } from './card-expression.ts';

describe('the expression of a card', () => {
  it.each([
    ['1 - metrics.acc', ['acc'], 'acc'],
    ['metrics.a / metrics.b * params.batch', ['a', 'b'], 'a'],
    // Statistics are numbers: they take a history, and give no point.
    ['metrics.a - best(metrics.b)', ['a', 'b'], 'a'],
    ['metrics.a / last(metrics.b)', ['a', 'b'], 'a'],
    // Goes by step as soon as one of its metrics does.
    ['metrics.system/gpu * metrics.loss', ['system/gpu', 'loss'], 'loss'],
    ['metrics.system/gpu_0 + metrics.system/gpu_1', ['system/gpu_0', 'system/gpu_1'], 'system/gpu_0'],
  ])('%s', (text, keys, axisKey) => {
    expect(readCardExpression(text)).toMatchObject({ keys, axisKey });
  });

  it.each(['', 'metrics.a *', 'step * params.batch', 'min(metrics.a)', '1 - last(metrics.a)', "'text'"])(
    'is none: %s',
    (text) => {
      expect(readCardExpression(text)).toBeUndefined();
    },
  );
});
