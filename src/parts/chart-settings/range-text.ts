import type { ManualRange } from '../../domain/charts/axis-range.ts';
import type { AxisKind } from '../../domain/workspace.ts';

/** How an end of an axis is typed: as a number of so many units, or as local date and time. */
export type EndStyle = { readonly kind: 'number'; readonly unit: number } | { readonly kind: 'date' };

export type RangeProblem = 'number' | 'order' | 'log';

const MINUTE_MS = 60_000;

/** What stands in the field of an end; empty where it goes by the data. */
export function endText(end: number | undefined, style: EndStyle): string {
  if (end === undefined) return '';
  if (style.kind === 'number') return String(end / style.unit);
  const local = new Date(end - new Date(end).getTimezoneOffset() * MINUTE_MS);
  return Number.isNaN(local.getTime()) ? '' : local.toISOString().slice(0, 19);
}

/** The ends as they were typed, or what is wrong with them. */
export function readRange(
  minText: string,
  maxText: string,
  style: EndStyle,
  kind: AxisKind,
): ManualRange | RangeProblem {
  const [min, max] = [minText, maxText].map((text) => readEnd(text, style));
  if (Number.isNaN(min) || Number.isNaN(max)) return 'number';
  if (kind === 'log' && [min, max].some((end) => end !== undefined && end <= 0)) return 'log';
  if (min !== undefined && max !== undefined && min >= max) return 'order';
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** NaN for what is no end. */
function readEnd(text: string, style: EndStyle): number | undefined {
  const plain = text.trim().replace('−', '-');
  if (plain === '') return undefined;
  const end = style.kind === 'date' ? new Date(plain).getTime() : Number(plain) * style.unit;
  return Number.isFinite(end) ? end : Number.NaN;
}
