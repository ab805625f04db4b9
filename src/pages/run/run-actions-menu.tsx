import { useMemo } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Run } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { RunActionItems } from '../../parts/run-actions/run-action-items.tsx';
import { useRunDialogs } from '../../parts/run-actions/use-run-dialogs.tsx';
import { SilentItems } from '../../parts/silent-run.tsx';
import css from './run-page.module.css';

interface RunActionsMenuProps {
  readonly run: Run;
  /** It counts as running, and has logged nothing since. */
  readonly silentSinceMs: number | undefined;
}

export function RunActionsMenu({ run, silentSinceMs }: RunActionsMenuProps) {
  const tagKeys = useMemo(
    () => run.tags.map(({ key }) => key).filter((key) => !key.startsWith('mlflow.')),
    [run.tags],
  );
  const { openDialog, dialog } = useRunDialogs(tagKeys);
  const label = m.row_menu({ name: run.name });
  return (
    <>
      <Menu position="bottom-end" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className={css.icon} aria-label={label} title={label}>
            <IconDots size={16} stroke={1.8} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {silentSinceMs === undefined ? null : (
            <>
              <SilentItems id={run.id} name={run.name} sinceMs={silentSinceMs} />
              <Menu.Divider />
            </>
          )}
          <RunActionItems runs={[run]} onOpen={openDialog} />
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
