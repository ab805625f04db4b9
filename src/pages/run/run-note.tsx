import { lazy, Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { type Run, TAG_NOTE, tagValue } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { useChanges } from '../../parts/changes/changes.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useWrites } from '../../queries/use-change-runs.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { TextArea } from '../../ui/text-area.tsx';
import css from './run-note.module.css';

const Markdown = lazy(async () => ({
  default: (await import('../../parts/markdown/markdown.tsx')).Markdown,
}));

/** The run's note (`mlflow.note.content`), as Markdown; saved to the source, which says where that is. */
export function RunNote({ run }: { readonly run: Run }) {
  const note = tagValue(run.tags, TAG_NOTE) ?? '';
  const [draft, setDraft] = useState<string>();
  const { perform } = useChanges();
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<TrackingFailure>();
  const save = async (value: string) => {
    setSaving(true);
    const change: RunChange = { kind: 'set-tag', id: run.id, key: TAG_NOTE, value };
    const { refused } = await perform('note', [change], { saysRefusal: true });
    setSaving(false);
    setFailure(refused[0]?.failure);
    if (refused.length === 0) setDraft(undefined);
  };
  const writes = useWrites();
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
      <TextArea label={m.run_note()} value={draft} rows={8} onChange={setDraft} />
      {writes === 'memory' ? <p className={css.memory}>{m.connection_memory_long()}</p> : null}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
      <div className={css.actions}>
        <Button size="compact-sm" loading={isSaving} onClick={() => void save(draft)}>
          {m.save()}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setFailure(undefined);
            setDraft(undefined);
          }}
        >
          {m.cancel()}
        </Button>
      </div>
    </div>
  );
}
