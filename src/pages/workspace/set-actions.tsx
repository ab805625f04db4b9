import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { RunTarget } from '../../parts/run-actions/run-target.ts';
import { useRunDialogs } from '../../parts/run-actions/use-run-dialogs.tsx';
import type { KeyCatalogue, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import css from './compare-bar.module.css';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
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

/** What can be done with all ticked runs at once; nothing is ticked, nothing is offered. */
export function SetActions({ snapshot, catalogue }: SetActionsProps) {
  const { openDialog, dialog } = useRunDialogs(tagKeysOf(catalogue));
  const runs = snapshot.compared.map(
    ({ id, name, experimentId }): RunTarget => ({ id, name, experimentId, lifecycle: 'active' }),
  );
  const label = m.set_actions({ count: runs.length, text: formatCount(runs.length) });
  return (
    <>
      {runs.length > 0 ? (
        <Menu position="bottom-start" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <UnstyledButton className={css.change} aria-label={label} title={label}>
              <IconDots size={15} stroke={1.8} aria-hidden="true" />
            </UnstyledButton>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{label}</Menu.Label>
            <RunActionItems runs={runs} onOpen={openDialog} />
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {dialog}
    </>
  );
}
