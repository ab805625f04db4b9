import { describe, expect, it } from 'vitest';
import { findUnknownField } from './unknown-keys.ts';

const KNOWN = { metrics: [{ key: 'val/loss' }], params: [{ key: 'batch' }], tags: [] };

describe('a key of an expression that no run has', () => {
  it('is named with the nearest one and the text that has it', () => {
    expect(findUnknownField('step * params.batchx', KNOWN)).toEqual({
      column: 'params.batchx',
      nearest: 'params.batch',
      replaced: 'step * params.batch',
    });
  });

  it('is named alone where nothing is like it', () => {
    expect(findUnknownField('1 - metrics.reward', KNOWN)).toEqual({
      column: 'metrics.reward',
      nearest: undefined,
      replaced: undefined,
    });
  });

  it.each(['step * params.batch', 'min(metrics."val/loss")', 'duration / 60', 'params.batch *'])(
    'is not in %s',
    (text) => {
      expect(findUnknownField(text, KNOWN)).toBeUndefined();
    },
  );
});
