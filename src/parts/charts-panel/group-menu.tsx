import { UnstyledButton } from '@mantine/core';
import { IconLayersIntersect, IconX } from '@tabler/icons-react';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import css from './charts-panel.module.css';
import { ToolbarPopover } from './charts-toolbar-popover.tsx';
import { groupKeyNames } from '../group-words.ts';

const { Component: GroupPanel } = createLazyComponent(
  async () => (await import('./group-panel.tsx')).GroupPanel,
  () => m.loading(),
);

interface GroupMenuProps {
  readonly viewId: string;
  readonly settings: Pick<ChartSettings, 'groupBy' | 'groupBand'>;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** What makes runs one line, and one click to make each a line again. */
export function GroupMenu({ viewId, settings, onSettings }: GroupMenuProps) {
  const { groupBy } = settings;
  const names = groupKeyNames(groupBy).join(', ');
  return (
    <span className={css.together} data-cut={groupBy.length > 0 || undefined}>
      <ToolbarPopover
        label={groupBy.length === 0 ? m.group_button() : m.group_button_by({ keys: names })}
        title={groupBy.join(', ') || undefined}
        width={340}
        icon={<IconLayersIntersect size={16} stroke={1.7} />}
        isActive={groupBy.length > 0}
      >
        {() => <GroupPanel viewId={viewId} settings={settings} onSettings={onSettings} />}
      </ToolbarPopover>
      {groupBy.length > 0 ? (
        <UnstyledButton
          className={css.icon}
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
