import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  isStroked,
  packCssColor,
  type ParallelLines,
  pickParallel,
  rasterGap,
  strokeParallel,
  toCssColor,
} from './parallel-layer.ts';

const [WIDTH, HEIGHT] = [20, 40];

function linesOf(rows: readonly (readonly number[])[], heightPx = HEIGHT): ParallelLines {
  const axes = rows[0]?.length ?? 0;
  return {
    xs: Array.from({ length: axes }, (_, axis) => axis * WIDTH),
    ys: Array.from({ length: axes }, (_, axis) => Float32Array.from(rows.map((row) => row[axis] ?? 0))),
    order: Uint32Array.from(rows, (_, line) => line),
    colors: Uint32Array.from(rows, (_, line) => line + 1),
    heightPx,
  };
}

/** Rows of a column that have a pixel. */
function rowsIn(pixels: Uint32Array, column: number): readonly number[] {
  return Array.from({ length: HEIGHT }, (_, row) => row).filter((row) => pixels[row * WIDTH + column] !== 0);
}

describe('pixels of a line between two axes', () => {
  it('have no hole, are in every column, and begin and end where the line does', () => {
    const row = fc.double({ min: 0, max: HEIGHT - 1, noNaN: true });
    fc.assert(
      fc.property(row, row, (from, to) => {
        const pixels = new Uint32Array(WIDTH * HEIGHT);
        rasterGap(linesOf([[from, to]]), 0, undefined, pixels);
        const columns = Array.from({ length: WIDTH }, (_, column) => rowsIn(pixels, column));
        for (const [column, rows] of columns.entries()) {
          expect(rows.length).toBeGreaterThan(0);
          expect((rows.at(-1) ?? 0) - (rows[0] ?? 0)).toBe(rows.length - 1);
          const expected = from + ((to - from) * column) / WIDTH;
          expect(rows.some((each) => Math.abs(each - expected) <= 1.01)).toBe(true);
        }
        expect(columns[0]).toContain(Math.floor(Math.fround(from)));
      }),
    );
  });

  it('of later lines cover those of earlier ones; lines beside the mask have none', () => {
    const lines = linesOf([
      [5, 5],
      [5, 5],
      [9, 9],
    ]);
    const pixels = new Uint32Array(WIDTH * HEIGHT);
    expect(rasterGap(lines, 0, Uint8Array.of(1, 1, 0), pixels)).toBe(2);
    expect(pixels[5 * WIDTH + 3]).toBe(2);
    expect(rowsIn(pixels, 3)).toEqual([5]);
  });

  it('stay inside of the picture', () => {
    const pixels = new Uint32Array(WIDTH * HEIGHT);
    rasterGap(linesOf([[-50, 900]]), 0, undefined, pixels);
    expect(rowsIn(pixels, 0)[0]).toBe(0);
    expect(rowsIn(pixels, WIDTH - 1).at(-1)).toBeLessThan(HEIGHT);
  });
});

function record() {
  const calls: string[] = [];
  const context = {
    strokeStyle: '',
    lineWidth: 0,
    lineJoin: 'round' as const,
    globalAlpha: 1,
    beginPath: () => calls.push(`begin ${context.strokeStyle}`),
    moveTo: (x: number, y: number) => calls.push(`M${x} ${y}`),
    lineTo: (x: number, y: number) => calls.push(`L${x} ${y}`),
    stroke: () => calls.push('stroke'),
  };
  return { calls, context };
}

describe('strokes', () => {
  const style = { widthPx: 1, alpha: 1 };

  it('go through each axis, in the order of the lines, those of the mask alone', () => {
    const { calls, context } = record();
    const lines = {
      ...linesOf([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      order: Uint32Array.of(2, 0, 1),
    };
    expect(strokeParallel(context, lines, Uint8Array.of(1, 0, 1), style)).toBe(2);
    expect(calls.join(' ')).toBe(
      `begin rgb(3 0 0) M0 5 L${WIDTH} 6 stroke begin rgb(1 0 0) M0 1 L${WIDTH} 2 stroke`,
    );
  });

  it('are short dashes on one axis alone', () => {
    const { calls, context } = record();
    strokeParallel(context, linesOf([[7]]), undefined, style);
    expect(calls).toEqual(['begin rgb(1 0 0)', 'M-14 7', 'L14 7', 'stroke']);
  });

  it('are for as many lines as fit into a frame', () => {
    expect(isStroked(250, 7)).toBe(true);
    expect(isStroked(1000, 7)).toBe(false);
  });
});

describe('the line that is pointed at', () => {
  const lines = linesOf([
    [10, 30],
    [30, 10],
    [10, 30],
  ]);
  it('is the nearest one, of equals the one drawn last', () => {
    expect(pickParallel(lines, undefined, { xPx: 4, yPx: 14 }, 5)?.line).toBe(2);
    expect(pickParallel(lines, undefined, { xPx: 4, yPx: 26 }, 5)?.line).toBe(1);
    expect(pickParallel(lines, Uint8Array.of(1, 1, 0), { xPx: 4, yPx: 14 }, 5)?.line).toBe(0);
  });
  it('is none where none is near, also beside the axes', () => {
    expect(pickParallel(lines, undefined, { xPx: 10, yPx: 39 }, 5)).toBeUndefined();
    expect(pickParallel(lines, undefined, { xPx: -9, yPx: 10 }, 5)).toBeUndefined();
    expect(pickParallel(linesOf([]), undefined, { xPx: 0, yPx: 0 }, 5)).toBeUndefined();
  });
  it('is found on one axis alone', () => {
    expect(pickParallel(linesOf([[8], [20]]), undefined, { xPx: 2, yPx: 21 }, 5)?.line).toBe(1);
  });
});

it('colours go to pixels and back', () => {
  expect(toCssColor(packCssColor('#264db4'))).toBe('rgb(38 77 180)');
  expect(toCssColor(packCssColor('#0f8'))).toBe('rgb(0 255 136)');
  expect(toCssColor(packCssColor('hsl(1 2% 3%)'))).toBe('rgb(128 128 128)');
});
