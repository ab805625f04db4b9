import { Menu } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronRight,
  IconCopy,
  IconFilter,
  IconFlag,
  IconFocus2,
  IconSquareCheck,
} from '@tabler/icons-react';
import { groupOfBaseline, toggledBaseline } from '../../domain/runs/baseline.ts';
import { clausesOfGroup } from '../../domain/runs/group-filter.ts';
import { m } from '../../paraglide/messages.js';
import { groupLabel } from '../../parts/group-words.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { AnchoredMenu, closeTo, useCloseOnScroll } from '../../ui/menu-anchor.tsx';
import { canWriteClipboard, writeClipboard } from '../../ui/write-clipboard.ts';
import type { GroupRow } from '../../worker/runs/groups-protocol.ts';
import { hasClause, toggleClause } from './filter-bar/filter-clauses.ts';

export interface OpenedGroupMenu {
  readonly row: GroupRow;
  /** Texts of its keys. */
  readonly by: readonly string[];
  /** Where the menu belongs. */
  readonly anchor: DOMRect;
  /** Gets the focus back. */
  readonly returnTo: Element | undefined;
}

interface GroupRowMenuProps {
  readonly opened: OpenedGroupMenu;
  readonly onToggle: (row: GroupRow) => void;
  readonly onClose: () => void;
}

const ICON = { size: 14, stroke: 1.7 } as const;

/** What can be done with the group of one row. */
export function GroupRowMenu({ opened, onToggle, onClose }: GroupRowMenuProps) {
  const { row, by, anchor, returnTo } = opened;
  const { workspace, dispatch } = useWorkspace();
  const close = closeTo(onClose, returnTo);
  useCloseOnScroll(onClose);
  const label = groupLabel(by, row.values);
  const baseline = { kind: 'group', id: row.id } as const;
  const isBaseline = groupOfBaseline(workspace.baseline) === row.id;
  const narrowed = narrowTo(row.id, workspace.filter);
  const Chevron = row.isOpen ? IconChevronDown : IconChevronRight;
  return (
    <AnchoredMenu rect={anchor} label={m.row_menu({ name: label })} widthPx={240} onClose={close}>
      {row.rank < 0 ? null : (
        <>
          <Menu.Item
            leftSection={<Chevron {...ICON} />}
            onClick={() => dispatch({ type: 'open-group', id: row.id, isOpen: !row.isOpen })}
          >
            {row.isOpen ? m.group_row_close() : m.group_row_open()}
          </Menu.Item>
          <Menu.Item leftSection={<IconSquareCheck {...ICON} />} onClick={() => onToggle(row)}>
            {row.comparedCount === row.runCount ? m.row_untick() : m.row_tick()}
          </Menu.Item>
        </>
      )}
      {row.isLeftOut ? null : (
        <Menu.Item
          leftSection={<IconFocus2 {...ICON} />}
          onClick={() => dispatch({ type: 'set-compare-set', set: onlyGroup(row.id) })}
        >
          {m.group_row_only()}
        </Menu.Item>
      )}
      <Menu.Item
        leftSection={<IconFlag {...ICON} />}
        onClick={() =>
          dispatch({ type: 'set-baseline', baseline: toggledBaseline(workspace.baseline, baseline) })
        }
      >
        {isBaseline ? m.baseline_clear() : m.baseline_set()}
      </Menu.Item>
      {narrowed === undefined ? null : (
        <Menu.Item
          leftSection={<IconFilter {...ICON} />}
          onClick={() => dispatch({ type: 'set-filter', filter: narrowed })}
        >
          {m.group_row_filter()}
        </Menu.Item>
      )}
      {canWriteClipboard() ? (
        <Menu.Item leftSection={<IconCopy {...ICON} />} onClick={() => void writeClipboard(label)}>
          {m.group_row_copy()}
        </Menu.Item>
      ) : null}
    </AnchoredMenu>
  );
}

function onlyGroup(id: string) {
  return { kind: 'these', runIds: [], groups: { without: [], plus: [id] } } as const;
}

/** The filter with what makes the group; undefined: it asks for that already, or has no words for it. */
function narrowTo(id: string, filter: string): string | undefined {
  const missing = clausesOfGroup(id)?.filter((clause) => !hasClause(filter, clause)) ?? [];
  if (missing.length === 0) return undefined;
  return missing.reduce<string | undefined>(
    (text, clause) => (text === undefined ? text : toggleClause(text, clause)),
    filter,
  );
}
