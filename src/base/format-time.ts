const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const UNITS = { ms: 'ms', s: 's', m: 'm', h: 'h', d: 'd' };
const KOREAN_UNITS: typeof UNITS = { ms: 'ms', s: '초', m: '분', h: '시간', d: '일' };

/** `850ms`, `12.3s`, `41m 05s`, `1h 23m`, `3d 04h`: two units at most, rounded to the smaller one. In Korean `41분 05초`. */
export function formatDuration(durationMs: number, locale = 'en'): string {
  if (!Number.isFinite(durationMs)) return String(durationMs);
  if (durationMs < 0) return `-${formatDuration(-durationMs, locale)}`;
  const unit = locale === 'ko' ? KOREAN_UNITS : UNITS;
  const wholeMs = Math.round(durationMs);
  if (wholeMs < SECOND_MS) return `${wholeMs}${unit.ms}`;
  const tenths = Math.round(durationMs / 100);
  if (tenths < 600) return `${(tenths / 10).toFixed(1)}${unit.s}`;
  const seconds = Math.round(durationMs / SECOND_MS);
  if (seconds < 3600) return `${Math.floor(seconds / 60)}${unit.m} ${twoDigits(seconds % 60)}${unit.s}`;
  const minutes = Math.round(durationMs / MINUTE_MS);
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)}${unit.h} ${twoDigits(minutes % 60)}${unit.m}`;
  const hours = Math.round(durationMs / HOUR_MS);
  return `${Math.floor(hours / 24)}${unit.d} ${twoDigits(hours % 24)}${unit.h}`;
}

/** `Nov 21, 2026, 14:03` in the reader's own zone, or in `timeZone`. */
export function formatDateTime(timeMs: number, locale: string, timeZone?: string): string {
  return formatDate(timeMs, locale, 'short', timeZone);
}

/** For narrow columns: `Nov 21, 14:03`; without the time in another year: `Nov 21, 2025`. */
export function formatDayTime(timeMs: number, nowMs: number, locale: string, timeZone?: string): string {
  const isThisYear =
    formatDate(timeMs, locale, 'year', timeZone) === formatDate(nowMs, locale, 'year', timeZone);
  return formatDate(timeMs, locale, isThisYear ? 'day-time' : 'day', timeZone);
}

/** With seconds and the name of the zone, for hovering: `Nov 21, 2026, 14:03:09 GMT+9`. */
export function formatFullDateTime(timeMs: number, locale: string, timeZone?: string): string {
  return formatDate(timeMs, locale, 'full', timeZone);
}

export interface Age {
  readonly value: number;
  readonly unit: 'second' | 'minute' | 'hour' | 'day' | 'month' | 'year';
}

/** How long ago, in whole units of the largest kind that fits. A time ahead of the clock counts as now: 0 seconds. */
export function ageOf(timeMs: number, nowMs: number): Age {
  const ageMs = Math.max(0, nowMs - timeMs);
  const days = Math.floor(ageMs / DAY_MS);
  if (days >= 365) return { value: Math.floor(days / 365), unit: 'year' };
  if (days >= 30) return { value: Math.floor(days / 30), unit: 'month' };
  if (days >= 1) return { value: days, unit: 'day' };
  if (ageMs >= HOUR_MS) return { value: Math.floor(ageMs / HOUR_MS), unit: 'hour' };
  if (ageMs >= MINUTE_MS) return { value: Math.floor(ageMs / MINUTE_MS), unit: 'minute' };
  return { value: Math.floor(ageMs / SECOND_MS), unit: 'second' };
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

/** Making an Intl formatter costs some 50 µs, using one 1 µs: a table scrolls through hundreds of times. */
const formatters = new Map<string, Intl.DateTimeFormat>();

const DETAILS = ['short', 'full', 'day-time', 'day', 'year'] as const;
type Detail = (typeof DETAILS)[number];

/** The very first date costs a browser some 10 ms, for its tables: to be paid while nobody waits for rows. */
export function prepareDates(locale: string): void {
  for (const detail of DETAILS) formatDate(0, locale, detail);
}

function formatDate(timeMs: number, locale: string, detail: Detail, timeZone?: string): string {
  const date = new Date(timeMs);
  // A server hands out whatever was logged; what is no date is shown as the number that it is.
  if (Number.isNaN(date.getTime())) return String(timeMs);
  const key = `${locale} ${detail} ${timeZone ?? ''}`;
  const known = formatters.get(key);
  if (known) return known.format(date);
  const made = createFormatter(locale, detail, timeZone);
  formatters.set(key, made);
  return made.format(date);
}

function createFormatter(locale: string, detail: Detail, timeZone?: string): Intl.DateTimeFormat {
  if (detail === 'year') return new Intl.DateTimeFormat(locale, { year: 'numeric', timeZone });
  const day = { month: 'short', day: 'numeric' } as const;
  if (detail === 'day') return new Intl.DateTimeFormat(locale, { year: 'numeric', ...day, timeZone });
  return new Intl.DateTimeFormat(locale, {
    ...day,
    ...(detail !== 'day-time' && { year: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(detail === 'full' && { second: '2-digit', timeZoneName: 'short' }),
    timeZone,
  });
}
