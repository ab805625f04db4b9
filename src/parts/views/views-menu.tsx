import { Button } from '@mantine/core';
import { IconBookmark } from '@tabler/icons-react';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import type { SetOnScreen } from '../share/use-live-link.ts';
import { useCurrentView } from './use-current-view.ts';
import css from './views-menu.module.css';

const { Component: ViewsPanel } = createLazyComponent(
  async () => (await import('./views-panel.tsx')).ViewsPanel,
  () => m.loading(),
);

interface ViewsMenuProps {
  readonly experimentIds: readonly ExperimentId[];
  readonly set: SetOnScreen;
  /** Saves what is shown as one file. */
  readonly onSavePage: () => void;
}

/** The saved view that is shown, whether it was changed since, and all there are. */
export function ViewsMenu({ experimentIds, set, onSavePage }: ViewsMenuProps) {
  const current = useCurrentView();
  const name = current?.view?.name;
  const isChanged = current?.change === 'changed';
  const title = name === undefined ? m.views_button_hint() : isChanged ? m.views_changed() : name;
  return (
    <PanelPopover
      width={380}
      side="start"
      renderTarget={({ toggle }) => (
        <Button
          size="compact-md"
          variant="default"
          className={css['button'] ?? ''}
          aria-label={name === undefined ? m.views_button() : m.views_button_of({ name })}
          title={title}
          data-changed={isChanged || undefined}
          leftSection={<IconBookmark size={14} stroke={1.7} />}
          onClick={toggle}
        >
          <span className={css['name']}>{name ?? m.views_button()}</span>
          {isChanged ? (
            <span className={css['mark']} role="img" aria-label={m.views_changed()}>
              ●
            </span>
          ) : null}
        </Button>
      )}
    >
      {(close) => <ViewsPanel {...{ experimentIds, current, set, onSavePage }} onClose={close} />}
    </PanelPopover>
  );
}
