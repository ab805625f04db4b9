import { describe, expect, it } from 'vitest';
import { createPointDrawing, drawPoints, frontSteps, type PointPicture } from './point-layer.ts';

function recordingContext() {
  const drawn: string[] = [];
  return {
    drawn,
    context: {
      fillStyle: '',
      globalAlpha: 1,
      beginPath: () => undefined,
      arc(x: number, y: number, radius: number) {
        drawn.push(`circle ${x} ${y} ${radius} ${this.fillStyle} ${this.globalAlpha}`);
      },
      fill: () => undefined,
      fillRect(x: number, y: number, width: number) {
        drawn.push(`square ${x} ${y} ${width} ${this.fillStyle} ${this.globalAlpha}`);
      },
    },
  };
}

const picture = (change: Partial<PointPicture>): PointPicture => ({
  xs: Float32Array.of(10, 20, Number.NaN, 500),
  ys: Float32Array.of(1, 2, 3, 4),
  colors: Uint8Array.of(0, 1, 0, 0),
  palette: ['red', 'blue'],
  radii: 4,
  faint: undefined,
  order: Uint32Array.of(1, 0, 2, 3),
  alpha: 0.5,
  widthPx: 100,
  heightPx: 100,
  ...change,
});

describe('points on a canvas', () => {
  it('are drawn in their order, those that have a place inside the plot', () => {
    const { context, drawn } = recordingContext();
    const drawing = createPointDrawing(picture({ faint: Uint8Array.of(1, 0, 0, 0) }));
    drawPoints(context, drawing, 10, () => 0);
    expect(drawn).toEqual(['circle 20 2 4 blue 0.5', 'circle 10 1 4 red 0.12']);
    expect(drawing).toMatchObject({ isDone: true, pointsDrawn: 2 });
    expect(context.globalAlpha).toBe(1);
  });

  it('are drawn in slices of the budget, as squares where they are many', () => {
    const count = 20_000;
    const { context, drawn } = recordingContext();
    const drawing = createPointDrawing(
      picture({
        xs: new Float32Array(count).fill(5),
        ys: new Float32Array(count).fill(5),
        colors: new Uint8Array(count),
        order: Uint32Array.from({ length: count }, (_, point) => point),
        radii: 2,
      }),
    );
    let nowMs = 0;
    drawPoints(context, drawing, 3, () => nowMs++);
    expect(drawing.isDone).toBe(false);
    expect(drawn).toHaveLength(drawing.pointsDrawn);
    expect(drawn[0]).toBe('square 3 3 4 red 0.5');
    while (!drawing.isDone) drawPoints(context, drawing, 3, () => nowMs++);
    expect(drawn).toHaveLength(count);
  });
});

describe('steps of a front', () => {
  it('go by the corners that both neighbours are better than', () => {
    const [xs, ys] = [Float32Array.of(10, 30, 30, 60), Float32Array.of(80, 50, 50, 20)];
    expect(frontSteps([0, 1, 2, 3], xs, ys, { x: 100, y: 0 })).toEqual({
      xs: [10, 10, 30, 30, 60, 60, 100],
      ys: [0, 80, 80, 50, 50, 20, 20],
    });
  });

  it('are none without points', () => {
    expect(frontSteps([], new Float32Array(0), new Float32Array(0), { x: 1, y: 1 }).xs).toEqual([]);
  });
});
