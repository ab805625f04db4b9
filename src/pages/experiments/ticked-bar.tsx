import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import type { ExperimentChange } from '../../domain/runs/experiment-change.ts';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import { runsHref } from '../../url/routes.ts';
import css from './experiments-page.module.css';
import type { ExperimentChanges } from './use-experiment-changes.ts';
import { useWriteRights } from './write-rights.ts';

interface TickedBarProps {
  readonly ticked: readonly Experiment[];
  readonly changes: ExperimentChanges;
  readonly onClear: () => void;
}

/** What can be done with all that is ticked. */
export function TickedBar({ ticked, changes, onClear }: TickedBarProps) {
  const { writes } = useWriteRights();
  const count = { text: formatCount(ticked.length) };
  const active = ticked.filter(({ lifecycle }) => lifecycle === 'active');
  const deleted = ticked.filter(({ lifecycle }) => lifecycle === 'deleted');
  const hint = writes === 'none' ? m.write_none() : undefined;
  const make = async (kind: 'delete' | 'restore', experiments: readonly Experiment[]) => {
    await changes.make(
      experiments.map(({ id, name }) => ({ name, change: { kind, id } satisfies ExperimentChange })),
    );
    onClear();
  };
  return (
    <div className={css.ticked} role="group" aria-label={m.experiments_ticked(count)}>
      <b>{m.experiments_ticked(count)}</b>
      {active.length > 0 ? (
        <Button
          component="a"
          size="compact-sm"
          href={runsHref({ experimentIds: active.map(({ id }) => id) })}
        >
          {m.experiments_open_together()}
        </Button>
      ) : null}
      {active.length > 0 ? (
        <DeleteAll
          experiments={active}
          isDisabled={writes === 'none' || changes.progress !== undefined}
          hint={hint}
          onDelete={() => void make('delete', active)}
        />
      ) : null}
      {deleted.length > 0 ? (
        <Button
          size="compact-sm"
          variant="default"
          disabled={writes === 'none' || changes.progress !== undefined}
          title={hint ?? m.experiments_restore_hint()}
          onClick={() => void make('restore', deleted)}
        >
          {m.experiments_restore()}
        </Button>
      ) : null}
      <Button size="compact-sm" variant="default" onClick={onClear}>
        {m.experiments_untick()}
      </Button>
    </div>
  );
}

interface DeleteAllProps {
  readonly experiments: readonly Experiment[];
  readonly isDisabled: boolean;
  readonly hint: string | undefined;
  readonly onDelete: () => void;
}

function DeleteAll({ experiments, isDisabled, hint, onDelete }: DeleteAllProps) {
  return (
    <PanelPopover
      side="start"
      width={340}
      renderTarget={({ toggle }) => (
        <Button size="compact-sm" variant="default" disabled={isDisabled} title={hint} onClick={toggle}>
          {m.experiments_delete()}
        </Button>
      )}
    >
      {(close) => (
        <div className={css.ask}>
          <b>{m.experiments_delete_ask_many({ text: formatCount(experiments.length) })}</b>
          <p>{m.experiments_delete_body()}</p>
          <Button
            size="compact-sm"
            color="red"
            data-autofocus
            onClick={() => {
              close();
              onDelete();
            }}
          >
            {m.experiments_delete()}
          </Button>
        </div>
      )}
    </PanelPopover>
  );
}
