import { Button } from '@mantine/core';
import { IconBrandPython } from '@tabler/icons-react';
import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import { m } from '../../../paraglide/messages.js';
import css from './filter-bar.module.css';
import { createLazyComponent } from '../../../ui/lazy-component.tsx';
import { PanelPopover } from '../../../ui/panel-popover.tsx';

const { Component: PythonPanel } = createLazyComponent(
  async () => (await import('./python-panel.tsx')).PythonPanel,
  () => m.loading(),
);

export interface PythonSource {
  readonly viewId: string;
  readonly experimentIds: readonly ExperimentId[];
  /** The filter in force. */
  readonly filter: string;
  readonly matched: number;
}

/** The shown runs as a call of MLflow's own client: copied, and shown so that one knows what was. */
export function CopyPython(source: PythonSource) {
  return (
    <PanelPopover
      width={460}
      renderTarget={({ toggle }) => (
        <Button
          size="compact-sm"
          h={30}
          variant="default"
          aria-label={m.filter_python()}
          title={m.filter_python()}
          onClick={toggle}
        >
          <IconBrandPython size={15} stroke={1.7} aria-hidden="true" />
          <span className={css.pythonWords}>{m.filter_python()}</span>
        </Button>
      )}
    >
      <PythonPanel {...source} />
    </PanelPopover>
  );
}
