import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { type ExportSource, useExport } from './use-export.ts';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';

const { Component: ExportPanel } = createLazyComponent(
  async () => (await import('./export-panel.tsx')).ExportPanel,
  () => m.loading(),
);

/** Takes the table out of the page: as a file, or into a text that is being written. */
export function ExportMenu(source: ExportSource) {
  const exporting = useExport(source);
  const { state, reset } = exporting;
  return (
    <PanelPopover
      width={320}
      // What runs goes on: its count stays on the button.
      onClose={state.phase === 'running' ? undefined : reset}
      renderTarget={({ toggle }) => (
        <Button
          size="compact-sm"
          variant="default"
          data-busy={state.phase === 'running' || undefined}
          title={m.export_button()}
          leftSection={<IconDownload size={14} stroke={1.7} />}
          onClick={toggle}
        >
          {state.phase === 'running'
            ? m.export_button_running({ rows: formatCount(state.rows) })
            : m.export_button()}
        </Button>
      )}
    >
      {(close) => <ExportPanel source={source} exporting={exporting} onClose={close} />}
    </PanelPopover>
  );
}
