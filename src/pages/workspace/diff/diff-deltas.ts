import { formatFullValue, formatValue } from '../../../base/format-number.ts';
import { formatDuration } from '../../../base/format-time.ts';
import type { DiffCell, DiffLine } from '../../../domain/comparison/diff-lines.ts';
import { directionOf } from '../../../domain/runs/metric-direction.ts';
import { parseNumberText } from '../../../domain/runs/text-value.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { deltaOf, type ValueDelta } from '../../../domain/statistics/table-delta.ts';
import { getLocale } from '../../../paraglide/runtime.js';

/** What deltas are measured by. */
export interface DeltaRules {
  /** Place of the run that others are measured against. */
  readonly baseline: number | undefined;
  readonly directions: Readonly<Record<string, Direction>>;
}

/**
 * How far the run at a place is from the baseline: numbers of metrics and params, and durations in ms. Undefined: it is
 * the baseline, one of both has no number, or they are equal.
 */
export function deltaAt(
  { kind, key, cells }: DiffLine,
  place: number,
  { baseline, directions }: DeltaRules,
): ValueDelta | undefined {
  if (baseline === undefined || place === baseline) return undefined;
  if (kind !== 'metric' && kind !== 'param' && !isDuration({ kind, key })) return undefined;
  const [value, against] = [numberIn(cells[place]), numberIn(cells[baseline])];
  if (value === undefined || against === undefined || value === against) return undefined;
  // A param has no better way.
  return deltaOf(value, against, 'absolute', kind === 'metric' ? directionOf(key, directions) : undefined);
}

/** Params are texts. */
function numberIn(cell: DiffCell): number | undefined {
  return typeof cell === 'string' ? parseNumberText(cell) : cell;
}

function isDuration({ kind, key }: Pick<DiffLine, 'kind' | 'key'>): boolean {
  return kind === 'detail' && key === 'duration';
}

export interface DeltaWords {
  readonly short: string;
  readonly full: string;
  readonly verdict: ValueDelta['verdict'];
}

/** `+0.012`, `−1m 20s`; undefined where there is no delta. */
export function deltaWords(line: DiffLine, place: number, rules: DeltaRules): DeltaWords | undefined {
  const found = deltaAt(line, place, rules);
  if (!found) return undefined;
  const signed = (format: (delta: number) => string) =>
    `${found.delta > 0 ? '+' : '−'}${format(Math.abs(found.delta))}`;
  const { verdict } = found;
  if (isDuration(line)) {
    const words = signed((ms) => formatDuration(ms, getLocale()));
    return { short: words, full: words, verdict };
  }
  return { short: signed(formatValue), full: signed(formatFullValue), verdict };
}
