import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { nextPageSize } from './page-size.ts';

const page = (count: number, sizeBytes: number) => ({
  runs: Array.from({ length: count }, (_, index) => makeRun({ id: String(index) })),
  nextPageToken: undefined,
  sizeBytes,
});

describe('page size', () => {
  it('grows to a useful size at a server that takes long whatever is asked', () => {
    let size = 2;
    let rate: number | undefined;
    const sizes = Array.from({ length: 6 }, () => {
      const before = size;
      size = nextPageSize(size, page(size, size * 1_000), 3_000, rate);
      rate = before / 3_000;
      return size;
    });
    expect(sizes).toEqual([50, 100, 200, 400, 800, 1_000]);
  });

  it('does not fall to single runs at a slow moment of the server', () => {
    expect(nextPageSize(200, page(200, 200_000), 20_000, 0.5)).toBe(50);
  });

  it.each([
    ['grows at most four times', 50, page(50, 1_000), 5, 200],
    ['goes from a few runs to a screenful', 4, page(4, 1_000), 5, 50],
    ['does not take a long way to the server for heavy runs', 4, page(4, 8_000), 400, 50],
    ['stays with few runs where they are heavy', 4, page(4, 4 * 1_600_000), 2_000, 1],
    ['stops at 1,000', 800, page(800, 1_000), 5, 1_000],
    ['follows the bytes of a run', 50, page(50, 50 * 30_000), 5, 50],
    ['shrinks for heavy runs', 50, page(50, 50 * 300_000), 5, 5],
    ['follows the time of a run', 50, page(50, 1_000), 500, 100],
    ['does not fall below 500 kB at a busy server', 7, page(7, 7 * 38_000), 2_600, 13],
    ['never falls below one', 1, page(1, 5_000_000), 5_000, 1],
    ['stays after an empty page', 70, page(0, 2), 5, 70],
  ])('%s', (_, size, answer, tookMs, expected) => {
    expect(nextPageSize(size, answer, tookMs)).toBe(expected);
  });
});
