import { useState } from 'react';
import { Popover, UnstyledButton } from '@mantine/core';
import { IconZoomQuestion } from '@tabler/icons-react';
import { m } from '../../../paraglide/messages.js';
import { createLazyComponent } from '../../../ui/lazy-component.tsx';
import css from './find-run.module.css';

const { Component: FindRunPanel } = createLazyComponent(
  async () => (await import('./find-run-panel.tsx')).FindRunPanel,
  () => m.loading(),
);

/** Looks for a run that is not on screen, over all experiments, and says why it is not. */
export function FindRunButton({ viewId }: { readonly viewId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Popover
      opened={isOpen}
      onChange={setOpen}
      position="bottom-end"
      width={460}
      shadow="none"
      withinPortal
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={css.button}
          aria-label={m.find_run()}
          title={m.find_run_hint()}
          aria-expanded={isOpen}
          onClick={() => setOpen((before) => !before)}
        >
          <IconZoomQuestion size={16} stroke={1.7} aria-hidden="true" />
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown p={12} aria-label={m.find_run()}>
        <FindRunPanel viewId={viewId} onDone={() => setOpen(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}
