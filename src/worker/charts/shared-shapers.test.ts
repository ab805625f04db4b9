import { expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { AS_LOGGED } from '../../domain/series/shape-line.ts';
import { SharedShapers } from './shared-shapers.ts';

const QUERY = { key: 'loss', recipe: AS_LOGGED, runs: [{ id: 'a' as RunId, isRunning: false }] };

it('a watch that takes over the lines of another has them as they were made', () => {
  const shapers = new SharedShapers();
  const first = shapers.borrow(QUERY);
  const second = shapers.borrow({ ...QUERY });
  expect(second.shaper).toBe(first.shaper);
  first.release();
  expect(shapers.borrow(QUERY).shaper).toBe(first.shaper);
});

it('other lines are made by another one, and nothing is held when nobody draws', () => {
  const shapers = new SharedShapers();
  const first = shapers.borrow(QUERY);
  const smoothing = { kind: 'running-mean', points: 5 } as const;
  expect(shapers.borrow({ ...QUERY, recipe: { ...AS_LOGGED, smoothing } }).shaper).not.toBe(first.shaper);
  expect(shapers.borrow({ ...QUERY, key: 'acc' }).shaper).not.toBe(first.shaper);
  first.release();
  expect(shapers.borrow(QUERY).shaper).not.toBe(first.shaper);
});
