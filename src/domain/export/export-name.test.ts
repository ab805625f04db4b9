import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportFileName } from './export-name.ts';

const DAY = new Date(2026, 0, 9, 23, 59);

describe('exportFileName', () => {
  it.each([
    [['bert sweep'], false, 'bert sweep 2026-01-09.csv'],
    [['odd cases/이상값'], false, 'odd cases_이상값 2026-01-09.csv'],
    [['a', 'b', 'c'], true, 'a +2 2026-01-09 partial.csv'],
    [['..'], false, 'runs 2026-01-09.csv'],
    [[], false, 'runs 2026-01-09.csv'],
    [['.hidden. '], false, 'hidden 2026-01-09.csv'],
  ])('of %j is a file name', (names, isPartial, name) => {
    expect(exportFileName(names, DAY, isPartial, 'csv')).toBe(name);
  });

  it('is one that every system takes', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), fc.boolean(), (names, isPartial) => {
        const name = exportFileName(names, DAY, isPartial, 'csv');
        // oxlint-disable-next-line no-control-regex
        expect(name).not.toMatch(/[\u0000-\u001F/\\:*?"<>|]|^[.\s]/);
        expect(name).toMatch(/ 2026-01-09( partial)?\.csv$/);
        expect(new TextEncoder().encode(name).length).toBeLessThan(290);
      }),
    );
  });
});
