import { createProjection, type Scale } from '../base/scale.ts';

export interface RasterFrame {
  /** In device pixels from 0; only columns from there to `endPx` are looked at. */
  readonly x: Scale;
  readonly y: Scale;
}

/**
 * Pixels that a line lights, as `column,row`: Bresenham's lines between neighbouring points (J. Bresenham, 1965),
 * without antialiasing. A point that has no pixel (NaN, ±Infinity, off a log axis) lifts the pen.
 */
export function litPixels(xs: Float64Array, ys: Float64Array, { x, y }: RasterFrame): ReadonlySet<string> {
  const lit = new Set<string>();
  const [projectX, projectY] = [createProjection(x), createProjection(y)];
  let previous: readonly [number, number] | undefined;
  xs.forEach((value, index) => {
    const point = [Math.floor(projectX(value)), Math.floor(projectY(ys[index] ?? Number.NaN))] as const;
    if (!Number.isFinite(point[0]) || !Number.isFinite(point[1])) {
      previous = undefined;
      return;
    }
    lightLine(previous ?? point, point, (column, row) => {
      if (column >= 0 && column < x.endPx) lit.add(`${column},${row}`);
    });
    previous = point;
  });
  return lit;
}

function lightLine(
  [startX, startY]: readonly [number, number],
  [endX, endY]: readonly [number, number],
  light: (column: number, row: number) => void,
): void {
  const [dx, dy] = [Math.abs(endX - startX), -Math.abs(endY - startY)];
  let [column, row, error] = [startX, startY, dx + dy];
  for (;;) {
    light(column, row);
    if (column === endX && row === endY) return;
    const doubled = 2 * error;
    if (doubled >= dy) {
      error += dy;
      column += Math.sign(endX - startX);
    }
    if (doubled <= dx) {
      error += dx;
      row += Math.sign(endY - startY);
    }
  }
}
