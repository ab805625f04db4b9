import { type ReactNode, useCallback, useState } from 'react';
import type { RunId } from '../../domain/runs/run.ts';
import { useRunDialogs } from '../../parts/run-actions/use-run-dialogs.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { toggleRunStar, useStarredRuns } from '../../state/starred-runs.ts';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { isGroupRow } from '../../queries/table-row.ts';
import type { TableRow } from '../../worker/runs/groups-protocol.ts';
import type { KeyCatalogue, RunRow } from '../../worker/runs/runs-protocol.ts';
import type { OpenedGroupMenu } from './group-row-menu.tsx';
import type { OpenedRowMenu } from './row-menu.tsx';
import { tagKeysOf } from './tag-keys.ts';
import { useToggleRows } from './use-toggle-rows.ts';

/** Read when the first menu is opened. */
const { Component: RowMenu } = createLazyComponent(
  async () => (await import('./row-menu.tsx')).RowMenu,
  () => null,
);

/** The same of a group. */
const { Component: GroupRowMenu } = createLazyComponent(
  async () => (await import('./group-row-menu.tsx')).GroupRowMenu,
  () => null,
);

export interface RowActions {
  /** A click on the box before a row. */
  readonly toggle: (row: TableRow, isRange: boolean) => void;
  readonly starred: ReadonlySet<RunId>;
  readonly onStar: (row: RunRow) => void;
  readonly onRowMenu: (row: TableRow, anchor: DOMRect) => void;
  /** Belongs beside the grid. */
  readonly rowMenu: ReactNode;
}

/** What can be done with rows of the runs table. */
export function useRowActions(
  viewId: string,
  catalogue: KeyCatalogue | undefined,
  groupBy: readonly string[],
): RowActions {
  const toggle = useToggleRows(viewId);
  const { sourceKey } = useConnection();
  const starred = useStarredRuns(sourceKey);
  const [opened, setOpened] = useState<OpenedRowMenu | OpenedGroupMenu>();
  const { openDialog, dialog } = useRunDialogs(tagKeysOf(catalogue));
  const onClose = useCallback(() => setOpened(undefined), []);
  const onRowMenu = useCallback<RowActions['onRowMenu']>(
    (row, anchor) => {
      const place = { anchor, returnTo: document.activeElement ?? undefined };
      setOpened(isGroupRow(row) ? { row, by: row.by ?? groupBy, ...place } : { row, ...place });
    },
    [groupBy],
  );
  const rowMenu = (
    <>
      {opened && !isOfGroup(opened) ? (
        <RowMenu key={opened.row.id} opened={opened} onOpen={openDialog} onClose={onClose} />
      ) : null}
      {opened && isOfGroup(opened) ? (
        <GroupRowMenu
          key={opened.row.id}
          opened={opened}
          onToggle={(row) => toggle(row, false)}
          onClose={onClose}
        />
      ) : null}
      {dialog}
    </>
  );
  const onStar = useCallback((row: RunRow) => toggleRunStar(sourceKey, row.id), [sourceKey]);
  return { toggle, starred, onStar, onRowMenu, rowMenu };
}

function isOfGroup(opened: OpenedRowMenu | OpenedGroupMenu): opened is OpenedGroupMenu {
  return isGroupRow(opened.row);
}
