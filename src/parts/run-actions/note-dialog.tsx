import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { TAG_NOTE, tagValue } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runQuery } from '../../queries/run-queries.ts';
import { TextArea } from '../../ui/text-area.tsx';
import { ActionForm, RunNames, runsWord } from './action-form.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface NoteDialogProps {
  readonly runs: readonly RunTarget[];
  readonly onClose: () => void;
}

/** The note of one run, or the same one for many in place of theirs. */
export function NoteDialog({ runs, onClose }: NoteDialogProps) {
  const [only] = runs;
  const isMany = runs.length > 1;
  const scope = useConnection();
  const run = useQuery({ ...runQuery(scope, only?.id ?? ('' as never)), enabled: !isMany });
  const [draft, setDraft] = useState<string>();
  const before = isMany ? '' : run.data && (tagValue(run.data.tags, TAG_NOTE) ?? '');
  const text = draft ?? before ?? '';
  const isReady = before !== undefined || run.isError;
  const changes = runs.map(({ id }): RunChange => ({ kind: 'set-tag', id, key: TAG_NOTE, value: text }));
  return (
    <ActionForm
      title={m.note_title({ runs: runsWord(runs) })}
      action="note"
      submitLabel={m.save()}
      runs={runs}
      changes={isReady && draft !== undefined && draft !== before ? changes : undefined}
      widthPx={560}
      onClose={onClose}
    >
      <TextArea
        label={m.run_note()}
        rows={8}
        value={text}
        disabled={!isReady}
        placeholder={isReady ? m.note_placeholder() : m.loading()}
        autoFocus
        onChange={setDraft}
      />
      {isMany ? (
        <>
          <p className={css.hint}>{m.note_replaces()}</p>
          <RunNames runs={runs} />
        </>
      ) : null}
    </ActionForm>
  );
}
