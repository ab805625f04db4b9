import { useState } from 'react';
import { Button, Popover } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { type ExportSource, useExport } from './use-export.ts';
import { createLazyComponent } from '../../ui/lazy-component.tsx';

const { Component: ExportPanel } = createLazyComponent(
  async () => (await import('./export-panel.tsx')).ExportPanel,
  () => m.loading(),
);

/** Takes the table out of the page: as a file, or into a text that is being written. */
export function ExportMenu(source: ExportSource) {
  const [isOpen, setOpen] = useState(false);
  const exporting = useExport(source);
  const { state, reset } = exporting;
  const close = () => {
    setOpen(false);
    // What runs goes on: its count stays on the button.
    if (state.phase !== 'running') reset();
  };
  return (
    <Popover
      opened={isOpen}
      onChange={(open) => (open ? setOpen(true) : close())}
      position="bottom-end"
      width={320}
      shadow="none"
      withinPortal
      trapFocus
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          data-busy={state.phase === 'running' || undefined}
          title={m.export_button()}
          leftSection={<IconDownload size={14} stroke={1.7} />}
          onClick={() => (isOpen ? close() : setOpen(true))}
        >
          {state.phase === 'running'
            ? m.export_button_running({ rows: formatCount(state.rows) })
            : m.export_button()}
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <ExportPanel source={source} exporting={exporting} onClose={close} />
      </Popover.Dropdown>
    </Popover>
  );
}
