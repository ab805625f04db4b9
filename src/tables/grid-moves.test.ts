import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEADER_ROW, TOP_ROW, clampCell, moveCell } from './grid-moves.ts';

const BOUNDS = { rowCount: 100, topCount: 0, columnCount: 5, pageRows: 20 };
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

  it('goes through the rows under the header, between it and the others', () => {
    const bounds = { ...BOUNDS, topCount: 2 };
    const walk = (key: string, row: number, steps: number): readonly number[] => {
      const to = moveCell({ row, column: 0 }, key, false, bounds);
      return to && steps > 0 ? [to.row, ...walk(key, to.row, steps - 1)] : [];
    };
    expect(walk('ArrowDown', HEADER_ROW, 4)).toEqual([TOP_ROW, TOP_ROW - 1, 0, 1]);
    expect(walk('ArrowUp', 1, 5)).toEqual([0, TOP_ROW - 1, TOP_ROW, HEADER_ROW, HEADER_ROW]);
    expect(moveCell({ row: TOP_ROW, column: 2 }, 'End', false, bounds)).toEqual({ row: TOP_ROW, column: 4 });
    expect(moveCell({ row: TOP_ROW - 1, column: 2 }, 'PageDown', false, bounds)?.row).toBe(20);
    expect(moveCell({ row: TOP_ROW, column: 2 }, 'PageUp', false, bounds)).toBeUndefined();
  });

  it('is on the first row where those under the header went', () => {
    expect(clampCell({ row: TOP_ROW - 1, column: 0 }, { ...BOUNDS, topCount: 1 }).row).toBe(0);
    expect(clampCell({ row: TOP_ROW, column: 0 }, { ...BOUNDS, topCount: 1 }).row).toBe(TOP_ROW);
  });

  it('leaves other keys alone', () => {
    expect(moveCell({ row: 1, column: 1 }, 'a', false, BOUNDS)).toBeUndefined();
  });

  it('never leaves the grid', () => {
    const cells = fc.record({
      row: fc.integer({ min: -4, max: 40 }),
      column: fc.integer({ min: 0, max: 9 }),
    });
    const sizes = fc.record({
      rowCount: fc.nat({ max: 40 }),
      topCount: fc.nat({ max: 3 }),
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
