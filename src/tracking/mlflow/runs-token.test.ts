import { describe, expect, it } from 'vitest';
import { guessRunsToken } from './runs-token.ts';

describe('the token behind a page', () => {
  it('is the one that MLflow gives', () => {
    // Recorded from 3.17.2: pages of four runs.
    expect(guessRunsToken(undefined, 4)).toBe('eyJvZmZzZXQiOiA0fQ==');
    expect(atob(guessRunsToken('eyJvZmZzZXQiOiA0fQ==', 50) ?? '')).toBe('{"offset": 54}');
  });

  it('is not guessed from tokens of another kind', () => {
    expect(guessRunsToken('not base64!', 4)).toBeUndefined();
    expect(guessRunsToken(btoa('{"offset": 4, "shard": 1}'), 4)).toBeUndefined();
    expect(guessRunsToken(btoa('page 2'), 4)).toBeUndefined();
  });
});
