import { lazy, Suspense, useState } from 'react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { type Run, TAG_NOTE, tagValue } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runKey } from '../../queries/run-queries.ts';
import { failureOf } from '../../queries/failure.ts';
import css from './run-note.module.css';

const Markdown = lazy(async () => ({ default: (await import('./markdown.tsx')).Markdown }));

/** The run's note (`mlflow.note.content`), as Markdown; saved to the source, which says where that is. */
export function RunNote({ run }: { readonly run: Run }) {
  const note = tagValue(run.tags, TAG_NOTE) ?? '';
  const [draft, setDraft] = useState<string>();
  const { status, client, epoch } = useConnection();
  const queryClient = useQueryClient();
  const saving = useMutation({
    mutationFn: (text: string) => client.call('run.set-tag', { id: run.id, key: TAG_NOTE, value: text }),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ queryKey: runKey(epoch, run.id) });
      setDraft(undefined);
    },
  });
  const writes = status.state === 'ready' ? status.info.capabilities.writes : 'none';
  if (draft === undefined) {
    return (
      <div className={css.note}>
        {note === '' ? (
          <p className={css.none}>{m.run_note_empty()}</p>
        ) : (
          <Suspense fallback={<pre className={css.plain}>{note}</pre>}>
            <Markdown text={note} />
          </Suspense>
        )}
        {writes === 'none' ? null : (
          <Button size="compact-sm" variant="default" onClick={() => setDraft(note)}>
            {m.run_note_edit()}
          </Button>
        )}
      </div>
    );
  }
  return (
    <div className={css.note}>
      <textarea
        className={css.editor}
        value={draft}
        rows={8}
        aria-label={m.run_note()}
        onChange={(event) => setDraft(event.currentTarget.value)}
      />
      {writes === 'memory' ? <p className={css.memory}>{m.connection_memory_long()}</p> : null}
      {saving.isError ? <FailureNotice failure={failureOf(saving.error)} shape="strip" /> : null}
      <div className={css.actions}>
        <Button size="compact-sm" loading={saving.isPending} onClick={() => saving.mutate(draft)}>
          {m.save()}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            saving.reset();
            setDraft(undefined);
          }}
        >
          {m.cancel()}
        </Button>
      </div>
    </div>
  );
}
