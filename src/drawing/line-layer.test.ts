import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MARK_NAN, MARK_NEGATIVE_INFINITY, MARK_POSITIVE_INFINITY } from '../base/packed-lines.ts';
import { createRecordingContext } from '../testing/recording-context.ts';
import { createLineDrawing, drawSlice, type LineStyle } from './line-layer.ts';
import { createPlotFrame, type PlotFrame } from './plot-frame.ts';
import { createSliceBudget } from './slice-queue.ts';

const NO_MARKS = { lines: new Uint32Array(), xs: new Float64Array(), kinds: new Uint8Array() };
/** Of a clock that stands still. */
const standing = () => createSliceBudget(10, () => 0);
const LIFT: readonly [number, number] = [0, Number.NaN];

function pack(lines: readonly (readonly (readonly [number, number])[])[]) {
  const points = lines.flat();
  const offsets = new Uint32Array(lines.length + 1);
  for (const [index, line] of lines.entries()) offsets[index + 1] = (offsets[index] ?? 0) + line.length;
  return {
    offsets,
    xs: Float64Array.from(points, ([x]) => x),
    ys: Float64Array.from(points, ([, y]) => y),
  };
}

function frameOf(devicePixelRatio = 1): PlotFrame {
  const domain = { min: 0, max: 100 };
  return createPlotFrame(
    { x: domain, y: domain, xKind: 'linear', yKind: 'linear' },
    100,
    100,
    devicePixelRatio,
  );
}

function draw(
  lines: Parameters<typeof pack>[0],
  { marks = NO_MARKS, frame = frameOf(), isOnPixels = true } = {},
) {
  const recording = createRecordingContext();
  const styles = lines.map((_, index) => ({ color: `color ${index}`, dash: index === 1 ? [6, 3] : [] }));
  const drawing = createLineDrawing(pack(lines), marks, styles, frame, isOnPixels);
  let slices = 1;
  while (!drawSlice(recording.context, drawing, standing())) slices += 1;
  return { recording, drawing, slices };
}

/** Up and down between 0 and the height with each step. */
function wave(count: number, height: number): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, step) => [(100 * step) / count, (step % 2) * height] as const);
}

/** Milliseconds of raster that each of so many equal lines is charged. */
function costOf(lines: number, dash: readonly number[], line: ReturnType<typeof wave>): number {
  let rasterMs = 0;
  const budget = { leftMs: () => 1, chargeRaster: (ms: number) => (rasterMs += ms) };
  const all = Array.from({ length: lines }, () => line);
  const styles = all.map(() => ({ color: 'red', dash }));
  const drawing = createLineDrawing(pack(all), NO_MARKS, styles, frameOf());
  while (!drawing.isDone) drawSlice(createRecordingContext().context, drawing, budget);
  return rasterMs / lines;
}

describe('the line layer', () => {
  it('draws a polyline in its colour, y upwards', () => {
    const { recording, drawing } = draw([
      [
        [0, 0],
        [50, 100],
        [100, 25],
      ],
    ]);
    expect(recording.of('moveTo')).toEqual([[0, 100]]);
    expect(recording.of('lineTo')).toEqual([
      [50, 0],
      [100, 75],
    ]);
    expect(recording.calls.find(({ method }) => method === 'stroke')?.strokeStyle).toBe('color 0');
    expect(drawing).toMatchObject({ pointsDrawn: 3, linesDrawn: 1 });
  });

  it('lifts the pen at gaps and dots what stands alone', () => {
    const { recording, drawing } = draw([
      [[10, 10], LIFT, [20, 20], [30, 30], LIFT, [40, 40], [40, 40]],
      [[5, 5]],
      [],
    ]);
    expect(recording.of('arc').map(([x, y]) => [x, y])).toEqual([
      [10, 90],
      [40, 60],
      [5, 95],
    ]);
    expect(recording.of('lineTo')).toContainEqual([30, 70]);
    expect(drawing).toMatchObject({ pointsDrawn: 6, linesDrawn: 2 });
  });

  it('cuts lines that leave the plot, where they leave it', () => {
    const { recording } = draw([
      [
        [50, 50],
        [50, 1e300],
        [60, 50],
      ],
    ]);
    expect(recording.of('lineTo').flat()).toSatisfy((all: number[]) => all.every((px) => Math.abs(px) < 1e4));
    expect(recording.of('lineTo')[0]).toEqual([50, -64]);
  });

  it('keeps a segment that crosses the whole plot on its way', () => {
    const { recording } = draw([
      [
        [-1e6, -1e6],
        [1e6, 1e6],
      ],
    ]);
    const [[fromX, fromY] = [], [toX, toY] = []] = [recording.of('moveTo')[0], recording.of('lineTo')[0]];
    expect(Number(fromX) + Number(fromY)).toBeCloseTo(100);
    expect(Number(toX) + Number(toY)).toBeCloseTo(100);
  });

  it('draws few lines wide and many as hairlines', () => {
    const line = [
      [0, 0],
      [1, 1],
    ] as const;
    const widthOf = (count: number, ratio: number) =>
      draw(
        Array.from({ length: count }, () => line),
        { frame: frameOf(ratio) },
      ).recording.calls.find(({ method }) => method === 'stroke')?.lineWidth;
    expect([widthOf(20, 1), widthOf(20, 2), widthOf(21, 1), widthOf(21, 2)]).toEqual([1.25, 2.5, 1, 1]);
  });

  it('scales dashes to device pixels', () => {
    const { recording } = draw([[[0, 0]], [[1, 1]]], { frame: frameOf(2) });
    expect(recording.of('setLineDash')).toContainEqual([[12, 6]]);
  });

  it('marks NaN at the bottom, infinities at the edge that they lie beyond', () => {
    const marks = {
      lines: Uint32Array.of(0, 1, 1),
      xs: Float64Array.of(10, 20, 30),
      kinds: Uint8Array.of(MARK_NAN, MARK_POSITIVE_INFINITY, MARK_NEGATIVE_INFINITY),
    };
    const { recording } = draw([[], []], { marks });
    expect(recording.of('moveTo').slice(-2)).toEqual([
      [20, 0],
      [30, 100],
    ]);
    const fills = recording.calls.filter(({ method }) => method === 'fill');
    expect(fills.map(({ fillStyle }) => fillStyle)).toEqual(['color 1', 'color 1']);
    expect(recording.calls.find(({ method }) => method === 'stroke')?.strokeStyle).toBe('color 0');
  });

  it('clips lines to the plot, not the dots and marks of its first and last step', () => {
    const marks = {
      lines: Uint32Array.of(0, 0, 0),
      xs: Float64Array.of(-2, 100, 102),
      kinds: Uint8Array.of(MARK_POSITIVE_INFINITY, MARK_POSITIVE_INFINITY, MARK_POSITIVE_INFINITY),
    };
    const { recording } = draw([[[0, 50]], [[-2, 50]], [[100, 50]]], { marks });
    // What stands beside the window is not in the picture, although its canvas is wide enough.
    expect(recording.of('arc').map(([x]) => x)).toEqual([0, 100]);
    expect(recording.of('rect')).toContainEqual([0, 0, 100, 100]);
    expect(recording.of('closePath')).toHaveLength(1);
    const methods = recording.calls.map(({ method }) => method);
    const kept = methods.filter((method) => ['clip', 'stroke', 'restore', 'fill'].includes(method));
    expect(kept.slice(0, 4)).toEqual(['clip', 'stroke', 'restore', 'fill']);
  });

  it('stops where the canvas has enough to do, even where the clock stands still', () => {
    // A slope of 100 pieces takes 0.2 ms.
    const slope = Array.from({ length: 100 }, (_, index) => [index, index] as const);
    const { slices, drawing } = draw(
      Array.from({ length: 20 }, () => [...slope, LIFT, ...slope, LIFT, ...slope]),
    );
    expect(slices).toBeGreaterThan(1);
    expect(drawing).toMatchObject({ pointsDrawn: 6_000, linesDrawn: 20 });
  });

  it('counts dashes of hairlines, and what lies over each other in wide lines', () => {
    const tall = wave(50, 100);
    expect(costOf(30, [2, 2.5], tall) / costOf(30, [], tall)).toBeGreaterThan(3);
    expect(costOf(30, [6, 3], tall)).toBeLessThan(costOf(30, [2, 2.5], tall));
    const crossingsMs = (count: number, height: number) =>
      costOf(1, [], wave(count, height)) - costOf(1, [], wave(count, 0));
    expect(crossingsMs(49, 100)).toBeCloseTo(10 * crossingsMs(49, 10), 5);
    expect(crossingsMs(49, 100)).toBeCloseTo(4 * crossingsMs(25, 100), 5);
  });

  it('draws dense columns upright, as wide as the line, with its ends; whole to be enlarged', () => {
    const wide = drawNoise({}, 2);
    expect(wide.of('fillRect')).toEqual([[49.25, 8.75, 2.5, 87.5]]);
    expect(wide.calls.find(({ method }) => method === 'fillRect')).toMatchObject({ fillStyle: 'red' });
    expect(drawNoise({}, 2, { isOnPixels: false }).of('lineTo')).toHaveLength(3);
  });

  it('draws them a pixel thin where they shine through, unless the line is much wider', () => {
    const thin = drawNoise({ alpha: 0.5 }, 1);
    expect(thin.of('fillRect')).toEqual([]);
    expect([...thin.of('moveTo'), ...thin.of('lineTo')]).toEqual([
      [50.5, 10],
      [50.5, 95],
    ]);
    expect(thin.calls.findLast(({ method }) => method === 'stroke')).toMatchObject({ lineWidth: 1 });
    expect(drawNoise({ alpha: 0.5 }, 2).of('lineTo')).toHaveLength(3);
  });

  it('keeps the dashes of what is no higher than one and its gap', () => {
    const uprights = [20, 20.5].map(
      (height) => drawNoise({ dash: [6, 4] }, 2, { height }).of('fillRect').length,
    );
    expect(uprights).toEqual([0, 1]);
  });

  it('stops when the budget is spent and goes on where it was', () => {
    const line = [
      [0, 0],
      [1, 1],
    ] as const;
    const { context } = createRecordingContext();
    const drawing = createLineDrawing(pack([line, line, line]), NO_MARKS, [], frameOf());
    let nowMs = 0;
    const slowClock = () => (nowMs += 6);
    expect(drawSlice(context, drawing, createSliceBudget(10, slowClock))).toBe(false);
    expect(drawing.linesDrawn).toBe(2);
    expect(drawSlice(context, drawing, createSliceBudget(10, slowClock))).toBe(true);
    expect(drawing).toMatchObject({ pointsDrawn: 6, linesDrawn: 3 });
  });

  it('draws last what is to be on top, each line once', () => {
    const lines = [10, 20, 30].map((y) => [[0, y] as const, [10, y] as const]);
    const recording = createRecordingContext();
    const styles = ['a', 'b', 'c'].map((color) => ({ color, dash: [], isOnTop: color === 'b' }));
    const drawing = createLineDrawing(pack(lines), NO_MARKS, styles, frameOf());
    expect(drawSlice(recording.context, drawing, standing())).toBe(true);
    expect(recording.of('moveTo').map(([, y]) => y)).toEqual([90, 70, 80]);
    expect(drawing).toMatchObject({ pointsDrawn: 6, linesDrawn: 3 });
  });

  it('draws every segment once, wherever slices cut a line', () => {
    const y = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 0, max: 100 }) }, fc.constant(Number.NaN));
    fc.assert(
      fc.property(fc.array(y, { minLength: 1, maxLength: 40, size: 'max' }), (pattern) => {
        // Some 10,000 points: more than two chunks.
        const ys = Array.from({ length: 10_000 }, (_, index) => pattern[index % pattern.length] ?? 0);
        const line = ys.map((value, index) => [index / 100, value] as const);
        const { recording, drawing } = draw([line], { isOnPixels: false });
        expect(segmentCount(recording)).toBe(countSegments(ys));
        expect(drawing.pointsDrawn).toBe(ys.filter((value) => !Number.isNaN(value)).length);
      }),
      { numRuns: 20 },
    );
  });
});

/** A line that goes up and down by `height` within one column of pixels. */
function drawNoise(style: Partial<LineStyle>, ratio: number, { height = 85, isOnPixels = true } = {}) {
  const noise = [0, height, 0, height - 1].map((y, index) => [50.2 + index / 5, 5 + y] as const);
  const recording = createRecordingContext();
  const styles = [{ color: 'red', dash: [], ...style }];
  const drawing = createLineDrawing(pack([noise]), NO_MARKS, styles, frameOf(ratio), isOnPixels);
  drawSlice(recording.context, drawing, standing());
  return recording;
}

function segmentCount(recording: ReturnType<typeof createRecordingContext>): number {
  return recording.of('lineTo').length;
}

function countSegments(ys: readonly number[]): number {
  return ys.filter((value, index) => index > 0 && !Number.isNaN(value + (ys[index - 1] ?? 0))).length;
}
