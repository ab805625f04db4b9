import { formatCount } from '../../base/format-number.ts';
import type { BandView } from '../../domain/charts/band-view.ts';
import type { MetricFamily } from '../../domain/statistics/families.ts';
import { m } from '../../paraglide/messages.js';
import type { ShownCard } from '../charts-panel/shown-cards.ts';

/**
 * `mean ± std over 5 folds`; with groups the family first: `mean over 5 folds, then mean ± std over 8 runs`.
 *
 * @param runCounts of each group of runs those that are on the card; undefined: each run stands alone
 */
export function noteOf(
  { family, metrics }: ShownCard,
  view: BandView,
  runCounts: readonly number[] | undefined,
  isFamilyReduced: boolean,
): string {
  const members = family && isFamilyReduced ? familyText(family, metrics.length) : '';
  if (!runCounts) return bandNote(view, members);
  const note = bandNote(view, runsText(runCounts));
  return isFamilyReduced ? m.band_then({ centre: centreText(view.centre), members, note }) : note;
}

function bandNote({ centre, spread }: BandView, members: string): string {
  const words = { centre: centreText(centre), spread: spreadText(spread), members };
  return spread === 'min-max' ? m.band_note_range(words) : m.band_note(words);
}

function runsText(runCounts: readonly number[]): string {
  const counts = runCounts.filter((count) => count > 0);
  if (counts.length === 0) return m.band_runs({ count: 0, text: '0' });
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most
    ? m.band_runs({ count: most, text: formatCount(most) })
    : m.band_runs_range({ min: formatCount(least), max: formatCount(most) });
}

function familyText({ kinds }: MetricFamily, count: number): string {
  const [kind] = kinds;
  return kinds.length === 1 && kind ? membersText(kind, count) : m.band_members({ count });
}

function membersText(kind: NonNullable<MetricFamily['kinds'][number]>, count: number): string {
  switch (kind) {
    case 'fold':
      return m.band_folds({ count });
    case 'seed':
      return m.band_seeds({ count });
    case 'split':
      return m.band_splits({ count });
    case 'rank':
      return m.band_ranks({ count });
    case 'gpu':
      return m.band_gpus({ count });
  }
}

export function centreText(centre: BandView['centre']): string {
  return centre === 'mean' ? m.band_mean() : m.band_median();
}

export function spreadText(spread: BandView['spread']): string {
  switch (spread) {
    case 'std':
      return m.band_std();
    case 'se':
      return m.band_se();
    case 'ci95':
      return m.band_ci95();
    case 'min-max':
      return m.band_min_max();
  }
}
