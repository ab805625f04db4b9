import { useState } from 'react';
import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { formatCount } from '../../../base/format-number.ts';
import { m } from '../../../paraglide/messages.js';
import css from './filter-bar.module.css';
import type { ChangeFilter } from './chip.tsx';
import { chosenValues, toggleValue } from './filter-clauses.ts';
import { useUsers } from './use-value-counts.ts';

interface UserChipProps {
  readonly viewId: string;
  readonly text: string;
  readonly change: ChangeFilter;
}

/** Menu of the users that the loaded runs name; several can be chosen. */
export function UserChip({ viewId, text, change }: UserChipProps) {
  const [isOpen, setOpen] = useState(false);
  const users = useUsers(viewId, isOpen);
  const chosen = chosenValues(text, 'user');
  // One that is chosen stays in the list, even where no loaded run is theirs.
  const known = users ?? [];
  const absent = chosen.filter((name) => !known.some((user) => user.text === name));
  const listed = [...known, ...absent.map((name) => ({ text: name, runCount: 0 }))];
  return (
    <Menu
      opened={isOpen}
      onChange={setOpen}
      position="bottom-start"
      shadow="none"
      withInitialFocusPlaceholder={false}
      withinPortal
    >
      <Menu.Target>
        <button type="button" className={css.chip} data-chosen={chosen.length > 0 || undefined}>
          <span className={css.chipWords}>
            {chosen.length === 0 ? m.filter_user() : m.filter_user_chosen({ names: chosen.join(', ') })}
          </span>
          <IconChevronDown size={12} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        {listed.map(({ text: name, runCount }) => (
          <Menu.CheckboxItem
            key={name}
            checked={chosen.includes(name)}
            onChange={() => change((before) => toggleValue(before, 'user', name))}
            closeMenuOnClick={false}
            rightSection={<span className={css.count}>{formatCount(runCount)}</span>}
          >
            {name}
          </Menu.CheckboxItem>
        ))}
        {listed.length === 0 ? <Menu.Label>{users ? m.filter_user_none() : m.loading()}</Menu.Label> : null}
      </Menu.Dropdown>
    </Menu>
  );
}
