import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { CostOfExact } from '../../worker/charts/chart-protocol.ts';
import css from './chart-card.module.css';
import type { PictureSummary } from './picture-summary.ts';

/** Whether a card reads all its points although that costs more than it may spend unasked. */
export interface ExactWish {
  readonly isWanted: boolean;
  readonly onWant: (isWanted: boolean) => void;
}

interface ExactOfferProps {
  readonly summary: Pick<PictureSummary, 'state' | 'exactCost'> | undefined;
  readonly wish: ExactWish;
}

/**
 * What all points of a card would cost, with the button that has them read, or stops that again; what came stays. On a
 * line of its own: in a narrow card nothing of the cost may be cut off.
 */
export function ExactOffer({ summary, wish }: ExactOfferProps) {
  const cost = summary?.exactCost;
  if (summary?.state === 'sampled' && wish.isWanted) {
    return (
      <p className={css.offer}>
        <UnstyledButton className={css.retry} onClick={() => wish.onWant(false)}>
          {m.card_stop_exact()}
        </UnstyledButton>
      </p>
    );
  }
  if (!cost || wish.isWanted) return null;
  return (
    <p className={css.offer}>
      <UnstyledButton
        className={css.retry}
        title={costWords(cost)}
        data-requests={cost.requests}
        onClick={() => wish.onWant(true)}
      >
        {m.card_make_exact()}
      </UnstyledButton>
      <span>{costWords(cost)}</span>
    </p>
  );
}

/** `500 requests, about 2 min`. */
function costWords({ requests, seconds }: CostOfExact): string {
  return m.card_cost({
    requests: m.card_cost_requests({ count: requests, text: formatCount(requests) }),
    time: timeWords(seconds),
  });
}

function timeWords(seconds: number): string {
  const minutes = Math.round(seconds / 60);
  if (seconds < 90) return m.card_cost_seconds({ count: formatCount(Math.max(1, Math.round(seconds))) });
  if (minutes < 90) return m.card_cost_minutes({ count: formatCount(minutes) });
  return m.card_cost_hours({ count: formatCount(Math.round(minutes / 60)) });
}
