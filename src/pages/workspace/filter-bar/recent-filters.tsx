import { Menu } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { m } from '../../../paraglide/messages.js';
import { usePreferences } from '../../../state/preferences.ts';
import css from './filter-bar.module.css';

/** The filters that were in force last; a click applies one. */
export function RecentFilters({ onApply }: { readonly onApply: (filter: string) => void }) {
  const { recentFilters } = usePreferences().preferences;
  return (
    <Menu position="bottom-end" width={460} shadow="none" withInitialFocusPlaceholder={false} withinPortal>
      <Menu.Target>
        <button
          type="button"
          className={css.iconButton}
          aria-label={m.filter_recent()}
          title={m.filter_recent()}
        >
          <IconHistory size={15} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <Menu.Label>{recentFilters.length > 0 ? m.filter_recent() : m.filter_recent_none()}</Menu.Label>
        {recentFilters.map((filter) => (
          <Menu.Item key={filter} title={filter} onClick={() => onApply(filter)}>
            <span className={css.recent}>{filter}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
