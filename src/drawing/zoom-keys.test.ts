import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scale } from '../base/scale.ts';
import type { Domain } from './plot-frame.ts';
import { createZoomKeys, roundWindow, type ZoomAnswer } from './zoom-keys.ts';

const EXTENT = { min: 0, max: 1000 };

function shown(min: number, max: number, kind: Scale['kind'] = 'linear'): Scale {
  return { kind, min, max, startPx: 0, endPx: 400 };
}

describe('zoom keys', () => {
  it('zooms in around a place', () => {
    expect(createZoomKeys().zoomIn(shown(0, 1000), EXTENT, 200)).toEqual({ min: 250, max: 750 });
    expect(createZoomKeys().zoomIn(shown(0, 1000), EXTENT, 0)).toEqual({ min: 0, max: 500 });
    expect(createZoomKeys().zoomIn(shown(1, 10_000, 'log'), { min: 1, max: 10_000 }, 0)).toEqual({
      min: 1,
      max: 100,
    });
  });

  it('does not zoom in between two steps', () => {
    expect(createZoomKeys().zoomIn(shown(4, 5), EXTENT, 200)).toBeUndefined();
    expect(createZoomKeys().zoomIn(shown(4, 5), EXTENT, 400)).toBeUndefined();
  });

  it('does nothing when all is shown, or nothing is', () => {
    expect(createZoomKeys().zoomOut(shown(0, 1000), EXTENT, 200)).toBeUndefined();
    expect(createZoomKeys().zoomOut(shown(4.5, 5.5), { min: 5, max: 5 }, 200)).toBeUndefined();
    expect(createZoomKeys().zoomOut(shown(0, 1), undefined, 200)).toBeUndefined();
  });

  it('zooms out no further than the data reach', () => {
    expect(createZoomKeys().zoomOut(shown(800, 1000), EXTENT, 200)).toEqual({ min: 700, max: 1000 });
    expect(createZoomKeys().zoomOut(shown(250, 750), EXTENT, 200)).toBe('all');
    expect(createZoomKeys().zoomOut(shown(-500, 4000), EXTENT, 200)).toBe('all');
    expect(createZoomKeys().zoomOut(shown(5000, 6000), EXTENT, 200)).toBe('all');
  });

  it('goes on from the window that it asked for until the plot shows another', () => {
    const keys = createZoomKeys();
    keys.zoomIn(shown(0, 1000), EXTENT, 0);
    expect(keys.zoomIn(shown(0, 1000), EXTENT, 0)).toEqual({ min: 0, max: 250 });
    expect(keys.zoomOut(shown(0, 1000), EXTENT, 300)).toEqual({ min: 0, max: 500 });
    expect(keys.zoomOut(shown(0, 1000), EXTENT, 300)).toBe('all');
    expect(keys.zoomOut(shown(0, 1000), EXTENT, 300)).toBeUndefined();
    keys.settle({ min: 600, max: 800 });
    expect(keys.zoomIn(shown(600, 800), EXTENT, 0)).toEqual({ min: 600, max: 700 });
  });

  it('is not led astray by a picture that comes after the next key', () => {
    const keys = createZoomKeys();
    keys.settle(EXTENT);
    keys.zoomIn(shown(0, 1000), EXTENT, 0);
    keys.zoomIn(shown(0, 1000), EXTENT, 0);
    keys.settle({ min: 0, max: 500 });
    expect(keys.zoomOut(shown(0, 500), EXTENT, 0)).toEqual({ min: 0, max: 500 });
    keys.settle({ min: 0, max: 250 });
    expect(keys.zoomOut(shown(0, 250), EXTENT, 0)).toBe('all');
  });

  it('goes back to all of a run that went on meanwhile', () => {
    const keys = createZoomKeys();
    keys.zoomIn(shown(0, 1000), EXTENT, 0);
    keys.settle({ min: 0, max: 500 });
    expect(keys.zoomOut(shown(0, 500), { min: 0, max: 1200 }, 0)).toBe('all');
  });

  it('goes back the way it came, wherever the crosshair stands meanwhile', () => {
    const places = fc.array(fc.tuple(fc.nat(400), fc.nat(400)), { minLength: 1, maxLength: 12 });
    const extents = fc.tuple(fc.nat(1000), fc.integer({ min: 1, max: 1e9 }), fc.boolean());
    fc.assert(
      fc.property(places, extents, (pairs, [start, length, isLog]) => {
        const [min, kind] = [isLog ? start + 1 : start, isLog ? 'log' : 'linear'] as const;
        const extent = { min, max: min + length };
        const keys = createZoomKeys();
        const apply = (window: Domain, answer: ZoomAnswer): Domain => {
          const next = answer === 'all' ? extent : (answer ?? window);
          keys.settle(next);
          return next;
        };
        const windows: Domain[] = [extent];
        for (const [inPx] of pairs) {
          const last = windows.at(-1) ?? extent;
          const next = apply(last, keys.zoomIn(shown(last.min, last.max, kind), extent, inPx));
          if (next === last) break;
          windows.push(next);
        }
        for (let index = windows.length - 1; index > 0; index -= 1) {
          const { min, max } = windows[index] ?? extent;
          const outPx = pairs[index - 1]?.[1] ?? 0;
          const back = apply({ min, max }, keys.zoomOut(shown(min, max, kind), extent, outPx));
          expect(back).toEqual(windows[index - 1]);
        }
      }),
    );
  });
});

describe('roundWindow', () => {
  it('goes to whole steps, or to a thousandth of the window', () => {
    expect(roundWindow(1.4, 9.6, true)).toEqual({ min: 1, max: 10 });
    expect(roundWindow(0.123_456_7, 0.987_654_3, false)).toEqual({ min: 0.1235, max: 0.9877 });
    expect(roundWindow(1e-9, 1.5e-9, false).max).toBeCloseTo(1.5e-9, 15);
    expect(roundWindow(3, 3, false)).toEqual({ min: 3, max: 3 });
  });

  it('is never off by more than that', () => {
    const edge = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(edge, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (min, span) => {
        const rounded = roundWindow(min, min + span, false);
        expect(Math.abs(rounded.min - min)).toBeLessThanOrEqual(span / 1000);
        expect(Math.abs(rounded.max - min - span)).toBeLessThanOrEqual(span / 1000);
      }),
    );
  });
});
