import { Button } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import css from './column-picker.module.css';

/** Read when the pointer first comes to the button, or the focus. */
const { Component: ColumnPickerPanel, prepare } = createLazyComponent(
  async () => (await import('./column-picker-panel.tsx')).ColumnPickerPanel,
  () => <div className={css['picker']} />,
);

interface ColumnPickerProps {
  readonly catalogue: KeyCatalogue | undefined;
  readonly shown: readonly RunColumn[];
}

/** Chooses the columns of the runs table among all keys that the loaded runs have logged. */
export function ColumnPicker(props: ColumnPickerProps) {
  return (
    <PanelPopover
      width="min(720px, 94vw)"
      paddingPx={0}
      renderTarget={({ toggle }) => (
        <Button
          size="compact-sm"
          variant="default"
          title={m.columns_button()}
          leftSection={<IconColumns3 size={14} stroke={1.7} />}
          onPointerEnter={prepare}
          onFocus={prepare}
          onClick={toggle}
        >
          {m.columns_button()}
        </Button>
      )}
    >
      <ColumnPickerPanel {...props} />
    </PanelPopover>
  );
}
