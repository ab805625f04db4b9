import type { ReactNode } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { m } from '../../paraglide/messages.js';
import css from './chart-card.module.css';

interface CardMenuProps {
  readonly name: string;
  readonly onShowTable: () => void;
  /** Further `Menu.Item`s, mounted only while the menu is open. */
  readonly children?: ReactNode;
}

/** What can be done with one card. */
export function CardMenu({ name, onShowTable, children }: CardMenuProps) {
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="none" withinPortal>
      <Menu.Target>
        <UnstyledButton className={css.menu} aria-label={m.card_menu({ metric: name })}>
          <IconDots size={15} stroke={1.7} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={onShowTable}>{m.card_table()}</Menu.Item>
        {children}
      </Menu.Dropdown>
    </Menu>
  );
}
