import { type FormEvent, useState } from 'react';
import { Button } from '@mantine/core';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { MAX_VIEW_NAME } from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useViewRefusal } from '../../queries/view-queries.ts';
import { TextField } from '../../ui/text-field.tsx';
import type { ViewWork } from './use-view-work.ts';
import css from './views-panel.module.css';
import { ReaderWords } from './view-work-notice.tsx';

interface NewViewFormProps {
  readonly experiments: readonly Experiment[];
  readonly work: ViewWork;
  readonly formatLongLink: () => string;
  readonly onClose: () => void;
}

/** Names what is shown, and says which experiment keeps it. */
export function NewViewForm({ experiments, work, formatLongLink, onClose }: NewViewFormProps) {
  const [name, setName] = useState('');
  const [chosenId, setChosenId] = useState(experiments[0]?.id);
  const [isDefault, setDefault] = useState(false);
  const { status } = useConnection();
  const chosen = experiments.find(({ id }) => id === chosenId) ?? experiments[0];
  const refusal = useViewRefusal(chosen?.id ?? ('' as Experiment['id']));
  const writes = status.state === 'ready' ? status.info.capabilities.writes : 'none';
  if (writes === 'none' || refusal) return <ReaderWords {...{ failure: refusal, formatLongLink }} />;
  const wanted = name.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted === '' || !chosen) return;
    void work.saveAs(chosen.id, wanted, isDefault).then((isDone) => {
      if (isDone) onClose();
    });
  };
  return (
    <form className={css['form']} onSubmit={submit}>
      <TextField
        label={m.views_name()}
        value={name}
        maxLength={MAX_VIEW_NAME}
        onChange={setName}
        data-autofocus
      />
      {experiments.length > 1 ? (
        <label className={css['field']}>
          {m.views_kept_in()}
          <select
            value={chosen?.id}
            onChange={(event) => setChosenId(event.currentTarget.value as Experiment['id'])}
          >
            {experiments.map((experiment) => (
              <option key={experiment.id} value={experiment.id}>
                {experiment.name}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      <label className={css['check']}>
        <input
          type="checkbox"
          checked={isDefault}
          onChange={(event) => setDefault(event.currentTarget.checked)}
        />
        {m.views_open_with({ name: chosen?.name ?? '' })}
      </label>
      {writes === 'memory' ? <p className={css['hint']}>{m.connection_memory_long()}</p> : null}
      <div className={css['actions']}>
        <Button
          size="compact-sm"
          type="submit"
          loading={work.state.phase === 'working'}
          disabled={wanted === '' || !chosen}
        >
          {m.save()}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}
