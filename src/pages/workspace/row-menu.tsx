import { Menu } from '@mantine/core';
import {
  IconExternalLink,
  IconFlag,
  IconFocus2,
  IconCopy,
  IconPin,
  IconStar,
  IconSquareCheck,
} from '@tabler/icons-react';
import { baselineOfRun, runOfBaseline } from '../../domain/runs/baseline.ts';
import type { Lifecycle } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { RunActionItems } from '../../parts/run-actions/run-action-items.tsx';
import type { OpenedDialog, RunTarget } from '../../parts/run-actions/run-target.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { toggleRunStar, useStarredRuns } from '../../state/starred-runs.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { AnchoredMenu, closeTo, useCloseOnScroll } from '../../ui/menu-anchor.tsx';
import { canWriteClipboard, writeClipboard } from '../../ui/write-clipboard.ts';
import { SilentItems } from '../../parts/silent-run.tsx';
import { runHref } from '../../url/routes.ts';
import type { RunRow } from '../../worker/runs/runs-protocol.ts';

export interface OpenedRowMenu {
  readonly row: RunRow;
  /** Where the menu belongs. */
  readonly anchor: DOMRect;
  /** Gets the focus back. */
  readonly returnTo: Element | undefined;
}

interface RowMenuProps {
  readonly opened: OpenedRowMenu;
  readonly onOpen: (dialog: OpenedDialog) => void;
  readonly onClose: () => void;
}

const ICON = { size: 14, stroke: 1.7 } as const;

/** What can be done with the run of one row. */
export function RowMenu({ opened, onOpen, onClose }: RowMenuProps) {
  const { row, anchor, returnTo } = opened;
  const { workspace, dispatch } = useWorkspace();
  const close = closeTo(onClose, returnTo);
  useCloseOnScroll(onClose);
  const { sourceKey } = useConnection();
  const isStarred = useStarredRuns(sourceKey).has(row.id);
  const isBaseline = runOfBaseline(workspace.baseline) === row.id;
  const isPinned = workspace.addedRuns.includes(row.id);
  const lifecycle = lifecycleOf(row, workspace.lifecycle);
  const target: RunTarget = { ...row, lifecycle };
  return (
    <AnchoredMenu rect={anchor} label={m.row_menu({ name: row.name })} widthPx={240} onClose={close}>
      <Menu.Item leftSection={<IconExternalLink {...ICON} />} component="a" href={runHref(row.id)}>
        {m.row_open()}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconSquareCheck {...ICON} />}
        onClick={() =>
          dispatch({ type: 'toggle-run', runId: row.id, isMember: row.isCompared, isRuled: row.isRuled })
        }
      >
        {row.isCompared ? m.row_untick() : m.row_tick()}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFocus2 {...ICON} />}
        onClick={() => dispatch({ type: 'set-compare-set', set: { kind: 'these', runIds: [row.id] } })}
      >
        {m.row_compare_only()}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconFlag {...ICON} />}
        onClick={() =>
          dispatch({ type: 'set-baseline', baseline: isBaseline ? undefined : baselineOfRun(row.id) })
        }
      >
        {isBaseline ? m.baseline_clear() : m.baseline_set()}
      </Menu.Item>
      <Menu.Item
        leftSection={<IconPin {...ICON} />}
        onClick={() => dispatch({ type: isPinned ? 'remove-added-run' : 'add-run', runId: row.id })}
      >
        {isPinned ? m.row_unpin() : m.row_pin()}
      </Menu.Item>
      <Menu.Item leftSection={<IconStar {...ICON} />} onClick={() => toggleRunStar(sourceKey, row.id)}>
        {isStarred ? m.row_unstar() : m.row_star()}
      </Menu.Item>
      {canWriteClipboard() ? (
        <Menu.Item leftSection={<IconCopy {...ICON} />} onClick={() => void writeClipboard(row.id)}>
          {m.copy_run_id()}
        </Menu.Item>
      ) : null}
      <Menu.Divider />
      {row.silentSinceMs === undefined || lifecycle === 'deleted' ? null : (
        <>
          <SilentItems id={row.id} name={row.name} sinceMs={row.silentSinceMs} />
          <Menu.Divider />
        </>
      )}
      <RunActionItems runs={[target]} onOpen={onOpen} />
    </AnchoredMenu>
  );
}

/** @param ofList that of the rows: what stands above them may be otherwise */
function lifecycleOf({ rank, isGone }: RunRow, ofList: Lifecycle): Lifecycle {
  if (isGone === true) return 'deleted';
  return rank < 0 ? 'active' : ofList;
}
