import { describe, expect, it } from 'vitest';
import { loadWords } from './load-words.ts';

const LOADING = {
  loaded: 2_000,
  matched: 40,
  state: 'loading',
  isWhole: false,
  cachedAtMs: undefined,
  filter: { text: '' },
} as const;
const FILTERED = { ...LOADING, filter: { text: 'lr' } };

describe('words for what is loaded', () => {
  it('say that more exist until the end is reached', () => {
    expect(loadWords(LOADING)).toBe('2,000 loaded, more exist');
    expect(loadWords({ ...LOADING, state: 'paused' })).toBe('2,000 loaded, more exist · paused');
    expect(loadWords({ ...LOADING, state: 'complete', isWhole: true })).toBe('2,000 runs, all loaded');
  });

  it('say that all is read again, and that rows are of an earlier visit', () => {
    expect(loadWords({ ...LOADING, isWhole: true })).toBe('2,000 loaded, reading again');
    expect(loadWords({ ...LOADING, cachedAtMs: 1 })).toMatch(/earlier visit/);
  });

  it('say that reading failed, also when it was read again', () => {
    expect(loadWords({ ...LOADING, isWhole: true, state: 'failed' })).toMatch(/failed/);
  });

  it('count what passes a filter', () => {
    expect(loadWords(FILTERED)).toContain('40');
    expect(loadWords({ ...FILTERED, state: 'complete', isWhole: true })).not.toContain('more');
  });
});
