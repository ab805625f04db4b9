import { Button, Menu } from '@mantine/core';
import { IconBinaryTree2, IconCheck } from '@tabler/icons-react';
import { CLOSED_TREE, type TreeView } from '../../domain/runs/tree-view.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace } from '../../state/workspace-store.tsx';
import css from './tree-menu.module.css';

/** Whether runs stand below their parents, where there are such; of groups it says why they do not. */
export function TreeMenu() {
  const { workspace, dispatch } = useWorkspace();
  const { groupBy, groupAllBut } = workspace.chart;
  const isGrouped = groupBy.length > 0 || groupAllBut !== undefined;
  const tree = isGrouped ? undefined : workspace.tree;
  const choices: readonly { readonly words: string; readonly view: TreeView | undefined }[] = [
    { words: m.tree_none(), view: undefined },
    { words: m.tree_closed(), view: CLOSED_TREE },
    { words: m.tree_opened(), view: { ...CLOSED_TREE, isOpen: true } },
  ];
  return (
    <Menu position="bottom-end" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          size="compact-sm"
          data-tree-menu
          variant={tree ? 'light' : 'default'}
          leftSection={<IconBinaryTree2 size={14} stroke={1.7} />}
          title={isGrouped ? m.tree_grouped() : m.tree_hint()}
        >
          {m.tree_button()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {isGrouped ? (
          <>
            <p className={css.why}>{m.tree_grouped()}</p>
            <Menu.Item
              onClick={() => dispatch({ type: 'set-chart', change: { groupBy: [], groupAllBut: undefined } })}
            >
              {m.tree_ungroup()}
            </Menu.Item>
            <Menu.Divider />
          </>
        ) : null}
        {choices.map(({ words, view }) => (
          <Menu.Item
            key={words}
            disabled={isGrouped}
            aria-current={(!isGrouped && tree?.isOpen === view?.isOpen) || undefined}
            leftSection={
              <IconCheck size={14} opacity={!isGrouped && tree?.isOpen === view?.isOpen ? 1 : 0} />
            }
            onClick={() => dispatch({ type: 'set-tree', tree: view })}
          >
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
