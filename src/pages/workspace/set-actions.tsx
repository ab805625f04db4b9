import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { RunTarget } from '../../parts/run-actions/run-target.ts';
import { type RunDialogsState, useRunDialogs } from '../../parts/run-actions/use-run-dialogs.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { KeyCatalogue, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import css from './compare-bar.module.css';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { scopeWords } from './set-words.ts';
import { tagKeysOf } from './tag-keys.ts';

/** Read when the menu is opened. */
const { Component: RunActionItems } = createLazyComponent(
  async () => (await import('../../parts/run-actions/run-action-items.tsx')).RunActionItems,
  () => null,
);

interface SetActionsProps {
  readonly snapshot: RunsSnapshot;
  readonly catalogue: KeyCatalogue | undefined;
}

/**
 * What can be done with all ticked runs at once; nothing is ticked, nothing is offered. The menu and what it opens say
 * how many runs that are and what chose them: ticks are what charts draw, too, and nobody ticked those of a rule.
 */
export function SetActions({ snapshot, catalogue }: SetActionsProps) {
  const { openDialog, dialog } = useRunDialogs(tagKeysOf(catalogue));
  const count = snapshot.compared.length;
  const label = m.set_actions({ count, text: formatCount(count) });
  return (
    <>
      {count > 0 ? (
        <Menu position="bottom-start" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <UnstyledButton className={css.change} aria-label={label} title={label}>
              <IconDots size={15} stroke={1.8} aria-hidden="true" />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <SetItems snapshot={snapshot} openDialog={openDialog} />
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {dialog}
    </>
  );
}

interface SetItemsProps extends Pick<SetActionsProps, 'snapshot'>, Pick<RunDialogsState, 'openDialog'> {}

/** Rendered only while the menu is open: ten thousand runs are not gone through with every snapshot. */
function SetItems({ snapshot, openDialog }: SetItemsProps) {
  const { workspace } = useWorkspace();
  const { set, sort, lifecycle } = workspace;
  const { compared, groups } = snapshot;
  const targets = compared.map(
    ({ id, name, experimentId, lifecycle: own = lifecycle }): RunTarget => ({
      id,
      name,
      experimentId,
      lifecycle: own,
    }),
  );
  // Runs that are pinned above a list of deleted ones are not what is looked at.
  const runs = targets.filter((run) => run.lifecycle === lifecycle);
  const scope = scopeWords(set, runs.length, groups !== undefined, sort);
  return (
    <>
      <Menu.Label className={css.scope}>{scope}</Menu.Label>
      {runs.length === 0 ? null : (
        <RunActionItems runs={runs} onOpen={(dialog) => openDialog({ ...dialog, scope })} />
      )}
    </>
  );
}
