import { m } from '../../../paraglide/messages.js';
import { failureWords } from '../../../parts/wording.ts';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import type { UnreadNames } from '../../../worker/runs/runs-protocol.ts';
import buttonCss from '../../../ui/buttons.module.css';
import css from './filter-bar.module.css';

interface UnreadRemarkProps {
  readonly viewId: string;
  readonly unread: UnreadNames;
}

/** Says that what a clause is about could not be read, why, and offers to read it again. */
export function UnreadRemark({ viewId, unread: { what, failure } }: UnreadRemarkProps) {
  const client = useDataClient();
  const { title, body } = failureWords(failure, globalThis.location?.origin ?? '');
  const reason = failure.status === undefined ? title : `${title} (${failure.status})`;
  // What became of it shows in the next snapshot.
  const retry = () => void client.call('runs.control', { viewId, action: 'names' }).catch(() => undefined);
  return (
    <span title={[body, failure.detail].filter(Boolean).join('\n')}>
      <span className={css.warn}>
        {what === 'registry' ? m.filter_unread_registry({ reason }) : m.filter_unread_experiments({ reason })}
      </span>
      {' · '}
      <button type="button" className={buttonCss.link} onClick={retry}>
        {m.retry()}
      </button>
    </span>
  );
}
