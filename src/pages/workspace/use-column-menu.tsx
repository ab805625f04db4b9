import { type ReactNode, useCallback, useMemo, useState } from 'react';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import type { HeaderMenuOptions } from '../../tables/grid-column.ts';
import type { OnMoveColumn } from '../../tables/use-header-drag.ts';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import type { OpenedMenu } from './column-menu.tsx';
import { useColumnActions } from './use-column-actions.ts';
import { createLazyComponent } from '../../ui/lazy-component.tsx';

/** Read when the first menu is opened: none of it is needed to show a table. */
const { Component: ColumnMenu } = createLazyComponent(
  async () => (await import('./column-menu.tsx')).ColumnMenu,
  () => null,
);

export interface HeaderMenus {
  readonly headerMenu: HeaderMenuOptions;
  readonly onMoveColumn: OnMoveColumn;
  /** Belongs beside the grid. */
  readonly menu: ReactNode;
}

/** The menus of the runs table's headers, and what dragging a header does. */
export function useColumnMenu(shown: readonly RunColumn[], catalogue: KeyCatalogue | undefined): HeaderMenus {
  const [opened, setOpened] = useState<OpenedMenu>();
  const actions = useColumnActions(shown);
  const headerMenu = useMemo<HeaderMenuOptions>(
    () => ({
      label: (_columnId, column) => m.column_menu({ column }),
      onOpen: (columnId, anchor) =>
        setOpened({ columnId, anchor, returnTo: document.activeElement ?? undefined }),
    }),
    [],
  );
  const onClose = useCallback(() => setOpened(undefined), []);
  const menu = opened && (
    <ColumnMenu
      key={opened.columnId}
      opened={opened}
      shown={shown}
      catalogue={catalogue}
      actions={actions}
      onClose={onClose}
    />
  );
  return { headerMenu, onMoveColumn: actions.move, menu };
}
