import { describe, expect, it } from 'vitest';
import { createParallelPainter, type ParallelScene } from './parallel-painter.ts';

const HEIGHT = 30;

function sceneOf(lineCount: number, value: number, axes = 4): ParallelScene {
  return {
    lines: {
      xs: Array.from({ length: axes }, (_, axis) => 10 + axis * 20),
      ys: Array.from({ length: axes }, () => new Float32Array(lineCount).fill(value)),
      order: Uint32Array.from({ length: lineCount }, (_, line) => line),
      colors: new Uint32Array(lineCount).fill(0xff0000ff),
      heightPx: HEIGHT,
    },
    mask: undefined,
    lineCount,
    style: { widthPx: 1, alpha: 1 },
    widthPx: 100,
  };
}

function record() {
  const calls: string[] = [];
  const add = (call: string) => void calls.push(call);
  const context = {
    strokeStyle: '',
    lineWidth: 0,
    lineJoin: 'round' as const,
    globalAlpha: 1,
    beginPath: () => undefined,
    moveTo: () => undefined,
    lineTo: () => undefined,
    stroke: () => add('stroke'),
    clearRect: (x: number, _: number, width: number) => add(`clear ${x} ${width}`),
    createImageData: (width: number, height: number) =>
      ({ width, height, data: new Uint8ClampedArray(width * height * 4) }) as ImageData,
    putImageData: (image: ImageData, x: number) => {
      const pixels = new Uint32Array(image.data.buffer);
      add(`put ${x} row ${Math.floor(pixels.findIndex((pixel) => pixel !== 0) / image.width)}`);
    },
  };
  return { calls, context };
}

describe('a painter of parallel lines', () => {
  it('strokes few lines at once, and once', () => {
    const { calls, context } = record();
    const painter = createParallelPainter(context, () => 0);
    expect(painter.paint(10)).toBe(true);
    painter.show(sceneOf(2, 5));
    expect(painter.paint(10)).toBe(true);
    expect(painter.paint(10)).toBe(true);
    expect(calls).toEqual(['clear 0 100', 'stroke', 'stroke']);
  });

  it('draws many lines space by space, and only as long as the budget lasts', () => {
    const { calls, context } = record();
    let time = 0;
    const painter = createParallelPainter(context, () => (time += 6));
    painter.show(sceneOf(5000, 5));
    expect(painter.paint(10)).toBe(false);
    expect(calls).toEqual(['clear 0 10', 'put 10 row 5', 'put 30 row 5']);
    expect(painter.paint(10)).toBe(true);
    expect(calls.slice(3)).toEqual(['clear 50 50', 'put 50 row 5']);
  });

  it('goes on where it stopped when the scene changes: no space waits for another', () => {
    const { calls, context } = record();
    let time = 0;
    const painter = createParallelPainter(context, () => (time += 6));
    painter.show(sceneOf(5000, 5));
    painter.paint(1);
    painter.show(sceneOf(5000, 9));
    painter.paint(1);
    expect(painter.paint(100)).toBe(true);
    const puts = calls.filter((call) => call.startsWith('put'));
    expect(puts).toEqual(['put 10 row 5', 'put 30 row 9', 'put 50 row 9', 'put 10 row 9']);
  });

  it('draws a space of 50,000 lines in steps, and shows it when it is done', () => {
    const { calls, context } = record();
    let time = 0;
    const painter = createParallelPainter(context, () => (time += 20));
    painter.show(sceneOf(50_000, 5, 3));
    expect(painter.paint(8)).toBe(false);
    expect(calls).toEqual([]);
    painter.paint(8);
    expect(calls).toEqual(['clear 0 10', 'put 10 row 5']);
    painter.paint(8);
    expect(painter.paint(8)).toBe(true);
    expect(calls.slice(2)).toEqual(['clear 30 70', 'put 30 row 5']);
  });

  it('ends the space that it has begun when the scene changes; where axes moved it begins anew', () => {
    const { calls, context } = record();
    let time = 0;
    const painter = createParallelPainter(context, () => (time += 20));
    const puts = () => calls.filter((call) => call.startsWith('put'));
    painter.show(sceneOf(50_000, 5, 3));
    // A brush is dragged: another scene in every frame.
    for (const value of [6, 7, 8, 9]) {
      painter.paint(8);
      painter.show(sceneOf(50_000, value, 3));
    }
    expect(puts()).toEqual(['put 10 row 5', 'put 30 row 7']);
    expect(painter.paint(1000)).toBe(true);
    expect(puts().slice(2)).toEqual(['put 10 row 9', 'put 30 row 9']);

    painter.show(sceneOf(50_000, 9, 3));
    painter.paint(8);
    painter.show(sceneOf(50_000, 4, 4));
    expect(painter.paint(1000)).toBe(true);
    expect(puts().slice(4).toSorted()).toEqual(['put 10 row 4', 'put 30 row 4', 'put 50 row 4']);
  });
});
