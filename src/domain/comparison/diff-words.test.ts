import { expect, it } from 'vitest';
import { DIFF_WORDS } from '../../testing/diff-words.ts';
import type { DiffLine } from './diff-lines.ts';
import { wordsOfCell } from './diff-words.ts';

const NOON_MS = Date.UTC(2026, 10, 21, 12);

const started = (cells: readonly (number | undefined)[]) =>
  cells.map((_, place) =>
    wordsOfCell({ kind: 'detail', key: 'start_time', cells } as unknown as DiffLine, place, DIFF_WORDS),
  );

it('two starts within a minute are told apart, others are told to the minute', () => {
  const [one, other, next, none] = started([NOON_MS, NOON_MS + 4_000, NOON_MS + 3_600_000, undefined]);
  expect(one?.short).not.toBe(other?.short);
  expect(one?.short).toBe(one?.full);
  expect(next?.short).not.toBe(next?.full);
  expect(none).toBeUndefined();
  // The same time is no difference.
  const [same] = started([NOON_MS, NOON_MS]);
  expect(same?.short).not.toBe(same?.full);
});
