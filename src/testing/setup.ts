import { afterEach, beforeEach, vi } from 'vitest';

/** A `console.error` that nobody expected fails the test. */
beforeEach(() => {
  vi.spyOn(console, 'error').mockImplementation((...words: unknown[]) => {
    throw new Error(`console.error: ${words.map(String).join(' ')}`);
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});
