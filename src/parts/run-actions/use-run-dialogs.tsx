import { type ReactNode, useCallback, useState } from 'react';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { OpenedDialog } from './run-target.ts';

/** Read when the first dialog is opened. */
const { Component: RunDialogs } = createLazyComponent(
  async () => (await import('./run-dialogs.tsx')).RunDialogs,
  () => null,
);

export interface RunDialogsState {
  readonly openDialog: (dialog: OpenedDialog) => void;
  /** Belongs beside what opens it, outside of any menu. */
  readonly dialog: ReactNode;
}

/** @param tagKeys that are offered where a tag is named */
export function useRunDialogs(tagKeys: readonly string[]): RunDialogsState {
  const [opened, setOpened] = useState<OpenedDialog>();
  const onClose = useCallback(() => setOpened(undefined), []);
  return {
    openDialog: setOpened,
    dialog: opened && <RunDialogs opened={opened} tagKeys={tagKeys} onClose={onClose} />,
  };
}
