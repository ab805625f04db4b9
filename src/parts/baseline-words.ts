import { formatCount, formatValue } from '../base/format-number.ts';
import type { YMeasure } from '../domain/series/delta-to-baseline.ts';
import { m } from '../paraglide/messages.js';
import type { PictureBaseline, PictureLevel } from '../worker/charts/chart-protocol.ts';

/** What y shows, as a choice. */
export function measureWord(measure: YMeasure): string {
  switch (measure) {
    case 'value':
      return m.measure_value();
    case 'difference':
      return m.measure_difference();
    case 'ratio':
      return m.measure_ratio();
  }
}

/** For the badge: what y shows against which run, and which points could not be measured so. */
export function baselineNotes(baseline: PictureBaseline | undefined, name: string): readonly string[] {
  if (!baseline) return [];
  const { measure, isMissing, earlyCount, lateCount, undefinedCount } = baseline;
  if (isMissing) return [m.baseline_missing_metric({ name })];
  if (measure === 'value') return [];
  const notes = [measure === 'difference' ? m.badge_difference({ name }) : m.badge_ratio({ name })];
  if (earlyCount > 0) notes.push(m.badge_before_baseline(counted(earlyCount)));
  if (lateCount > 0) notes.push(m.badge_after_baseline(counted(lateCount)));
  if (undefinedCount > 0) notes.push(m.badge_no_baseline_value(counted(undefinedCount)));
  return notes;
}

function counted(count: number) {
  return { count, text: formatCount(count) };
}

/** `0.9512 final`, `0 = baseline`; behind what tells several lines of a card apart. */
export function levelWords({ y, kind }: PictureLevel, member: string): string {
  const value = formatValue(y);
  const words =
    kind === 'even'
      ? m.level_even({ value })
      : kind === 'best'
        ? m.level_best({ value })
        : m.level_final({ value });
  return member === '' ? words : `${member} · ${words}`;
}
