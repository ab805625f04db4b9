import { type ReactNode, useState } from 'react';
import { useQueries } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { m } from '../../../paraglide/messages.js';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { sourceWord } from '../../../parts/wording.ts';
import type { Experiment } from '../../../domain/runs/experiment.ts';
import { useConnection } from '../../../queries/data-client-context.tsx';
import { failureOf } from '../../../queries/failure.ts';
import { lookUpQuery } from '../../../queries/finding-queries.ts';
import { TextField } from '../../../ui/text-field.tsx';
import type { LookedUpRun, LookUpReply } from '../../../worker/runs/finding-protocol.ts';
import css from './find-run.module.css';
import { lookUpTexts } from './look-up-texts.ts';
import { useExperimentsById } from './use-experiments-by-id.ts';

/** Each text is a search over all experiments: not every letter is one. */
const PAUSE_MS = 250;
const MAX_FOUND = 20;

interface RunSearchWords {
  /** What the search is for. */
  readonly label: string;
  readonly field: string;
  readonly list: string;
  /** What is looked through, or what is done with what is found. */
  readonly note: string;
}

interface RunSearchProps {
  readonly words: RunSearchWords;
  readonly fieldType?: 'search' | 'text';
  /** Where the runs may be missing; undefined: nobody asks. */
  readonly viewId: string | undefined;
  readonly children: (found: LookedUpRun, experiment: Experiment | undefined) => ReactNode;
}

/** Runs over all experiments, deleted ones included, by id, link or part of a name: one list wherever one is looked for. */
export function RunSearch({ words, fieldType = 'search', viewId, children }: RunSearchProps) {
  const [text, setText] = useState('');
  const [wanted] = useDebouncedValue(text.trim(), PAUSE_MS);
  const texts = lookUpTexts(wanted);
  const found = useFound(texts ?? [], viewId);
  const experiments = useExperimentsById();
  const isSettled = wanted !== '' && wanted === text.trim();
  const { reply } = found;
  return (
    <div className={css.panel} role="search" aria-label={words.label}>
      <TextField type={fieldType} label={words.field} value={text} onChange={setText} data-autofocus />
      <p className={css.hint}>{words.note}</p>
      <div role="status" className={css.status}>
        {text.trim() !== '' && !reply && !found.error && texts ? m.open_looking({ text: text.trim() }) : null}
        {isSettled && reply ? foundWords(reply) : null}
      </div>
      {isSettled && !texts ? <p className={css.nothing}>{m.add_run_no_run()}</p> : null}
      {found.error ? (
        <FailureNotice failure={failureOf(found.error)} shape="strip" onRetry={found.retry} />
      ) : null}
      {isSettled && reply?.runs.length === 0 ? <Nothing text={wanted} reply={reply} /> : null}
      {isSettled && reply && reply.runs.length > 0 ? (
        <ul className={css.list} aria-label={words.list}>
          {reply.runs.map((run) => children(run, experiments?.get(run.head.experimentId)))}
        </ul>
      ) : null}
    </div>
  );
}

/** What all texts together bring; no reply until the last of them has answered. */
function useFound(texts: readonly string[], viewId: string | undefined) {
  const scope = useConnection();
  const queries = useQueries({
    queries: texts.map((text) => lookUpQuery(scope, { text, limit: MAX_FOUND, viewId })),
  });
  const replies = queries.flatMap(({ data }) => data ?? []);
  const [first] = replies;
  const isWhole = first !== undefined && replies.length === texts.length;
  const reply: LookUpReply | undefined = isWhole
    ? {
        runs: replies.flatMap(({ runs }) => runs),
        hasMore: replies.some(({ hasMore }) => hasMore),
        idProblem: first.idProblem,
      }
    : undefined;
  return {
    reply,
    error: queries.find(({ isError }) => isError)?.error,
    retry: () => queries.forEach((query) => void query.refetch()),
  };
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
