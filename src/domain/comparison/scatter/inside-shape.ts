/** A closed line around points: corners in any order of going round; the last is joined to the first. */
export interface Shape {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

/** A box by two opposite corners. */
export function boxShape(x0: number, y0: number, x1: number, y1: number): Shape {
  return { xs: [x0, x1, x1, x0], ys: [y0, y0, y1, y1] };
}

/**
 * Places of the points inside the shape. Where the line crosses itself, a part that is gone round twice is outside (even
 * and odd). NaN is nowhere.
 */
export function placesInside({ xs, ys }: Shape, pointXs: Float32Array, pointYs: Float32Array): number[] {
  const left = Math.min(...xs);
  const right = Math.max(...xs);
  const top = Math.min(...ys);
  const bottom = Math.max(...ys);
  const cornerXs = Float64Array.from(xs);
  const cornerYs = Float64Array.from(ys);
  const found: number[] = [];
  for (let place = 0; place < pointXs.length; place++) {
    const x = pointXs[place] ?? Number.NaN;
    const y = pointYs[place] ?? Number.NaN;
    if (x >= left && x <= right && y >= top && y <= bottom && isInside(cornerXs, cornerYs, x, y)) {
      found.push(place);
    }
  }
  return found;
}

/** Counts the sides that a ray to the right crosses. */
function isInside(xs: Float64Array, ys: Float64Array, x: number, y: number): boolean {
  let isIn = false;
  // Corner by corner for each of 50,000 points: nothing is allocated here.
  for (let corner = 0, before = xs.length - 1; corner < xs.length; before = corner++) {
    const ay = ys[corner] ?? 0;
    const by = ys[before] ?? 0;
    if (ay > y === by > y) continue;
    const ax = xs[corner] ?? 0;
    const bx = xs[before] ?? 0;
    if (x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn;
  }
  return isIn;
}
