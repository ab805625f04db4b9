import { describe, expect, it } from 'vitest';
import { createRecordingContext } from '../testing/recording-context.ts';
import { drawBands } from './band-layer.ts';
import { createPlotFrame } from './plot-frame.ts';

const domain = { min: 1, max: 100 };
const frameOf = (yKind: 'linear' | 'log') =>
  createPlotFrame({ x: { min: 0, max: 100 }, y: domain, xKind: 'linear', yKind }, 100, 99, 1);

function pack(...bands: readonly (readonly (readonly [number, number, number])[])[]) {
  const rows = bands.flat();
  const offsets = new Uint32Array(bands.length + 1);
  bands.forEach((band, index) => (offsets[index + 1] = (offsets[index] ?? 0) + band.length));
  const column = (place: 0 | 1 | 2) => Float64Array.from(rows, (row) => row[place]);
  return { offsets, xs: column(0), lows: column(1), highs: column(2) };
}

const STYLES = ['red', 'blue'].map((color) => ({ color, dash: [] }));

describe('drawBands', () => {
  it('goes along the upper edge and back along the lower one', () => {
    const { context, of } = createRecordingContext();
    const bands = pack([
      [0, 10, 20],
      [50, 30, 50],
    ]);
    expect(drawBands(context, bands, STYLES, frameOf('linear'), 0, 10, () => 0)).toBe(1);
    expect(of('moveTo')).toEqual([[0, 80]]);
    expect(of('lineTo')).toEqual([
      [0, 80],
      [50, 50],
      [50, 70],
      [0, 90],
      [0, 90],
    ]);
  });

  it('is in parts where a row has no edges, and reaches the bottom where a log axis has no place for the lower', () => {
    const { context, of } = createRecordingContext();
    const bands = pack([
      [0, 10, 20],
      [10, Number.NaN, Number.NaN],
      [20, -5, 20],
      [30, -5, 20],
    ]);
    drawBands(context, bands, STYLES, frameOf('log'), 0, 10, () => 0);
    expect(of('moveTo')).toHaveLength(2);
    expect(of('lineTo').some(([x, y]) => x === 20 && y === 99)).toBe(true);
  });

  it('stops when the time is spent, and goes on from there', () => {
    const { context, of } = createRecordingContext();
    const row = [0, 1, 2] as const;
    const bands = pack([row, row], [row, row]);
    let ms = 0;
    const next = drawBands(context, bands, STYLES, frameOf('linear'), 0, 1, () => (ms += 5));
    expect(next).toBe(1);
    expect(drawBands(context, bands, STYLES, frameOf('linear'), next, 1, () => 0)).toBe(2);
    expect(of('moveTo')).toHaveLength(2);
  });
});
