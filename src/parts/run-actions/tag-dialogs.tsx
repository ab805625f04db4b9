import { useId, useState } from 'react';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import { ActionForm, RunNames, runsWord } from './action-form.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface TagDialogProps {
  readonly runs: readonly RunTarget[];
  /** Keys that runs have already. */
  readonly tagKeys: readonly string[];
  readonly onClose: () => void;
}

/** The same tag for all of the runs. */
export function TagDialog({ runs, tagKeys, onClose }: TagDialogProps) {
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const trimmed = key.trim();
  return (
    <ActionForm
      title={m.tag_title({ runs: runsWord(runs) })}
      action="tag"
      submitLabel={m.tag_submit()}
      runs={runs}
      changes={
        trimmed === ''
          ? undefined
          : runs.map(({ id }): RunChange => ({ kind: 'set-tag', id, key: trimmed, value }))
      }
      onClose={onClose}
    >
      <div className={css.row}>
        <KeyField value={key} tagKeys={tagKeys} onChange={setKey} />
        <TextField label={m.tag_value()} value={value} onChange={setValue} />
      </div>
      {runs.length > 1 ? <RunNames runs={runs} /> : null}
    </ActionForm>
  );
}

/** Takes one tag from all of the runs; those that lack it stay as they are. */
export function UntagDialog({ runs, tagKeys, onClose }: TagDialogProps) {
  const [key, setKey] = useState('');
  const trimmed = key.trim();
  return (
    <ActionForm
      title={m.untag_title({ runs: runsWord(runs) })}
      action="untag"
      submitLabel={m.untag_submit()}
      runs={runs}
      changes={
        trimmed === ''
          ? undefined
          : runs.map(({ id }): RunChange => ({ kind: 'delete-tag', id, key: trimmed }))
      }
      onClose={onClose}
    >
      <div className={css.row}>
        <KeyField value={key} tagKeys={tagKeys} onChange={setKey} />
      </div>
      {runs.length > 1 ? <RunNames runs={runs} /> : null}
    </ActionForm>
  );
}

interface KeyFieldProps {
  readonly value: string;
  readonly tagKeys: readonly string[];
  readonly onChange: (key: string) => void;
}

function KeyField({ value, tagKeys, onChange }: KeyFieldProps) {
  const listId = useId();
  return (
    <>
      <TextField label={m.tag_key()} value={value} onChange={onChange} list={listId} autoFocus />
      <datalist id={listId}>
        {tagKeys.map((each) => (
          <option key={each} value={each} />
        ))}
      </datalist>
    </>
  );
}
