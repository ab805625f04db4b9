import { useMemo } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import type { Run } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { RunActionItems } from '../../parts/run-actions/run-action-items.tsx';
import { useRunDialogs } from '../../parts/run-actions/use-run-dialogs.tsx';
import css from './run-page.module.css';

export function RunActionsMenu({ run }: { readonly run: Run }) {
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
          <RunActionItems runs={[run]} onOpen={openDialog} />
        </Menu.Dropdown>
      </Menu>
      {dialog}
    </>
  );
}
