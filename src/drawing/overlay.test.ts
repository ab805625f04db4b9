import { describe, expect, it } from 'vitest';
import { createRecordingContext } from '../testing/recording-context.ts';
import { drawOverlay, type Overlay } from './overlay.ts';
import { createPlotFrame } from './plot-frame.ts';

const DOMAIN = { min: 0, max: 100 };
const FRAME = createPlotFrame({ x: DOMAIN, y: DOMAIN, xKind: 'linear', yKind: 'linear' }, 100, 100, 2);
const LINES = {
  offsets: Uint32Array.of(0, 2, 4),
  xs: Float64Array.of(0, 100, 0, 100),
  ys: Float64Array.of(10, 20, 30, 40),
};
const STYLES = [
  { color: 'red', dash: [] },
  { color: 'blue', dash: [2, 2] },
];
const COLORS = { background: 'paper', crosshair: 'ink', range: 'accent' };
const EMPTY: Overlay = {
  lit: [],
  crosshairX: undefined,
  pinnedX: undefined,
  points: [],
  rangePx: undefined,
};

function draw(overlay: Partial<Overlay>) {
  const recording = createRecordingContext();
  drawOverlay(recording.context, { ...EMPTY, ...overlay }, LINES, STYLES, FRAME, COLORS);
  return recording;
}

describe('drawOverlay', () => {
  it('only clears when there is nothing to show', () => {
    expect(draw({}).calls.map(({ method }) => method)).toEqual(['clearRect']);
  });

  it('draws the lit line again, thick and dashed, over a rim', () => {
    const { calls, of } = draw({ lit: [1] });
    const strokes = calls.filter(({ method }) => method === 'stroke');
    expect(strokes.map(({ strokeStyle, lineWidth }) => [strokeStyle, lineWidth])).toEqual([
      ['paper', 10],
      ['blue', 5],
    ]);
    expect(of('setLineDash')).toEqual([[[]], [[4, 4]]]);
    expect(of('lineTo')).toEqual([
      [100, 60],
      [100, 60],
    ]);
  });

  it('draws what is hovered over what is focused', () => {
    const { calls } = draw({ lit: [1, 0] });
    const strokes = calls.filter(({ method }) => method === 'stroke');
    expect(strokes.map(({ strokeStyle }) => strokeStyle)).toEqual(['paper', 'blue', 'paper', 'red']);
  });

  it('takes members of the lit line out from under the veil, not those of others', () => {
    const owners = Uint32Array.of(1, 0);
    const { calls } = draw({ lit: [1], behind: { ...LINES, owners } });
    const strokes = calls.filter(({ method }) => method === 'stroke');
    expect(strokes.map(({ strokeStyle, lineWidth }) => [strokeStyle, lineWidth])).toEqual([
      ['blue', 2],
      ['paper', 10],
      ['blue', 5],
    ]);
    expect(draw({ lit: [], behind: { ...LINES, owners } }).of('stroke')).toEqual([]);
  });

  it('leaves members veiled where they are too many to follow the pointer', () => {
    const count = 20_001;
    const many = {
      offsets: Uint32Array.of(0, count),
      xs: new Float64Array(count),
      ys: new Float64Array(count),
      owners: Uint32Array.of(1),
    };
    expect(draw({ lit: [1], behind: many }).of('stroke')).toHaveLength(2);
  });

  it('fades the others, more so where they are many', () => {
    const offsets = Uint32Array.from({ length: 22 }, (_, index) => Math.min(4, index * 2));
    const recording = createRecordingContext();
    drawOverlay(recording.context, { ...EMPTY, lit: [0] }, { ...LINES, offsets }, STYLES, FRAME, COLORS);
    const veilOf = (calls: typeof recording.calls) => calls.find(({ method }) => method === 'fillRect');
    const few = veilOf(draw({ lit: [0] }).calls);
    const many = veilOf(recording.calls);
    expect(many?.args).toEqual([-10, 0, 120, 100]);
    expect(few?.globalAlpha).toBeGreaterThan(0);
    expect(many?.globalAlpha).toBeGreaterThan(Number(few?.globalAlpha));
  });

  it('leaves a lone line as bright as it is', () => {
    const { context, of } = createRecordingContext();
    const alone = { ...LINES, offsets: Uint32Array.of(0, 2) };
    drawOverlay(context, { ...EMPTY, lit: [0] }, alone, STYLES, FRAME, COLORS);
    expect(of('fillRect')).toEqual([]);
  });

  it('marks the pinned place only where it is in the window', () => {
    expect(draw({ pinnedX: 50 }).of('lineTo')).toEqual([[50.5, 100]]);
    expect(draw({ pinnedX: 150 }).of('lineTo')).toEqual([]);
  });

  it('keeps the crosshair inside the plot', () => {
    expect(draw({ crosshairX: 100 }).of('fillRect')).toEqual([[99, 0, 2, 100]]);
  });

  it('draws a range from either side alike', () => {
    expect(draw({ rangePx: [80, 20] }).of('fillRect')).toEqual(draw({ rangePx: [20, 80] }).of('fillRect'));
  });

  it('puts points on the nearest lines, the nearest on top', () => {
    const point = { index: 0, x: 0, distancePx: 0 };
    const { calls } = draw({
      points: [
        { ...point, line: 1, y: 30 },
        { ...point, line: 0, y: 10 },
      ],
    });
    const fills = calls.filter(({ method }) => method === 'fill').map(({ fillStyle }) => fillStyle);
    expect(fills).toEqual(['paper', 'red', 'paper', 'blue']);
  });
});
