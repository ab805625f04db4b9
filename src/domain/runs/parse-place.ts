import type { XAxis } from '../series/series-axis.ts';

const UNIT_MS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  초: 1000,
  m: 60_000,
  min: 60_000,
  분: 60_000,
  h: 3_600_000,
  시간: 3_600_000,
  d: 86_400_000,
  일: 86_400_000,
};

/**
 * A place on an x axis as a person types it: `62,000` or `6.2e4` for a number, `1h 23m` or `90s` for a time since the
 * start (a bare number is seconds), a date or milliseconds since 1970 for a clock. Undefined: no place.
 */
export function parsePlace(text: string, { kind }: XAxis): number | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (kind === 'relative') return parseSpan(trimmed);
  const number = parseNumber(trimmed);
  if (kind !== 'wall') return kind === 'step' && number !== undefined ? Math.round(number) : number;
  if (number !== undefined && Math.abs(number) >= 1e5) return number;
  const dateMs = Date.parse(trimmed);
  return Number.isNaN(dateMs) ? undefined : dateMs;
}

/** Thousands may be parted by commas, spaces or lines below. */
function parseNumber(text: string): number | undefined {
  if (!/^[+\-−]?(?:\d[\d, _]*(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i.test(text)) return undefined;
  const number = Number(text.replaceAll(/[, _]/g, '').replace('−', '-'));
  return Number.isFinite(number) ? number : undefined;
}

/** Milliseconds. */
function parseSpan(text: string): number | undefined {
  const seconds = parseNumber(text);
  if (seconds !== undefined) return seconds * 1000;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+|[가-힣]+)\s*/gi)];
  if (parts.map(([part]) => part).join('') !== text) return undefined;
  let totalMs = 0;
  for (const [, amount, unit = ''] of parts) {
    const unitMs = UNIT_MS[unit.toLowerCase()];
    if (unitMs === undefined) return undefined;
    totalMs += Number(amount) * unitMs;
  }
  return totalMs;
}
