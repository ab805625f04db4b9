import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { m } from '../../../paraglide/messages.js';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { sourceWord } from '../../../parts/wording.ts';
import { useConnection } from '../../../queries/data-client-context.tsx';
import { failureOf } from '../../../queries/failure.ts';
import { lookUpQuery } from '../../../queries/finding-queries.ts';
import { TextField } from '../../../ui/text-field.tsx';
import type { LookUpReply } from '../../../worker/runs/finding-protocol.ts';
import css from './find-run.module.css';
import { FoundRun } from './found-run.tsx';
import { useExperimentsById } from './use-experiments-by-id.ts';

const PAUSE_MS = 250;
const MAX_FOUND = 20;

interface FindRunPanelProps {
  readonly viewId: string;
  readonly onDone: () => void;
}

/** Runs by id or part of a name over all experiments, and of each why it is not on screen. */
export function FindRunPanel({ viewId, onDone }: FindRunPanelProps) {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), PAUSE_MS);
  const scope = useConnection();
  const found = useQuery(lookUpQuery(scope, { text: wanted, limit: MAX_FOUND, viewId }));
  const experiments = useExperimentsById();
  const isSettled = wanted !== '' && wanted === text.trim();
  return (
    <div className={css.panel} role="search" aria-label={m.find_run()}>
      <TextField type="search" label={m.find_run_field()} value={text} onChange={setText} data-autofocus />
      <p className={css.hint}>{m.find_run_note()}</p>
      <div role="status" className={css.status}>
        {wanted !== '' && (found.isFetching || !isSettled) && !found.data
          ? m.open_looking({ text: text.trim() })
          : null}
        {isSettled && found.data ? foundWords(found.data) : null}
      </div>
      {found.isError ? (
        <FailureNotice failure={failureOf(found.error)} shape="strip" onRetry={() => void found.refetch()} />
      ) : null}
      {isSettled && found.data?.runs.length === 0 ? <Nothing text={wanted} reply={found.data} /> : null}
      {isSettled && found.data && found.data.runs.length > 0 ? (
        <ul className={css.list} aria-label={m.find_run_found()}>
          {found.data.runs.map((run) => (
            <FoundRun
              key={run.head.id}
              viewId={viewId}
              found={run}
              experiment={experiments?.get(run.head.experimentId)}
              onDone={onDone}
            />
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function foundWords({ runs, hasMore }: LookUpReply): string | null {
  if (runs.length === 0) return null;
  const text = String(runs.length);
  return hasMore ? m.find_run_more({ text }) : m.find_run_count({ count: runs.length, text });
}

/** Nothing was found: what that may mean. */
function Nothing({ text, reply }: { readonly text: string; readonly reply: LookUpReply }) {
  const { status } = useConnection();
  const label = status.state === 'ready' ? sourceWord(status.info.label) : '';
  if (reply.idProblem === 'forbidden') {
    return (
      <p className={css.nothing} data-absence="no-permission">
        {m.find_run_forbidden()}
      </p>
    );
  }
  return (
    <p className={css.nothing} data-absence="unknown">
      {reply.idProblem === 'not-found' ? m.find_run_unknown_id() : m.find_run_unknown({ text })}{' '}
      {m.find_run_elsewhere({ label })}
    </p>
  );
}
