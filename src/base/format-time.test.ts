import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import {
  ageOf,
  formatDateTime,
  formatDayTime,
  formatDuration,
  formatFullDateTime,
  prepareDates,
} from './format-time.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

describe('formatDuration', () => {
  it.each([
    [0, '0ms'],
    [850, '850ms'],
    [999.6, '1.0s'],
    [12_340, '12.3s'],
    [59_960, '1m 00s'],
    [41 * MINUTE_MS + 5000, '41m 05s'],
    [HOUR_MS - 400, '1h 00m'],
    [HOUR_MS + 23 * MINUTE_MS, '1h 23m'],
    [DAY_MS - 1, '1d 00h'],
    [3 * DAY_MS + 4 * HOUR_MS, '3d 04h'],
    [-1500, '-1.5s'],
    [Number.NaN, 'NaN'],
  ])('writes %s as %s', (durationMs, text) => {
    expect(formatDuration(durationMs)).toBe(text);
  });

  it.each([
    [850, '850ms'],
    [12_340, '12.3초'],
    [41 * MINUTE_MS + 5000, '41분 05초'],
    [HOUR_MS + 23 * MINUTE_MS, '1시간 23분'],
    [-3 * DAY_MS - 4 * HOUR_MS, '-3일 04시간'],
  ])('writes %s in Korean as %s', (durationMs, text) => {
    expect(formatDuration(durationMs, 'ko')).toBe(text);
  });

  it('never shows a unit that is full', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e12, noNaN: true }), (durationMs) => {
        const text = formatDuration(durationMs);
        expect(text).toMatch(
          /^(\d{1,3}ms|[1-5]?\d\.\ds|[1-5]?\dm [0-5]\ds|(1?\d|2[0-3])h [0-5]\dm|\d+d ([01]\d|2[0-3])h)$/,
        );
      }),
      { examples: [[59_949], [59_950], [3_599_500], [86_399_999]] },
    );
  });
});

describe('dates', () => {
  const timeMs = Date.UTC(2026, 10, 21, 5, 3, 9);

  it('are local to the zone and the language', () => {
    expect(formatDateTime(timeMs, 'en', 'Asia/Seoul')).toBe('Nov 21, 2026, 14:03');
    expect(formatDateTime(timeMs, 'en', 'UTC')).toBe('Nov 21, 2026, 05:03');
    expect(formatDateTime(timeMs, 'ko', 'Asia/Seoul')).toContain('2026년 11월 21일');
  });

  it('name the zone and the second in full', () => {
    expect(formatFullDateTime(timeMs, 'en', 'Asia/Seoul')).toBe('Nov 21, 2026, 14:03:09 GMT+9');
  });

  it('leave out the year where it is this one, and the time where it is not', () => {
    const nowMs = Date.UTC(2026, 11, 31, 15);
    expect(formatDayTime(timeMs, nowMs, 'en', 'UTC')).toBe('Nov 21, 05:03');
    expect(formatDayTime(timeMs, nowMs, 'ko', 'UTC')).toBe('11월 21일 05:03');
    // It is next year already in Seoul.
    expect(formatDayTime(timeMs, nowMs, 'en', 'Asia/Seoul')).toBe('Nov 21, 2026');
  });

  it('write midnight as 00', () => {
    expect(formatDateTime(Date.UTC(2026, 0, 1), 'en', 'UTC')).toBe('Jan 1, 2026, 00:00');
  });

  it('show what is no date as its number', () => {
    expect(formatDateTime(1e18, 'en')).toBe('1000000000000000000');
  });
});

describe('ageOf', () => {
  it.each([
    [-5000, 0, 'second'],
    [59_999, 59, 'second'],
    [MINUTE_MS, 1, 'minute'],
    [HOUR_MS - 1, 59, 'minute'],
    [DAY_MS - 1, 23, 'hour'],
    [29 * DAY_MS, 29, 'day'],
    [364 * DAY_MS, 12, 'month'],
    [800 * DAY_MS, 2, 'year'],
  ])('of %s ms is %s %s', (ageMs, value, unit) => {
    expect(ageOf(1e12 - ageMs, 1e12)).toEqual({ value, unit });
  });
});

it('makes no formatter for what was prepared', () => {
  prepareDates('de');
  const make = vi.spyOn(Intl, 'DateTimeFormat');
  formatDateTime(0, 'de');
  formatDayTime(0, Date.now(), 'de');
  formatFullDateTime(0, 'de');
  expect(make).not.toHaveBeenCalled();
  make.mockRestore();
});
