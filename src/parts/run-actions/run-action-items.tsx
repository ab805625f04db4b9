import { Menu } from '@mantine/core';
import {
  IconBox,
  IconExternalLink,
  IconMarkdown,
  IconPalette,
  IconPencil,
  IconRestore,
  IconTag,
  IconTagOff,
  IconTerminal2,
  IconTrash,
} from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useWrites } from '../../queries/use-change-runs.ts';
import { mlflowRunHref } from '../../url/mlflow-link.ts';
import { useChanges } from '../changes/changes.tsx';
import css from './run-actions.module.css';
import type { OpenedDialog, RunDialog, RunTarget } from './run-target.ts';

interface RunActionItemsProps {
  readonly runs: readonly RunTarget[];
  readonly onOpen: (dialog: OpenedDialog) => void;
}

const ICON = { size: 14, stroke: 1.7 } as const;

/** What can be done with some runs, as items of a menu; what the source cannot keep is not offered, which is said. */
export function RunActionItems({ runs, onOpen }: RunActionItemsProps) {
  const writes = useWrites();
  const open = (kind: RunDialog) => () => onOpen({ kind, runs });
  const isDeleted = runs.every(({ lifecycle }) => lifecycle === 'deleted');
  const [only] = runs;
  return (
    <>
      {writes === 'none' ? <p className={css.cannot}>{m.actions_cannot_write()}</p> : null}
      {writes === 'none' || isDeleted ? null : (
        <>
          <Menu.Item leftSection={<IconPencil {...ICON} />} onClick={open('rename')}>
            {m.action_rename()}
          </Menu.Item>
          <Menu.Item leftSection={<IconTag {...ICON} />} onClick={open('tag')}>
            {m.action_tag()}
          </Menu.Item>
          <Menu.Item leftSection={<IconTagOff {...ICON} />} onClick={open('untag')}>
            {m.action_untag()}
          </Menu.Item>
          <Menu.Item leftSection={<IconMarkdown {...ICON} />} onClick={open('note')}>
            {m.action_note()}
          </Menu.Item>
          <Menu.Item leftSection={<IconPalette {...ICON} />} onClick={open('color')}>
            {m.action_color()}
          </Menu.Item>
        </>
      )}
      {runs.length === 1 && only ? <SingleItems run={only} open={open} /> : null}
      {writes === 'none' ? null : (
        <>
          <Menu.Divider className={css.apart} />
          {isDeleted ? (
            <RestoreItem runs={runs} />
          ) : (
            <Menu.Item
              leftSection={<IconTrash {...ICON} />}
              style={{ color: 'var(--bad)' }}
              onClick={open('delete')}
            >
              {runs.length === 1
                ? m.action_delete()
                : m.action_delete_many({ count: runs.length, text: formatCount(runs.length) })}
            </Menu.Item>
          )}
        </>
      )}
    </>
  );
}

interface SingleItemsProps {
  readonly run: RunTarget;
  readonly open: (kind: RunDialog) => () => void;
}

function SingleItems({ run, open }: SingleItemsProps) {
  const { mlflowUi, status } = useConnection();
  const canRegister = status.state === 'ready' && status.info.kind === 'mlflow' && run.lifecycle === 'active';
  return (
    <>
      <Menu.Item leftSection={<IconTerminal2 {...ICON} />} onClick={open('reproduce')}>
        {m.action_reproduce()}
      </Menu.Item>
      {canRegister ? (
        <Menu.Item leftSection={<IconBox {...ICON} />} onClick={open('register')}>
          {m.action_register()}
        </Menu.Item>
      ) : null}
      {mlflowUi === undefined ? null : (
        <Menu.Item
          leftSection={<IconExternalLink {...ICON} />}
          component="a"
          href={mlflowRunHref(mlflowUi, run.experimentId, run.id)}
          target="_blank"
          rel="noreferrer"
        >
          {m.action_open_mlflow()}
        </Menu.Item>
      )}
    </>
  );
}

function RestoreItem({ runs }: { readonly runs: readonly RunTarget[] }) {
  const { perform } = useChanges();
  const names = new Map(runs.map(({ id, name }) => [id, name]));
  const changes = runs.map(({ id }): RunChange => ({ kind: 'restore', id }));
  return (
    <Menu.Item
      leftSection={<IconRestore {...ICON} />}
      onClick={() => void perform('restore', changes, { names })}
    >
      {runs.length === 1
        ? m.action_restore()
        : m.action_restore_many({ count: runs.length, text: formatCount(runs.length) })}
    </Menu.Item>
  );
}
