import { formatCount } from '../../../base/format-number.ts';
import type { BarRow } from '../../../domain/comparison/bars/bar-rows.ts';
import type { BandRule } from '../../../domain/statistics/band.ts';
import { m } from '../../../paraglide/messages.js';
import { centreText, spreadText } from '../../../parts/chart-card/band-words.ts';

/** Every run of a group is a point of its own beside its box up to so many, and a dot beyond. */
export const MOST_STRIP_POINTS = 30;

export interface BarsCounts {
  readonly rows: number;
  /** Rows with a number. */
  readonly drawn: number;
  /** Runs with a finite number. */
  readonly numbers: number;
  readonly missing: number;
  readonly notFinite: number;
  readonly awaited: number;
}

export function countsOf(rows: readonly BarRow[]): BarsCounts {
  const sum = (read: (row: BarRow) => number) => rows.reduce((total, row) => total + read(row), 0);
  return {
    rows: rows.length,
    drawn: sum(({ spread }) => (spread ? 1 : 0)),
    numbers: sum(({ finite }) => finite.length),
    missing: sum(({ missing }) => missing),
    notFinite: sum(({ notFinite }) => notFinite),
    awaited: sum(({ awaited }) => awaited),
  };
}

interface NoteOptions {
  readonly metric: string;
  readonly shape: 'bar' | 'box';
  /** Undefined: rows are runs. */
  readonly band: Pick<BandRule, 'centre' | 'spread'> | undefined;
  /** Undefined: all runs of the set are shown. */
  readonly cut: { readonly shown: number; readonly all: number } | undefined;
}

/** What the picture is made of, what is left out, and how to read it. */
export function noteWords(counts: BarsCounts, { metric, shape, band, cut }: NoteOptions): readonly string[] {
  const words = (count: number) => ({ count, text: formatCount(count), column: metric });
  return [
    band
      ? m.bars_of_groups({ runs: formatCount(counts.numbers), groups: formatCount(counts.rows) })
      : m.bars_of_runs({ count: counts.numbers, text: formatCount(counts.numbers) }),
    ...(counts.missing > 0 ? [m.scatter_missing(words(counts.missing))] : []),
    ...(counts.notFinite > 0 ? [m.scatter_not_finite(words(counts.notFinite))] : []),
    ...(counts.awaited > 0 ? [m.scatter_awaited(words(counts.awaited))] : []),
    ...(cut ? [m.scatter_cut({ shown: formatCount(cut.shown), all: formatCount(cut.all) })] : []),
    ...(band ? [shape === 'box' ? m.bars_box_note({ count: MOST_STRIP_POINTS }) : bandWords(band)] : []),
  ];
}

function bandWords({ centre, spread }: Pick<BandRule, 'centre' | 'spread'>): string {
  const words = { centre: centreText(centre), spread: spreadText(spread) };
  return spread === 'min-max' ? m.bars_band_range(words) : m.bars_band(words);
}

/** `n = 5`, and why it is fewer than the runs of the group. */
export function groupSizeWords({ finite, members, missing, notFinite, awaited }: BarRow): string {
  const n = m.group_count({ count: formatCount(finite.length) });
  if (finite.length === members.length) return n;
  const left = members.length - finite.length;
  const why = [
    missing > 0 ? m.bars_without({ count: formatCount(missing) }) : '',
    notFinite > 0 ? m.bars_not_finite({ count: formatCount(notFinite) }) : '',
    awaited > 0 ? m.bars_awaited({ count: formatCount(awaited) }) : '',
  ].filter((part) => part !== '');
  return left > 0 ? `${n} (${why.join(', ')})` : n;
}
