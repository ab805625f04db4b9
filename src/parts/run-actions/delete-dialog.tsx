import { formatCount } from '../../base/format-number.ts';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { m } from '../../paraglide/messages.js';
import { ActionForm, RunNames, runsWord } from './action-form.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface DeleteDialogProps {
  readonly runs: readonly RunTarget[];
  readonly onClose: () => void;
}

/** The server keeps what is deleted until somebody cleans it up: until then it can be restored. */
export function DeleteDialog({ runs, onClose }: DeleteDialogProps) {
  return (
    <ActionForm
      title={m.delete_title({ runs: runsWord(runs) })}
      action="delete"
      submitLabel={submitWords(runs.length)}
      runs={runs}
      changes={runs.map(({ id }): RunChange => ({ kind: 'delete', id }))}
      onClose={onClose}
    >
      {runs.length > 1 ? <RunNames runs={runs} /> : null}
      <p className={css.hint}>{m.delete_hint()}</p>
    </ActionForm>
  );
}

function submitWords(count: number): string {
  return count === 1 ? m.delete_submit() : m.delete_submit_many({ count, text: formatCount(count) });
}
