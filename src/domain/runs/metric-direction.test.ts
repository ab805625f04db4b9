import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { directionOf, guessDirection } from './metric-direction.ts';

describe('guessDirection', () => {
  it.each([
    'loss',
    'val/loss',
    'eval_error',
    'RMSE',
    'test.perplexity',
    'wer',
    'epoch_time',
    'logloss',
    'valLoss',
  ])('takes a lower %s for better', (key) => {
    expect(guessDirection(key)).toBe('lower');
  });

  it.each(['acc', 'val/accuracy', 'f1', 'roc_auc', 'r2', 'best_score', 'BLEU', 'mean-reward', 'evalReward'])(
    'takes a higher %s for better',
    (key) => {
      expect(guessDirection(key)).toBe('higher');
    },
  );

  it.each([
    'lr',
    'epoch',
    'system/cpu_utilization',
    'blossom',
    'timestep_count',
    '',
    'glossy_level',
    '정확도',
  ])('does not guess for %j', (key) => {
    expect(guessDirection(key)).toBeUndefined();
  });

  it('goes by the last word that tells', () => {
    expect(guessDirection('loss_scale/accuracy')).toBe('higher');
    expect(guessDirection('score_time')).toBe('lower');
    expect(guessDirection('time/val_f1_fold_3')).toBe('higher');
  });

  it('knows negated errors for scores', () => {
    expect(guessDirection('neg_mean_squared_error')).toBe('higher');
  });

  it('is not led astray by what stands before a separator', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '/', '_', '.', 'x', '7') }), (prefix) => {
        expect(guessDirection(`${prefix}/loss`)).toBe('lower');
      }),
    );
  });
});

describe('directionOf', () => {
  it('does as the person said, else as guessed', () => {
    expect(directionOf('loss', { loss: 'higher' })).toBe('higher');
    expect(directionOf('loss', { acc: 'lower' })).toBe('lower');
    expect(directionOf('constructor', {})).toBeUndefined();
  });
});
