import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import css from '../chart-settings/axes-panels.module.css';
import type { PictureSummary } from './picture-summary.ts';

/** At the edges of a plot: how many points lie beyond them. Its place is the plot's box. */
export function BeyondMarks({ summary }: { readonly summary: PictureSummary | undefined }) {
  const { above = 0, below = 0 } = summary ?? {};
  return (
    <>
      {above > 0 ? (
        <span className={`${css.beyond} ${css.above}`} aria-hidden="true">
          ▲ {m.badge_above({ count: above, text: formatCount(above) })}
        </span>
      ) : null}
      {below > 0 ? (
        <span className={`${css.beyond} ${css.below}`} aria-hidden="true">
          ▼ {m.badge_below({ count: below, text: formatCount(below) })}
        </span>
      ) : null}
    </>
  );
}
