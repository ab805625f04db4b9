import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEADER_ROW, clampCell, moveCell } from './grid-moves.ts';

const BOUNDS = { rowCount: 100, columnCount: 5, pageRows: 20 };
const KEYS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End', 'PageUp', 'PageDown'];

describe('moveCell', () => {
  it.each([
    ['ArrowDown', false, { row: 11, column: 2 }],
    ['ArrowUp', false, { row: 9, column: 2 }],
    ['ArrowLeft', false, { row: 10, column: 1 }],
    ['ArrowRight', false, { row: 10, column: 3 }],
    ['Home', false, { row: 10, column: 0 }],
    ['End', false, { row: 10, column: 4 }],
    ['Home', true, { row: 0, column: 0 }],
    ['End', true, { row: 99, column: 4 }],
    ['PageDown', false, { row: 30, column: 2 }],
    ['PageUp', false, { row: 0, column: 2 }],
  ])('%s (control %s) leads from row 10, column 2 to %o', (key, isControl, to) => {
    expect(moveCell({ row: 10, column: 2 }, key, isControl, BOUNDS)).toEqual(to);
  });

  it('reaches the header from the first row and comes back', () => {
    expect(moveCell({ row: 0, column: 1 }, 'ArrowUp', false, BOUNDS)).toEqual({ row: HEADER_ROW, column: 1 });
    expect(moveCell({ row: HEADER_ROW, column: 1 }, 'ArrowDown', false, BOUNDS)).toEqual({
      row: 0,
      column: 1,
    });
  });

  it('leaves other keys alone', () => {
    expect(moveCell({ row: 1, column: 1 }, 'a', false, BOUNDS)).toBeUndefined();
  });

  it('never leaves the grid', () => {
    const cells = fc.record({
      row: fc.integer({ min: -1, max: 40 }),
      column: fc.integer({ min: 0, max: 9 }),
    });
    const sizes = fc.record({
      rowCount: fc.nat({ max: 40 }),
      columnCount: fc.integer({ min: 1, max: 9 }),
      pageRows: fc.integer({ min: 1, max: 50 }),
    });
    fc.assert(
      fc.property(cells, fc.constantFrom(...KEYS), fc.boolean(), sizes, (from, key, isControl, bounds) => {
        const to = moveCell(from, key, isControl, bounds) ?? { row: HEADER_ROW, column: 0 };
        expect(clampCell(to, bounds)).toEqual(to);
      }),
    );
  });
});
