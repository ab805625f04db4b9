import { useQueries, useQuery } from '@tanstack/react-query';
import { Button, Popover, UnstyledButton } from '@mantine/core';
import { IconPinned, IconX } from '@tabler/icons-react';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { failureWords } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { runQuery, runsNamedQuery } from '../../queries/run-queries.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { type OpenTarget, parseOpenTarget } from '../../url/mlflow-link.ts';
import css from './add-run.module.css';

/** Each text is a search over all experiments: not every letter is one. */
const PAUSE_MS = 350;

/** Puts runs of any experiment above the rows: by id, by link, or by name. */
export function AddRun() {
  const { workspace, dispatch } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const [asked, setAsked] = useState('');
  const [settled] = useDebouncedValue(asked, PAUSE_MS);
  const { addedRuns } = workspace;
  const add = (runId: RunId) => {
    dispatch({ type: 'add-run', runId });
    setAsked('');
  };
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={340}
      shadow="none"
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPinned size={14} stroke={1.7} />}
          title={m.add_run_hint()}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          {addedRuns.length > 0 ? m.add_run_count({ count: addedRuns.length }) : m.add_run()}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <div className={css.panel}>
          <div className={css.row}>
            <TextField
              label={m.add_run_label()}
              placeholder={m.add_run_label()}
              value={asked}
              onChange={setAsked}
            />
          </div>
          {asked.trim() === '' || settled.trim() === '' ? (
            <p className={css.hint}>{m.add_run_hint()}</p>
          ) : (
            <Found text={settled} onAdd={add} />
          )}
          <AddedRuns ids={addedRuns} onRemove={(runId) => dispatch({ type: 'remove-added-run', runId })} />
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

interface FoundProps {
  readonly text: string;
  readonly onAdd: (id: RunId) => void;
}

function Found({ text, onAdd }: FoundProps) {
  const target = parseOpenTarget(text);
  const ids = idsOf(target);
  if (ids.length > 0) return <FoundIds ids={ids} onAdd={onAdd} />;
  if (target?.kind === 'name') return <FoundNamed name={target.name} onAdd={onAdd} />;
  return <p className={css.hint}>{m.add_run_no_run()}</p>;
}

/** A link may name several runs. */
function idsOf(target: OpenTarget | undefined): readonly RunId[] {
  if (target?.kind === 'run') return [target.runId];
  return target?.kind === 'compare' ? target.runIds : [];
}

function FoundIds({ ids, onAdd }: { readonly ids: readonly RunId[]; readonly onAdd: FoundProps['onAdd'] }) {
  const scope = useConnection();
  const queries = useQueries({ queries: ids.map((id) => runQuery(scope, id)) });
  const runs = queries.flatMap(({ data }) => data ?? []);
  const failed = queries.find(({ error }) => error !== null);
  return (
    <Results
      runs={runs}
      isReading={queries.some(({ isPending }) => isPending)}
      error={failed?.error}
      onAdd={onAdd}
    />
  );
}

function FoundNamed({ name, onAdd }: { readonly name: string; readonly onAdd: FoundProps['onAdd'] }) {
  const { data, isPending, error } = useQuery(runsNamedQuery(useConnection(), name));
  return <Results runs={data ?? []} isReading={isPending} error={error} onAdd={onAdd} />;
}

interface ResultsProps {
  readonly runs: readonly Run[];
  readonly isReading: boolean;
  readonly error: unknown;
  readonly onAdd: FoundProps['onAdd'];
}

function Results({ runs, isReading, error, onAdd }: ResultsProps) {
  const words = isReading ? m.add_run_looking() : runs.length === 0 ? m.add_run_none() : undefined;
  return (
    <>
      {error ? (
        <p className={css.problem}>{failureWords(failureOf(error), globalThis.location.origin).title}</p>
      ) : null}
      {words && !error ? <p className={css.hint}>{words}</p> : null}
      <ul className={css.list} aria-label={m.add_run_found()}>
        {runs.map((run) => (
          <li key={run.id}>
            <UnstyledButton className={css.choice} onClick={() => onAdd(run.id)} title={run.id}>
              <RunStatusDot status={run.status} />
              <span className={css.name}>{run.name}</span>
              <code className={css.id}>{run.id.slice(0, 8)}</code>
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </>
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
        const name = queries[index]?.data?.name ?? id;
        const isGone = queries[index]?.isError === true;
        return (
          <li key={id} className={css.choice}>
            <span className={css.name} title={id}>
              {isGone ? m.add_run_gone({ id }) : name}
            </span>
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
