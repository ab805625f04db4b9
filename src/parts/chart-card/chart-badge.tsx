import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import css from './chart-card.module.css';
import type { PictureSummary } from './picture-summary.ts';
import { ruleName } from '../chart-settings/smoothing-words.ts';

interface ChartBadgeProps {
  /** No picture is to come. */
  readonly isNothing?: boolean;
  readonly summary: PictureSummary | undefined;
  /** What stands for several lines: `mean ± std over 5 folds`. */
  readonly bandNote?: string | undefined;
  /** What y shows against the baseline, and which points could not be measured so. */
  readonly baselineNotes?: readonly string[] | undefined;
}

/** What the picture is made from: exact or a sample, of how many logged points, and what it cannot show. */
export function ChartBadge(props: ChartBadgeProps) {
  const { isNothing, summary, bandNote, baselineNotes } = props;
  if (isNothing === true) return <span className={css.badge} />;
  if (!summary) return <span className={css.badge}>{m.card_loading()}</span>;
  // Which runs failed, and why, stands below.
  const notes = badgeNotes({ ...summary, failedRuns: 0 }, bandNote, baselineNotes);
  return (
    <span className={css.badge} title={notes.join('\n')}>
      <span className={css.light} data-state={summary.failed > 0 ? 'failed' : summary.state} />
      <span className={css.badgeText}>{notes.join(' · ')}</span>
    </span>
  );
}

export function badgeNotes(
  summary: PictureSummary,
  bandNote?: string,
  baselineNotes: readonly string[] = [],
): readonly string[] {
  const total = formatCount(summary.runs);
  const notes: string[] = [];
  // First: the one fact that must not be cut off.
  if (summary.failedRuns > 0) {
    notes.push(m.card_failed_some({ count: formatCount(summary.failedRuns), total }));
  }
  // What y shows changes the meaning of every number.
  notes.push(...baselineNotes, ...missingNotes(summary));
  if (bandNote !== undefined) notes.push(bandNote);
  if (bandNote !== undefined && summary.bandPlaces !== undefined) {
    notes.push(m.band_places({ count: formatCount(summary.bandPlaces) }));
  }
  if (bandNote !== undefined && summary.leftOut) {
    notes.push(m.band_left_out({ count: summary.leftOut, text: formatCount(summary.leftOut) }));
  }
  if (summary.joined) notes.push(joinedNote(summary.joined));
  // Before the count: lines that are not what was logged must say so.
  if (summary.smoothing) notes.push(ruleName(summary.smoothing, summary.axis));
  notes.push(mainNote(summary));
  if (summary.stale > 0)
    notes.push(m.badge_stale({ count: summary.stale, text: formatCount(summary.stale) }));
  if (summary.state === 'sampled' && summary.isShownPartWhole === true) notes.push(m.card_part_exact());
  if (summary.loadingRuns > 0 && summary.lines > 0) {
    notes.push(m.card_loading_some({ count: formatCount(summary.loadingRuns), total }));
  }
  if (summary.nonFinite > 0) {
    notes.push(m.card_nonfinite({ count: summary.nonFinite, text: formatCount(summary.nonFinite) }));
  }
  return [...notes, ...axisNotes(summary)];
}

function joinedNote({ runs, lines }: NonNullable<PictureSummary['joined']>): string {
  if (lines === 1) return m.line_joined({ count: runs, text: formatCount(runs) });
  return m.badge_joined({ runs: formatCount(runs), lines: formatCount(lines) });
}

/** `3 runs have no params.batch_size`. */
export function missingNotes({ missing }: PictureSummary): readonly string[] {
  return missing.map(({ column, runs }) => m.badge_missing({ count: runs, text: formatCount(runs), column }));
}

/** What became of the points on the axes: all of them are told, none is left out silently. */
function axisNotes(summary: PictureSummary): readonly string[] {
  const { restarts, rounded, placeless, early, above, below, offAxis } = summary;
  const notes: string[] = [];
  if (above > 0) notes.push(m.badge_above({ count: above, text: formatCount(above) }));
  if (below > 0) notes.push(m.badge_below({ count: below, text: formatCount(below) }));
  if (offAxis > 0) notes.push(m.card_off_axis({ count: offAxis, text: formatCount(offAxis) }));
  if (early > 0) notes.push(m.badge_early({ count: early, text: formatCount(early) }));
  if (placeless > 0) notes.push(m.badge_placeless({ count: placeless, text: formatCount(placeless) }));
  if (rounded > 0) notes.push(m.badge_rounded({ count: rounded, text: formatCount(rounded) }));
  if (restarts > 0) notes.push(m.badge_restarts({ count: restarts, text: formatCount(restarts) }));
  if (summary.isInLoggedOrder) notes.push(m.badge_logged_order());
  return notes;
}

/** `exact · 36 points` or `sampled · 3,200 points, last step 99,999`. */
export function mainNote({ state, pointsRead, lastStep }: PictureSummary): string {
  switch (state) {
    case 'exact':
      return m.card_exact({ count: pointsRead, text: formatCount(pointsRead) });
    case 'sampled':
      return m.card_sampled({ read: formatCount(pointsRead), step: formatCount(lastStep ?? 0) });
    case 'loading':
      return m.card_loading();
    case 'empty':
      return m.card_empty();
    case 'failed':
      return m.card_failed();
  }
}
