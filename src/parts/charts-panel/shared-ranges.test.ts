import { describe, expect, it, vi } from 'vitest';
import { createSharedRanges } from './shared-ranges.ts';

describe('one range for several cards', () => {
  it('holds all of a group, and none of another', () => {
    const ranges = createSharedRanges();
    ranges.set('train', 'loss', { min: 0, max: 2 });
    ranges.set('train', 'acc', { min: -1, max: 1 });
    ranges.set('val', 'loss', { min: 5, max: 9 });
    expect(ranges.get('train')).toEqual({ min: -1, max: 2 });
    expect(ranges.get('val')).toEqual({ min: 5, max: 9 });
    expect(ranges.get('test')).toBeUndefined();
  });

  it('shrinks when a card is gone', () => {
    const ranges = createSharedRanges();
    ranges.set('train', 'loss', { min: 0, max: 2 });
    ranges.set('train', 'acc', { min: -1, max: 1 });
    ranges.set('train', 'acc', undefined);
    expect(ranges.get('train')).toEqual({ min: 0, max: 2 });
    ranges.set('train', 'loss', undefined);
    expect(ranges.get('train')).toBeUndefined();
  });

  it('tells of a change only where an end moved', () => {
    const ranges = createSharedRanges();
    const listener = vi.fn();
    const stop = ranges.subscribe(listener);
    ranges.set('train', 'loss', { min: 0, max: 2 });
    const before = ranges.get('train');
    ranges.set('train', 'acc', { min: 0.5, max: 1 });
    expect(ranges.get('train')).toBe(before);
    expect(listener).toHaveBeenCalledTimes(1);
    stop();
    ranges.set('train', 'acc', { min: 0.5, max: 3 });
    expect(listener).toHaveBeenCalledTimes(1);
  });
});
