import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assignColorSlots,
  COLOR_COUNT,
  LINE_COLORS,
  SLOT_COUNT,
  type SlotRun,
  slotStyle,
} from './color-slots.ts';

/** Against the page's background, in the order of the palette. */
const MEASURED_CONTRAST = {
  light: [7.5, 3, 3.4, 3.3, 3, 5.2, 4.6, 5.1, 7.4, 7.5],
  dark: [6.5, 4.4, 4.2, 4.2, 12, 7.4, 7.3, 10.2, 4.6, 12],
};

type Rgb = readonly [number, number, number];

const BACKGROUNDS = { light: '#ffffff', dark: '#15181c' };

/** Linear light. */
function linearOf(hex: string): Rgb {
  const channel = (at: number) => {
    const c = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [one, other]
    .map(linearOf)
    .map(([r, g, b]) => 0.2126 * r + 0.7152 * g + 0.0722 * b)
    .toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/** Full severity matrices of Machado, Oliveira, Fernandes (2009), for linear light. */
const VISIONS: Readonly<Record<string, readonly Rgb[]>> = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
};

function multiply(matrix: readonly Rgb[], [r, g, b]: Rgb): Rgb {
  const [x = 0, y = 0, z = 0] = matrix.map((row) => row[0] * r + row[1] * g + row[2] * b);
  return [x, y, z];
}

/** OKLab (Björn Ottosson, 2020). */
function oklab(rgb: Rgb): Rgb {
  const cones = multiply(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  );
  return multiply(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    [Math.cbrt(cones[0]), Math.cbrt(cones[1]), Math.cbrt(cones[2])],
  );
}

function closestPair(colors: readonly string[], vision: readonly Rgb[]): number {
  const seen = colors.map((hex) => oklab(multiply(vision, linearOf(hex))));
  return Math.min(
    ...seen.flatMap((a, index) => seen.slice(index + 1).map((b) => Math.hypot(...difference(a, b)))),
  );
}

function difference(a: Rgb, b: Rgb): Rgb {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

describe.each(['light', 'dark'] as const)('the palette of the %s theme', (theme) => {
  it('has a contrast of 3:1 and more', () => {
    expect(LINE_COLORS[theme]).toHaveLength(COLOR_COUNT);
    const measured = LINE_COLORS[theme].map((hex) => contrast(hex, BACKGROUNDS[theme]));
    expect(Math.min(...measured)).toBeGreaterThanOrEqual(3);
    expect(measured.map((ratio) => Number(ratio.toFixed(1)))).toEqual(MEASURED_CONTRAST[theme]);
  });

  it.each(Object.keys(VISIONS))('can be told apart with %s', (vision) => {
    // 0.02 in OKLab is about one just noticeable difference.
    expect(closestPair(LINE_COLORS[theme], VISIONS[vision] ?? [])).toBeGreaterThan(0.06);
  });
});

const anyRun: fc.Arbitrary<SlotRun> = fc.record({
  id: fc.string({ minLength: 1, maxLength: 6 }),
  startMs: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
});
const anySet = fc.uniqueArray(anyRun, { selector: ({ id }) => id, maxLength: 60 });

describe('assignColorSlots', () => {
  it('repeats no colour and dash while one is free', () => {
    fc.assert(
      fc.property(anySet, anySet, (before, runs) => {
        const slots = assignColorSlots(assignColorSlots(new Map(), before), runs);
        expect(slots.size).toBe(runs.length);
        expect(new Set(slots.values()).size).toBe(Math.min(runs.length, SLOT_COUNT));
      }),
    );
  });

  it('does not depend on the order of rows', () => {
    fc.assert(
      fc.property(
        anySet.chain((runs) =>
          fc.tuple(fc.constant(runs), fc.shuffledSubarray(runs, { minLength: runs.length })),
        ),
        ([runs, shuffled]) => {
          expect(assignColorSlots(new Map(), shuffled)).toEqual(assignColorSlots(new Map(), runs));
        },
      ),
    );
  });

  it('leaves slots alone when runs come and go', () => {
    fc.assert(
      fc.property(anySet, fc.nat(), (runs, cut) => {
        const kept = runs.slice(0, cut % (runs.length + 1)).slice(0, SLOT_COUNT);
        const before = assignColorSlots(new Map(), kept);
        const after = assignColorSlots(before, runs);
        for (const { id } of kept) expect(after.get(id)).toBe(before.get(id));
      }),
    );
  });

  it('gives a run that is alone the slot of its id, whatever else it knows', () => {
    const run = { id: 'a1b2' };
    const alone = assignColorSlots(new Map(), [run]).get('a1b2');
    expect(assignColorSlots(new Map([['other', 3]]), [run]).get('a1b2')).toBe(alone);
    expect(slotStyle(alone ?? -1).dash).toEqual([]);
  });

  it('draws ten runs with ten solid lines', () => {
    const runs = Array.from({ length: COLOR_COUNT }, (_, index) => ({ id: `run ${index}`, startMs: index }));
    const styles = [...assignColorSlots(new Map(), runs).values()].map(slotStyle);
    expect(new Set(styles.map(({ colorIndex }) => colorIndex)).size).toBe(COLOR_COUNT);
    expect(styles.every(({ dash }) => dash.length === 0)).toBe(true);
  });

  it('tells two runs apart that were given one slot in different sets', () => {
    const taken = new Map([
      ['early', 4],
      ['late', 4],
    ]);
    const slots = assignColorSlots(taken, [
      { id: 'late', startMs: 2 },
      { id: 'early', startMs: 1 },
    ]);
    expect(slots.get('early')).toBe(4);
    expect(slots.get('late')).not.toBe(4);
  });

  it('gives a run its own back from one that stood in for it, whichever started first', () => {
    const standIn = { id: 'stand-in', startMs: 1 };
    const restored = { id: 'restored', startMs: 2 };
    const others = Array.from({ length: COLOR_COUNT - 1 }, (_, index) => ({
      id: `run ${index}`,
      startMs: 3,
    }));
    const first = assignColorSlots(new Map(), [restored, ...others]);
    // The only solid line that is free is that of the run that went.
    const meanwhile = assignColorSlots(first, [standIn, ...others]);
    expect(meanwhile.get('stand-in')).toBe(first.get('restored'));
    const after = assignColorSlots(new Map([...first, ...meanwhile]), [standIn, restored, ...others]);
    for (const [id, slot] of first) expect(after.get(id)).toBe(slot);
    expect(new Set(after.values()).size).toBe(COLOR_COUNT + 1);
  });
});
