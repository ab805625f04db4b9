import { UnstyledButton } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { m } from '../../../paraglide/messages.js';
import { createLazyComponent } from '../../../ui/lazy-component.tsx';
import { PanelPopover } from '../../../ui/panel-popover.tsx';
import css from './find-run.module.css';

const { Component: FindRunPanel } = createLazyComponent(
  async () => (await import('./find-run-panel.tsx')).FindRunPanel,
  () => m.loading(),
);

/** Looks for a run that is not on screen, over all experiments, and says why it is not. */
export function FindRunButton({ viewId }: { readonly viewId: string }) {
  return (
    <PanelPopover
      width={460}
      renderTarget={({ toggle }) => (
        <UnstyledButton
          className={css.button}
          aria-label={m.find_run()}
          title={m.find_run_hint()}
          onClick={toggle}
        >
          <IconZoomQuestion size={16} stroke={1.7} aria-hidden="true" />
        </UnstyledButton>
      )}
    >
      {(close) => <FindRunPanel viewId={viewId} onDone={close} />}
    </PanelPopover>
  );
}
