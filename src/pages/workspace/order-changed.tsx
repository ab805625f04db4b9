import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { RevealedRow } from '../../tables/data-grid.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import css from './order-changed.module.css';

interface OrderChangedProps {
  readonly viewId: string;
  readonly unsorted: RunsSnapshot['unsorted'];
  /** The place that the first new run will have. */
  readonly onShowNew: (row: RevealedRow) => void;
}

/** What waits for a click while rows stay where they stand: another order, new runs, deleted ones. */
export function OrderChanged({ viewId, unsorted, onShowNew }: OrderChangedProps) {
  const client = useDataClient();
  const sortAgain = () =>
    // What became of it shows in the next snapshot.
    void client.call('runs.control', { viewId, action: 'sort-again' }).catch(() => undefined);
  const { movedCount = 0, leftCount = 0, newCount = 0, deletedCount = 0, firstNew } = unsorted ?? {};
  const changedCount = movedCount + leftCount;
  const words = [
    changedCount > 0 && m.order_changed({ text: formatCount(changedCount) }),
    newCount > 0 && m.order_new({ count: newCount, text: formatCount(newCount) }),
    deletedCount > 0 && m.order_deleted({ count: deletedCount, text: formatCount(deletedCount) }),
  ];
  return (
    <div className={css['place']}>
      <div role="status" aria-label={m.order_label()} className={css['pills']}>
        {words
          .filter((text) => text !== false)
          .map((text) => (
            <UnstyledButton
              key={text}
              className={css['pill']}
              title={m.order_hint()}
              onClick={() => {
                sortAgain();
                if (firstNew !== undefined && text === words[1])
                  onShowNew({ row: firstNew, align: 'in-sight' });
              }}
            >
              {text}
            </UnstyledButton>
          ))}
      </div>
    </div>
  );
}
