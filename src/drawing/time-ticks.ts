import type { AxisTicks, TickRequest } from './ticks.ts';

/** How places on an axis are told: as numbers, as time since the start, or as a date. Times are milliseconds. */
export type TickStyle =
  | { readonly kind: 'number'; readonly isWhole: boolean }
  | { readonly kind: 'duration'; readonly units: DurationUnits }
  | { readonly kind: 'date'; readonly language: string };

/** What follows the number, with the space before it where the language has one: ` min`, `분`. */
export interface DurationUnits {
  readonly ms: string;
  readonly s: string;
  readonly min: string;
  readonly h: string;
  readonly d: string;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const STEPS: readonly number[] = [
  1,
  2,
  5,
  10,
  20,
  50,
  100,
  200,
  500,
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE),
  ...[1, 2, 3, 6, 12].map((count) => count * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map((count) => count * DAY),
];
const DECADES: readonly number[] = [
  1,
  10,
  100,
  ...[1, 10].map((count) => count * SECOND),
  ...[1, 10].map((count) => count * MINUTE),
  ...[1, 10].map((count) => count * HOUR),
  ...[10, 100, 1000, 10_000].map((count) => count * DAY),
];
const MONTHS: readonly number[] = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];
/** From this distance on, days of months are no round places. */
const MOST_DAYS = 10;
/** What a date can hold. */
const LAST_DATE = 8.64e15;

/** Ticks at `10 s`, `5 min`, `2 h`; on a log axis at powers of ten of the units. */
export function createDurationTicks(request: TickRequest, units: DurationUnits): AxisTicks {
  const values = request.kind === 'log' ? decadesIn(request) : multiplesIn(request);
  return { ticks: values.map((value) => ({ value, label: formatSpan(value, units) })), offset: undefined };
}

/** A span without loss down to a millisecond, units of 0 left out: `1 h 30 min`, `2.25 s`. */
export function formatSpan(spanMs: number, units: DurationUnits): string {
  if (spanMs < 0) return `−${formatSpan(-spanMs, units)}`;
  const wholeMs = Math.round(spanMs);
  if (wholeMs < SECOND) return wholeMs === 0 ? '0' : `${wholeMs}${units.ms}`;
  const parts = [
    [Math.floor(wholeMs / DAY), units.d],
    [Math.floor((wholeMs % DAY) / HOUR), units.h],
    [Math.floor((wholeMs % HOUR) / MINUTE), units.min],
    [(wholeMs % MINUTE) / SECOND, units.s],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count}${unit}`)
    .join(' ');
}

/**
 * Ticks at round times of the clock or round days of the calendar, in the reader's own zone. The first tick and the
 * first of each day tell the date.
 *
 * @param offsetAt milliseconds that the clock of the zone is ahead of UTC at a time
 */
export function createDateTicks(
  request: TickRequest,
  language: string,
  offsetAt: (timeMs: number) => number = localOffset,
): AxisTicks {
  const range = {
    min: Math.max(request.min, -LAST_DATE / 2),
    max: Math.min(request.max, LAST_DATE / 2),
    maxCount: request.maxCount,
  };
  if (!(range.max > range.min)) return { ticks: [], offset: undefined };
  const { clocks, stepMs } = clocksIn(range, offsetAt);
  const labels = dateLabels(clocks, stepMs, language);
  const ticks = clocks.map((clock, index) => ({
    value: timeOf(clock, offsetAt),
    label: labels[index] ?? '',
  }));
  return { ticks: ticks.filter(({ value }) => value >= range.min && value <= range.max), offset: undefined };
}

type Range = Pick<TickRequest, 'min' | 'max' | 'maxCount'>;

function multiplesIn({ min, max, maxCount }: Range): readonly number[] {
  const step = STEPS.find((each) => countOf(each, min, max) <= maxCount);
  if (step === undefined) return [];
  const first = Math.ceil(min / step);
  // 0 for −0.
  return Array.from({ length: countOf(step, min, max) }, (_, index) => (first + index) * step + 0);
}

function decadesIn(request: TickRequest): readonly number[] {
  const found = DECADES.filter((value) => value >= request.min && value <= request.max);
  if (found.length < 2) return multiplesIn(request);
  const every = Math.ceil(found.length / Math.max(1, request.maxCount));
  return found.filter((_, index) => index % every === 0);
}

function countOf(step: number, min: number, max: number): number {
  return Math.max(0, Math.floor(max / step) - Math.ceil(min / step) + 1);
}

/** What the clock on the wall shows, as if it stood in UTC. */
function clocksIn(range: Range, offsetAt: (timeMs: number) => number) {
  const local = {
    min: range.min + offsetAt(range.min),
    max: range.max + offsetAt(range.max),
    maxCount: range.maxCount,
  };
  const stepMs = STEPS.find((each) => countOf(each, local.min, local.max) <= range.maxCount);
  if (stepMs !== undefined && stepMs < MOST_DAYS * DAY) return { clocks: multiplesIn(local), stepMs };
  return monthsIn(local);
}

function monthsIn({ min, max, maxCount }: Range) {
  const [first, last] = [min, max].map(monthOf) as [number, number];
  const step =
    MONTHS.find((each) => (last - first) / each < maxCount) ?? Math.ceil((last - first) / maxCount);
  const clocks: number[] = [];
  for (let month = Math.ceil(first / step) * step; month <= last; month += step) {
    const date = new Date(0);
    date.setUTCFullYear(Math.floor(month / 12), ((month % 12) + 12) % 12, 1);
    if (date.getTime() >= min && date.getTime() <= max) clocks.push(date.getTime());
  }
  return { clocks, stepMs: step * 28 * DAY };
}

function monthOf(clock: number): number {
  const date = new Date(clock);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function timeOf(clock: number, offsetAt: (timeMs: number) => number): number {
  return clock - offsetAt(clock - offsetAt(clock));
}

function localOffset(timeMs: number): number {
  return -new Date(timeMs).getTimezoneOffset() * MINUTE;
}

type Detail = 'ms' | 's' | 'min' | 'day' | 'month' | 'year';

function dateLabels(clocks: readonly number[], stepMs: number, language: string): readonly string[] {
  const detail = detailOf(stepMs);
  return clocks.map((clock, index) => {
    const before = clocks[index - 1];
    const isNewDay = before === undefined || dayOf(before) !== dayOf(clock);
    const isNewYear = before !== undefined && yearOf(before) !== yearOf(clock);
    if (detail === 'day') return formatClock(clock, language, isNewYear ? 'date' : 'day');
    if (detail === 'month' || detail === 'year' || !isNewDay) return formatClock(clock, language, detail);
    // Midnight is the date itself.
    if (clock % DAY === 0 && before !== undefined) return formatClock(clock, language, 'day');
    return `${formatClock(clock, language, 'day')} ${formatClock(clock, language, detail)}`;
  });
}

function detailOf(stepMs: number): Detail {
  if (stepMs < SECOND) return 'ms';
  if (stepMs < MINUTE) return 's';
  if (stepMs < DAY) return 'min';
  if (stepMs < 28 * DAY) return 'day';
  return stepMs < 12 * 28 * DAY ? 'month' : 'year';
}

function dayOf(clock: number): number {
  return Math.floor(clock / DAY);
}

function yearOf(clock: number): number {
  return new Date(clock).getUTCFullYear();
}

const OPTIONS: Readonly<Record<Detail | 'date', Intl.DateTimeFormatOptions>> = {
  ms: { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3, hourCycle: 'h23' },
  s: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  min: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'short', day: 'numeric' },
  date: { year: 'numeric', month: 'short', day: 'numeric' },
  month: { year: 'numeric', month: 'short' },
  year: { year: 'numeric' },
};
/** Making one costs some 50 µs. */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatClock(clock: number, language: string, detail: keyof typeof OPTIONS): string {
  const key = `${language} ${detail}`;
  const known =
    formatters.get(key) ?? new Intl.DateTimeFormat(language, { ...OPTIONS[detail], timeZone: 'UTC' });
  formatters.set(key, known);
  return known.format(clock);
}
