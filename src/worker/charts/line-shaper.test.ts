import { describe, expect, it } from 'vitest';
import type { ShapedLine } from '../../domain/series/shape-line.ts';
import { createLineShaper } from './line-shaper.ts';

const POINTS = { xs: Float64Array.of(1, 2, 3, 4), ys: Float64Array.of(-1, 0, 1, 2) };
const LINE: ShapedLine = {
  main: POINTS,
  logged: { steps: POINTS.xs, timestampsMs: POINTS.xs, values: POINTS.ys },
  places: undefined,
  isMonotone: true,
  faint: [],
  raw: undefined,
  restartCount: 0,
  placelessCount: 0,
};
const SCALE = { kind: 'linear', min: 1, max: 4, startPx: 0, endPx: 400 } as const;

describe('a shaper that is used on', () => {
  const recipe = { axis: { kind: 'step' }, smoothing: undefined } as const;

  it('hands out the same reduction for the same axes', () => {
    const shaper = createLineShaper({ key: 'loss', recipe });
    expect(shaper.sample(LINE, SCALE, 'linear')).toBe(shaper.sample(LINE, { ...SCALE }, 'linear'));
  });

  it('reduces anew where y becomes a log axis', () => {
    const shaper = createLineShaper({ key: 'loss', recipe });
    expect(shaper.sample(LINE, SCALE, 'linear').main.offAxisCount).toBe(0);
    expect(shaper.sample(LINE, SCALE, 'log').main.offAxisCount).toBe(2);
  });

  it('reduces anew for another width or another kind of x', () => {
    const shaper = createLineShaper({ key: 'loss', recipe });
    const wide = shaper.sample(LINE, SCALE, 'linear');
    const narrow = shaper.sample(LINE, { ...SCALE, endPx: 1 }, 'linear');
    expect(narrow).not.toBe(wide);
    expect(shaper.sample(LINE, { ...SCALE, kind: 'log' }, 'linear')).not.toBe(narrow);
  });
});
