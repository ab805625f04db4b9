import { Button, Menu } from '@mantine/core';
import { IconBinaryTree2, IconCheck } from '@tabler/icons-react';
import { CLOSED_TREE, type TreeView } from '../../domain/runs/tree-view.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace } from '../../state/workspace-store.tsx';

/** Whether runs stand below their parents, where there are such. */
export function TreeMenu() {
  const { workspace, dispatch } = useWorkspace();
  const { tree } = workspace;
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
          variant={tree ? 'light' : 'default'}
          leftSection={<IconBinaryTree2 size={14} stroke={1.7} />}
          title={m.tree_hint()}
        >
          {m.tree_button()}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ words, view }) => (
          <Menu.Item
            key={words}
            aria-current={tree?.isOpen === view?.isOpen || undefined}
            leftSection={<IconCheck size={14} opacity={tree?.isOpen === view?.isOpen ? 1 : 0} />}
            onClick={() => dispatch({ type: 'set-tree', tree: view })}
          >
            {words}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
