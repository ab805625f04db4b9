import { type FormEvent, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useExperimentWriter } from '../../queries/experiment-changes.ts';
import { failureOf } from '../../queries/failure.ts';
import { experimentsQuery } from '../../queries/run-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { TextField } from '../../ui/text-field.tsx';
import { experimentsHref, runsHref } from '../../url/routes.ts';
import css from './experiment-editor.module.css';
import { useWriteRights } from './write-rights.ts';

/** Makes an experiment and opens it. A name that is taken is said, with the way to whoever has it. */
export function CreateForm({ onDone }: { readonly onDone: () => void }) {
  const [name, setName] = useState('');
  const [isSaving, setSaving] = useState(false);
  const [failure, setFailure] = useState<TrackingFailure>();
  const { create } = useExperimentWriter();
  const { writes } = useWriteRights();
  const navigateTo = useNavigateTo();
  const wanted = name.trim();
  const submit = async () => {
    setSaving(true);
    setFailure(undefined);
    try {
      const made = await create(wanted);
      onDone();
      navigateTo(runsHref({ experimentIds: [made.id] }));
    } catch (thrown) {
      setFailure(failureOf(thrown));
      setSaving(false);
    }
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== '' && !isSaving) void submit();
  };
  return (
    <form className={css.form} onSubmit={onSubmit}>
      <b className={css.title}>{m.experiments_new()}</b>
      <TextField label={m.experiments_name()} value={name} onChange={setName} data-autofocus />
      <p className={css.hint}>{m.experiments_name_hint()}</p>
      {failure?.kind === 'conflict' ? <Taken name={wanted} onDone={onDone} /> : null}
      {failure && failure.kind !== 'conflict' ? <FailureNotice failure={failure} shape="strip" /> : null}
      {writes === 'memory' ? <p className={css.hint}>{m.connection_memory_long()}</p> : null}
      <div className={css.actions}>
        <Button type="submit" size="compact-sm" loading={isSaving} disabled={wanted === ''}>
          {m.experiments_create()}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDone}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}

/** Who has the name: an experiment that is there, or one that was deleted and can come back. */
function Taken({ name, onDone }: { readonly name: string; readonly onDone: () => void }) {
  const scope = useConnection();
  const active = useQuery(experimentsQuery(scope, 'active'));
  const deleted = useQuery(experimentsQuery(scope, 'deleted'));
  const holder = active.data?.find((each) => each.name === name);
  const gone = deleted.data?.find((each) => each.name === name);
  return (
    <p className={css.taken} role="alert">
      {gone ? m.experiments_taken_deleted({ name }) : m.experiments_taken({ name })}{' '}
      {holder ? (
        <a href={runsHref({ experimentIds: [holder.id] })} onClick={onDone}>
          {m.experiments_open()}
        </a>
      ) : null}
      {gone ? (
        <a href={`${experimentsHref({ search: name })}&show=deleted`} onClick={onDone}>
          {m.experiments_show_deleted()}
        </a>
      ) : null}
    </p>
  );
}
