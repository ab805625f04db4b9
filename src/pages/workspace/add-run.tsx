import { Button } from '@mantine/core';
import { IconPinned } from '@tabler/icons-react';
import { m } from '../../paraglide/messages.js';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';

const { Component: AddRunPanel } = createLazyComponent(
  async () => (await import('./add-run-panel.tsx')).AddRunPanel,
  () => m.loading(),
);

/** Puts runs of any experiment above the rows: by id, by link, or by part of a name. */
export function AddRun() {
  const count = useWorkspace().workspace.addedRuns.length;
  return (
    <PanelPopover
      width={460}
      renderTarget={({ toggle }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPinned size={14} stroke={1.7} />}
          title={m.add_run_hint()}
          onClick={toggle}
        >
          {count > 0 ? m.add_run_count({ count }) : m.add_run()}
        </Button>
      )}
    >
      {(close) => <AddRunPanel onDone={close} />}
    </PanelPopover>
  );
}
