/** Finds points near a place without looking at all of them. */
export interface PointGrid {
  /** Place of the nearest point within the radius; of those at one distance the one drawn last. -1: there is none. */
  nearest(x: number, y: number, radius: number): number;
  /** How many points lie within the radius. */
  countWithin(x: number, y: number, radius: number): number;
}

/** @param xs and `ys` in pixels, of one length; a point with NaN is nowhere */
export function createPointGrid(xs: Float32Array, ys: Float32Array, cellPx = 16): PointGrid {
  const box = boundsOf(xs, ys);
  const columns = Math.max(1, Math.min(512, Math.ceil((box.right - box.left) / cellPx) || 1));
  const rows = Math.max(1, Math.min(512, Math.ceil((box.bottom - box.top) / cellPx) || 1));
  const scaleX = columns / (box.right - box.left || 1);
  const scaleY = rows / (box.bottom - box.top || 1);
  const columnOf = (x: number) => clamp(Math.floor((x - box.left) * scaleX), columns);
  const rowOf = (y: number) => clamp(Math.floor((y - box.top) * scaleY), rows);
  // Points sorted by their cell, by counting: `starts` says where those of a cell begin.
  const starts = new Uint32Array(columns * rows + 1);
  const cells = new Int32Array(xs.length).fill(-1);
  for (let place = 0; place < xs.length; place++) {
    const x = xs[place] ?? Number.NaN;
    const y = ys[place] ?? Number.NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    const cell = rowOf(y) * columns + columnOf(x);
    cells[place] = cell;
    starts[cell + 1] = (starts[cell + 1] ?? 0) + 1;
  }
  for (let cell = 0; cell < columns * rows; cell++)
    starts[cell + 1] = (starts[cell + 1] ?? 0) + (starts[cell] ?? 0);
  const next = starts.slice();
  const places = new Uint32Array(starts[columns * rows] ?? 0);
  cells.forEach((cell, place) => {
    if (cell < 0) return;
    places[next[cell] ?? 0] = place;
    next[cell] = (next[cell] ?? 0) + 1;
  });

  function visit(x: number, y: number, radius: number, see: (place: number, square: number) => void): void {
    for (let row = rowOf(y - radius); row <= rowOf(y + radius); row++) {
      for (let column = columnOf(x - radius); column <= columnOf(x + radius); column++) {
        const cell = row * columns + column;
        for (let at = starts[cell] ?? 0; at < (starts[cell + 1] ?? 0); at++) {
          const place = places[at] ?? 0;
          const dx = (xs[place] ?? 0) - x;
          const dy = (ys[place] ?? 0) - y;
          const square = dx * dx + dy * dy;
          if (square <= radius * radius) see(place, square);
        }
      }
    }
  }

  return {
    nearest(x, y, radius) {
      let [found, least] = [-1, Number.POSITIVE_INFINITY];
      visit(x, y, radius, (place, square) => {
        if (square < least || (square === least && place > found)) [found, least] = [place, square];
      });
      return found;
    },
    countWithin(x, y, radius) {
      let count = 0;
      visit(x, y, radius, () => count++);
      return count;
    },
  };
}

function clamp(index: number, count: number): number {
  return Math.max(0, Math.min(count - 1, index));
}

function boundsOf(xs: Float32Array, ys: Float32Array) {
  let [left, right, top, bottom] = [Infinity, -Infinity, Infinity, -Infinity];
  for (let place = 0; place < xs.length; place++) {
    const x = xs[place] ?? Number.NaN;
    const y = ys[place] ?? Number.NaN;
    if (!Number.isFinite(x) || !Number.isFinite(y)) continue;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  return left <= right ? { left, right, top, bottom } : { left: 0, right: 0, top: 0, bottom: 0 };
}
