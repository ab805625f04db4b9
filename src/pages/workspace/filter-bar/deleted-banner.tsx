import { IconTrash } from '@tabler/icons-react';
import { m } from '../../../paraglide/messages.js';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import css from './filter-frame.module.css';

/** Says above the rows that they are deleted runs, and leads back. */
export function DeletedBanner() {
  const { workspace, dispatch } = useWorkspace();
  if (workspace.lifecycle === 'active') return null;
  return (
    <p role="status" aria-label={m.deleted_runs()} className={css.deleted}>
      <IconTrash size={14} stroke={1.8} aria-hidden="true" />
      <span>
        <b>{m.deleted_runs_banner()}</b> {m.deleted_runs_body()}
      </span>
      <button
        type="button"
        className={css.back}
        onClick={() => dispatch({ type: 'set-lifecycle', lifecycle: 'active' })}
      >
        {m.deleted_runs_back()}
      </button>
    </p>
  );
}
