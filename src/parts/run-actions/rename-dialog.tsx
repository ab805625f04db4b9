import { useState } from 'react';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import { ActionForm, runsWord } from './action-form.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface RenameDialogProps {
  readonly runs: readonly RunTarget[];
  readonly onClose: () => void;
}

/** One run gets a name; many get a pattern, in which `{name}` is the name so far and `{n}` counts. */
export function RenameDialog({ runs, onClose }: RenameDialogProps) {
  const isMany = runs.length > 1;
  const [text, setText] = useState(isMany ? '{name}' : (runs[0]?.name ?? ''));
  const renamed = runs.map((run, index) => ({
    ...run,
    next: isMany ? newName(text, run, index) : text.trim(),
  }));
  const changes = renamed
    .filter(({ name, next }) => next !== '' && next !== name)
    .map(({ id, next }): RunChange => ({ kind: 'rename', id, name: next }));
  return (
    <ActionForm
      title={m.rename_title({ runs: runsWord(runs) })}
      action="rename"
      submitLabel={m.rename_submit()}
      runs={runs}
      changes={changes}
      onClose={onClose}
    >
      <div className={css.row}>
        <TextField label={m.rename_name()} value={text} onChange={setText} autoFocus />
      </div>
      {isMany ? (
        <>
          <p className={css.hint}>{m.rename_pattern({ name: '{name}', number: '{n}' })}</p>
          <ul className={css.names}>
            {renamed.slice(0, MAX_PREVIEWS).map(({ id, name, next }) => (
              <li key={id}>
                {name} → <b>{next === '' ? '–' : next}</b>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </ActionForm>
  );
}

/** They scroll. */
const MAX_PREVIEWS = 500;

function newName(pattern: string, { name }: RunTarget, index: number): string {
  return pattern.replaceAll(/\{(name|n)\}/g, (_, word) => (word === 'n' ? String(index + 1) : name)).trim();
}
