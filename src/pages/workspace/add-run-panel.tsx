import { useQueries } from '@tanstack/react-query';
import { Button, UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { RunHead } from '../../domain/runs/run-head.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runQuery } from '../../queries/run-queries.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import css from './add-run.module.css';
import { FoundLine } from './find-run/found-line.tsx';
import { RestoreRun } from './find-run/restore-run.tsx';
import { RunSearch } from './find-run/run-search.tsx';

/** Looks for runs that are to stand above the rows, and lists those that do. */
export function AddRunPanel({ onDone }: { readonly onDone: () => void }) {
  const { workspace, dispatch } = useWorkspace();
  const { addedRuns } = workspace;
  const words = {
    label: m.add_run(),
    field: m.add_run_label(),
    list: m.add_run_found(),
    note: m.add_run_hint(),
  };
  return (
    <div className={css.panel}>
      <RunSearch words={words} fieldType="text" viewId={undefined}>
        {({ head }, experiment) => (
          <FoundLine
            key={head.id}
            head={head}
            experimentName={experiment?.name ?? head.experimentId}
            action={
              <AddAction
                head={head}
                isAdded={addedRuns.includes(head.id)}
                onAdd={() => dispatch({ type: 'add-run', runId: head.id })}
              />
            }
            onLeave={onDone}
          />
        )}
      </RunSearch>
      <AddedRuns ids={addedRuns} onRemove={(runId) => dispatch({ type: 'remove-added-run', runId })} />
    </div>
  );
}

interface AddActionProps {
  readonly head: RunHead;
  readonly isAdded: boolean;
  readonly onAdd: () => void;
}

/** A deleted run is not compared: it can be restored first. */
function AddAction({ head, isAdded, onAdd }: AddActionProps) {
  if (isAdded) return <span className={css.said}>{m.add_run_is_added()}</span>;
  if (head.lifecycle === 'deleted') {
    return (
      <>
        <span className={css.said}>{m.add_run_deleted()}</span>
        <RestoreRun run={head} />
      </>
    );
  }
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={m.add_run_this({ name: head.name })}
      onClick={onAdd}
    >
      {m.add_run_add()}
    </Button>
  );
}

interface AddedRunsProps {
  readonly ids: readonly RunId[];
  readonly onRemove: (id: RunId) => void;
}

function AddedRuns({ ids, onRemove }: AddedRunsProps) {
  const scope = useConnection();
  const queries = useQueries({ queries: ids.map((id) => runQuery(scope, id)) });
  if (ids.length === 0) return null;
  return (
    <ul className={css.added} aria-label={m.add_run_added()}>
      {ids.map((id, index) => {
        const { data: run, isError } = queries[index] ?? {};
        const name = run?.name ?? id;
        return (
          <li key={id} className={css.choice}>
            <span className={css.name} title={id}>
              {isError === true ? m.add_run_gone({ id }) : name}
            </span>
            {run?.lifecycle === 'deleted' ? <span className={css.said}>{m.add_run_deleted()}</span> : null}
            <UnstyledButton
              className={css.remove}
              aria-label={m.add_run_remove({ name })}
              title={m.add_run_remove({ name })}
              onClick={() => onRemove(id)}
            >
              <IconX size={13} stroke={1.7} />
            </UnstyledButton>
          </li>
        );
      })}
    </ul>
  );
}
