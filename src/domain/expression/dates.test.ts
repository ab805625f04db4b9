import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDate } from './dates.ts';

const anyTime = fc.date({
  min: new Date('1970-01-02T00:00:00Z'),
  max: new Date('9999-12-30T00:00:00Z'),
  noInvalidDate: true,
});

describe('parseDate', () => {
  it('reads back what JavaScript writes, in any zone', () => {
    const minutes = fc.integer({ min: -14 * 60, max: 14 * 60 });
    fc.assert(
      fc.property(anyTime, minutes, fc.constantFrom('', ':'), (date, offset, colon) => {
        expect(parseDate(date.toISOString())).toBe(date.getTime());
        const sign = offset < 0 ? '-' : '+';
        const [hours, rest] = [Math.floor(Math.abs(offset) / 60), Math.abs(offset) % 60];
        const zone = `${sign}${String(hours).padStart(2, '0')}${colon}${String(rest).padStart(2, '0')}`;
        const there = new Date(date.getTime() + offset * 60_000).toISOString().replace('Z', zone);
        expect(parseDate(there)).toBe(date.getTime());
      }),
    );
  });

  it('takes a time without a zone for the reader’s own', () => {
    expect(parseDate('2026-11-01 18:30')).toBe(new Date(2026, 10, 1, 18, 30).getTime());
    expect(parseDate(' 2026-11-01 ')).toBe(new Date(2026, 10, 1).getTime());
    expect(parseDate('2026-11-01T18:30:05.5')).toBe(new Date(2026, 10, 1, 18, 30, 5, 500).getTime());
  });

  it.each([
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-11-00',
    '2026-11-01 24:00',
    '2026-11-01 10:60',
    '2026-11-01 10:00:60',
    '2026-11-01 10',
    '2026-11-01T10:00+24:00',
    '2026-11-01T10:00+01:60',
    '2026-11-01Z',
    '26-11-01',
    'yesterday',
    '',
  ])('knows no %j', (text) => {
    expect(parseDate(text)).toBeUndefined();
  });

  it('knows the leap day of a leap year', () => {
    expect(parseDate('2024-02-29T00:00Z')).toBe(Date.UTC(2024, 1, 29));
  });
});
