import { useEffect, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { ageWords } from '../../parts/wording.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { RequestOf, RunsSnapshot } from '../../worker/data-protocol.ts';
import css from './runs-footer.module.css';

interface RunsFooterProps {
  readonly viewId: string;
  readonly snapshot: RunsSnapshot;
}

/** How many runs are here and whether more exist; MLflow gives no total, so none is invented. */
export function RunsFooter({ viewId, snapshot }: RunsFooterProps) {
  const client = useDataClient();
  const control = (action: RequestOf<'runs.control'>['action']) =>
    // What became of it shows in the next snapshot.
    void client.call('runs.control', { viewId, action }).catch(() => undefined);
  return (
    <>
      {snapshot.state === 'failed' && snapshot.failure ? (
        <FailureNotice failure={snapshot.failure} shape="strip" onRetry={() => control('retry')} />
      ) : null}
      <footer className={css.footer}>
        <span role="status">{loadWords(snapshot)}</span>
        {snapshot.state === 'loading' ? (
          <Action words={m.runs_stop()} onClick={() => control('stop')} />
        ) : null}
        {snapshot.state === 'stopped' ? (
          <Action words={m.runs_resume()} onClick={() => control('resume')} />
        ) : null}
        {snapshot.isProvisional ? (
          <span className={css.provisional}>
            {m.runs_provisional({ count: formatCount(snapshot.loaded) })}
          </span>
        ) : null}
        <span className={css.space} />
        <ReadAge atMs={snapshot.readAtMs} />
        <Action words={m.runs_read_again()} onClick={() => control('reload')} />
      </footer>
    </>
  );
}

function loadWords(snapshot: RunsSnapshot): string {
  const count = formatCount(snapshot.loaded);
  if (snapshot.state === 'complete') return m.runs_loaded_all({ count: snapshot.loaded, text: count });
  if (snapshot.state === 'failed') return m.runs_loaded_failed({ count });
  return snapshot.state === 'stopped' ? m.runs_stopped({ count }) : m.runs_loaded_more({ count });
}

function Action({ words, onClick }: { readonly words: string; readonly onClick: () => void }) {
  return (
    <UnstyledButton className={css.action} onClick={onClick}>
      {words}
    </UnstyledButton>
  );
}

function ReadAge({ atMs }: { readonly atMs: number }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  return <span>{m.runs_read_at({ age: ageWords(atMs, Math.max(nowMs, atMs)) })}</span>;
}
