import { Menu, UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import css from './charts-panel.module.css';

interface AxesMenuProps {
  readonly settings: ChartSettings;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** Axes of all cards. */
export function AxesMenu({ settings, onSettings }: AxesMenuProps) {
  return (
    <Menu
      withInitialFocusPlaceholder={false}
      position="bottom-start"
      shadow="none"
      withinPortal
      closeOnItemClick={false}
    >
      <Menu.Target>
        <UnstyledButton className={css.button}>
          {m.charts_axes()}
          <IconChevronDown size={13} stroke={1.7} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={settings.xKind === 'log'}
          leftSection={<Tick isOn={settings.xKind === 'log'} />}
          onClick={() => onSettings({ xKind: flip(settings.xKind), xWindow: undefined })}
        >
          {m.charts_log_x()}
        </Menu.Item>
        <Menu.Item
          role="menuitemcheckbox"
          aria-checked={settings.yKind === 'log'}
          leftSection={<Tick isOn={settings.yKind === 'log'} />}
          onClick={() => onSettings({ yKind: flip(settings.yKind) })}
        >
          {m.charts_log_y()}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function flip(kind: 'linear' | 'log'): 'linear' | 'log' {
  return kind === 'log' ? 'linear' : 'log';
}

function Tick({ isOn }: { readonly isOn: boolean }) {
  return <span className={css.tick}>{isOn ? '✓' : ''}</span>;
}
