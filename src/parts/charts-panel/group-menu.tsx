import { useState } from 'react';
import { Button, Popover, UnstyledButton } from '@mantine/core';
import { IconLayersIntersect, IconX } from '@tabler/icons-react';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { groupKeyNames } from '../group-words.ts';
import css from './group-menu.module.css';

const { Component: GroupPanel } = createLazyComponent(
  async () => (await import('./group-panel.tsx')).GroupPanel,
  () => m.loading(),
);

interface GroupMenuProps {
  readonly catalogue: KeyCatalogue | undefined;
  readonly settings: Pick<ChartSettings, 'groupBy' | 'groupBand'>;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** What makes runs one row and one line, and one click to have each by itself again. */
export function GroupMenu({ catalogue, settings, onSettings }: GroupMenuProps) {
  const { groupBy } = settings;
  const [isOpen, setOpen] = useState(false);
  const names = groupKeyNames(groupBy).join(', ');
  const label = groupBy.length === 0 ? m.group_button() : m.group_button_by({ keys: names });
  return (
    <span className={css.together} data-grouped={groupBy.length > 0 || undefined}>
      <Popover
        opened={isOpen}
        onChange={setOpen}
        position="bottom-end"
        width={340}
        shadow="none"
        withinPortal
        trapFocus
        returnFocus
      >
        <Popover.Target>
          <Button
            size="compact-sm"
            variant="default"
            className={css.button}
            aria-label={label}
            title={label}
            leftSection={<IconLayersIntersect size={14} stroke={1.7} />}
            onClick={() => setOpen(!isOpen)}
          >
            <span className={css.label}>{groupBy.length === 0 ? label : names}</span>
          </Button>
        </Popover.Target>
        <Popover.Dropdown p={12}>
          <GroupPanel catalogue={catalogue} settings={settings} onSettings={onSettings} />
        </Popover.Dropdown>
      </Popover>
      {groupBy.length > 0 ? (
        <UnstyledButton
          className={css.clear}
          aria-label={m.group_clear()}
          title={m.group_clear()}
          onClick={() => onSettings({ groupBy: [] })}
        >
          <IconX size={14} stroke={1.8} />
        </UnstyledButton>
      ) : null}
    </span>
  );
}
