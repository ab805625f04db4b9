import { type ReactNode, useCallback, useState } from 'react';
import { useRunDialogs } from '../../parts/run-actions/use-run-dialogs.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { KeyCatalogue, RunRow } from '../../worker/runs/runs-protocol.ts';
import type { OpenedRowMenu } from './row-menu.tsx';
import { tagKeysOf } from './tag-keys.ts';

/** Read when the first menu is opened. */
const { Component: RowMenu } = createLazyComponent(
  async () => (await import('./row-menu.tsx')).RowMenu,
  () => null,
);

export interface RowMenus {
  readonly onRowMenu: (row: RunRow, anchor: DOMRect) => void;
  /** Belongs beside the grid. */
  readonly rowMenu: ReactNode;
}

/** The menus of the rows of the runs table. */
export function useRowMenu(catalogue: KeyCatalogue | undefined): RowMenus {
  const [opened, setOpened] = useState<OpenedRowMenu>();
  const { openDialog, dialog } = useRunDialogs(tagKeysOf(catalogue));
  const onClose = useCallback(() => setOpened(undefined), []);
  const onRowMenu = useCallback<RowMenus['onRowMenu']>(
    (row, anchor) => setOpened({ row, anchor, returnTo: document.activeElement ?? undefined }),
    [],
  );
  const rowMenu = (
    <>
      {opened && <RowMenu key={opened.row.id} opened={opened} onOpen={openDialog} onClose={onClose} />}
      {dialog}
    </>
  );
  return { onRowMenu, rowMenu };
}
