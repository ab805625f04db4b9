import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../base/format-number.ts';
import { m } from '../paraglide/messages.js';
import type { CostOfExact } from '../worker/chart-protocol.ts';
import css from './chart-card.module.css';

/** Whether a card reads all its points although that costs more than it may spend unasked. */
export interface ExactWish {
  readonly isWanted: boolean;
  readonly onWant: (isWanted: boolean) => void;
}

interface MakeExactProps {
  /** Undefined: nothing, or nothing that anyone is asked about. */
  readonly cost: CostOfExact | undefined;
  readonly isSampled: boolean;
  readonly wish: ExactWish;
}

/** Has all points of a card read, or stops that again; what came stays. */
export function MakeExact({ cost, isSampled, wish }: MakeExactProps) {
  if (wish.isWanted && isSampled) {
    return (
      <UnstyledButton className={css.retry} onClick={() => wish.onWant(false)}>
        {m.card_stop_exact()}
      </UnstyledButton>
    );
  }
  if (!cost || wish.isWanted) return null;
  return (
    <UnstyledButton
      className={css.retry}
      title={costWords(cost)}
      data-requests={cost.requests}
      onClick={() => wish.onWant(true)}
    >
      {m.card_make_exact()}
    </UnstyledButton>
  );
}

/** `500 requests, about 2 min`. */
export function costWords({ requests, seconds }: CostOfExact): string {
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
