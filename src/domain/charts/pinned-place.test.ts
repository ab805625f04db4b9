import { describe, expect, it } from 'vitest';
import { axisId } from './pinned-place.ts';
import type { XAxis } from '../series/series-axis.ts';

describe('axisId', () => {
  it('is another one for every axis', () => {
    const axes: readonly XAxis[] = [
      { kind: 'step' },
      { kind: 'relative' },
      { kind: 'wall' },
      { kind: 'epoch', key: 'epoch' },
      { kind: 'epoch', key: 'step' },
      { kind: 'metric', key: 'epoch', join: 'step' },
      { kind: 'metric', key: 'epoch', join: 'time' },
    ];
    expect(new Set(axes.map(axisId)).size).toBe(axes.length);
    expect(axisId({ kind: 'epoch', key: 'a/b' })).toBe(axisId({ kind: 'epoch', key: 'a/b' }));
  });
});
