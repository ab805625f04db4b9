import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDateTicks, createDurationTicks, formatSpan } from './time-ticks.ts';

const UNITS = { ms: ' ms', s: ' s', min: ' min', h: ' h', d: ' d' };
const KOREAN = { ms: 'ms', s: '초', min: '분', h: '시간', d: '일' };
const HOUR = 3_600_000;
const SEOUL = () => 9 * HOUR;

function spans(min: number, max: number, maxCount = 6, kind: 'linear' | 'log' = 'linear') {
  return createDurationTicks({ kind, min, max, maxCount }, UNITS).ticks.map(({ label }) => label);
}

function dates(from: string, to: string, maxCount = 6, language = 'en') {
  const request = { kind: 'linear', min: Date.parse(from), max: Date.parse(to), maxCount } as const;
  return createDateTicks(request, language, SEOUL).ticks;
}

function labelsOf(from: string, to: string, most = 6): readonly string[] {
  return dates(from, to, most).map(({ label }) => label);
}

describe('ticks of time since the start', () => {
  it('stand at round times of the units that fit', () => {
    expect(spans(0, 50_000)).toEqual(['0', '10 s', '20 s', '30 s', '40 s', '50 s']);
    expect(spans(0, 25 * 60_000)).toEqual(['0', '5 min', '10 min', '15 min', '20 min', '25 min']);
    expect(spans(0, 5 * HOUR)).toEqual(['0', '1 h', '2 h', '3 h', '4 h', '5 h']);
    expect(spans(HOUR, 3 * HOUR)).toEqual(['1 h', '1 h 30 min', '2 h', '2 h 30 min', '3 h']);
    expect(spans(-2_000, 1_000, 4)).toEqual(['−2 s', '−1 s', '0', '1 s']);
    expect(spans(2_000, 2_500, 3)).toEqual(['2 s', '2.2 s', '2.4 s']);
  });

  it('on a log axis stand at powers of ten of the units', () => {
    expect(spans(500, 12 * HOUR, 9, 'log')).toEqual(['1 s', '10 s', '1 min', '10 min', '1 h', '10 h']);
  });

  it('are inside the range, ascending, differ in their labels and are no more than asked for', () => {
    const time = fc.integer({ min: -1e9, max: 1e13 });
    fc.assert(
      fc.property(
        time,
        fc.integer({ min: 1, max: 1e13 }),
        fc.integer({ min: 2, max: 12 }),
        (min, span, most) => {
          const request = { kind: 'linear', min, max: min + span, maxCount: most } as const;
          const { ticks } = createDurationTicks(request, KOREAN);
          const values = ticks.map(({ value }) => value);
          expect(values.every((value) => value >= min && value <= min + span)).toBe(true);
          expect(values.toSorted((a, b) => a - b)).toEqual(values);
          expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
          expect(ticks.length).toBeLessThanOrEqual(most);
        },
      ),
    );
  });

  it('are told in the words of the language', () => {
    expect(formatSpan(90 * 60_000, KOREAN)).toBe('1시간 30분');
    expect(formatSpan(26 * HOUR + 1, UNITS)).toBe('1 d 2 h 0.001 s');
  });
});

describe('ticks of dates', () => {
  it('stand at round times of the zone and tell the date where it changes', () => {
    expect(dates('2026-11-21T12:10:00Z', '2026-11-21T16:00:00Z').map(({ label }) => label)).toEqual([
      'Nov 21 22:00',
      '23:00',
      'Nov 22',
      '01:00',
    ]);
    expect(dates('2026-11-21T12:10:00Z', '2026-11-21T13:10:00Z')[0]?.value).toBe(
      Date.parse('2026-11-21T12:15:00Z'),
    );
  });

  it('go by days, months and years over longer times', () => {
    expect(labelsOf('2026-12-29T00:00:00Z', '2027-01-02T00:00:00Z')).toEqual([
      'Dec 30',
      'Dec 31',
      'Jan 1, 2027',
      'Jan 2',
    ]);
    expect(labelsOf('2026-10-20T00:00:00Z', '2027-01-20T00:00:00Z', 4)).toEqual([
      'Nov 2026',
      'Dec 2026',
      'Jan 2027',
    ]);
    expect(labelsOf('2020-10-20T00:00:00Z', '2023-01-20T00:00:00Z', 4)).toEqual(['2021', '2022', '2023']);
  });

  it('are in the language of the reader', () => {
    const [first] = dates('2026-11-21T12:10:00Z', '2026-11-21T16:00:00Z', 6, 'ko');
    expect(first?.label).toBe('11월 21일 22:00');
  });

  it('end nowhere beyond what a date can be', () => {
    const request = { kind: 'linear', min: -1e300, max: 1e300, maxCount: 6 } as const;
    const { ticks } = createDateTicks(request, 'en', SEOUL);
    expect(ticks.length).toBeLessThanOrEqual(7);
    expect(ticks.every(({ value }) => Number.isFinite(value))).toBe(true);
  });
});
