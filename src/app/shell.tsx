import type { ReactNode } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react';
import { m } from '../paraglide/messages.js';
import { ChangeNotices } from '../parts/changes/change-notices.tsx';
import { useCurrentCrumbs } from '../parts/crumbs.tsx';
import { type Theme, usePreferences } from '../state/preferences.ts';
import { experimentsHref, modelsHref } from '../url/routes.ts';
import type { Place } from './config.ts';
import { ConnectionState } from './connection-state.tsx';
import { GoTo } from './go-to.tsx';
import { WorkspaceMenu } from './workspace-menu.tsx';
import { PersonMenu } from './person-menu.tsx';
import css from './shell.module.css';

export function Shell({ place, children }: { readonly place: Place; readonly children: ReactNode }) {
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#content" onClick={focusContent}>
        {m.nav_skip()}
      </a>
      <header className={css.header}>
        <a className={css.logo} href={experimentsHref()} aria-label={m.app_name()}>
          <LogoMark />
          <span>{m.app_name()}</span>
          {place.title === undefined ? null : <span className={css.title}>{place.title}</span>}
        </a>
        <Breadcrumbs />
        <span className={css.space} />
        <a className={css.page} href={modelsHref()}>
          {m.nav_models()}
        </a>
        <PlaceLinks links={place.links} />
        <GoTo />
        <WorkspaceMenu />
        <ConnectionState />
        <PersonMenu />
        <LanguageSwitch />
        <ThemeSwitch />
      </header>
      <main id="content" className={css.content} tabIndex={-1}>
        {children}
      </main>
      <ChangeNotices />
    </div>
  );
}

/** The hash is the route: a plain `#content` link would leave the page. */
function focusContent(event: React.MouseEvent): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}

function LogoMark() {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
      <path d="M3.5 10.5 6.5 6.5 9 9 12.5 4.5" fill="none" stroke="var(--accent)" strokeWidth="1.8" />
    </svg>
  );
}

function Breadcrumbs() {
  const crumbs = useCurrentCrumbs();
  return (
    <nav className={css.crumbs} aria-label={m.nav_breadcrumbs()}>
      <ol>
        {crumbs.map((crumb, index) => (
          <li key={`${crumb.text} ${crumb.href ?? ''}`} title={crumb.text}>
            {crumb.href && index < crumbs.length - 1 ? (
              <a href={crumb.href}>{crumb.text}</a>
            ) : (
              <span aria-current="page">{crumb.text}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function LanguageSwitch() {
  const { preferences, update } = usePreferences();
  const next = preferences.locale === 'ko' ? 'en' : 'ko';
  return (
    <UnstyledButton
      className={css.button}
      aria-label={`${m.language_label()}: ${next === 'ko' ? '한국어' : 'English'}`}
      onClick={() => update({ locale: next })}
    >
      <span lang={next}>{next === 'ko' ? '한국어' : 'English'}</span>
    </UnstyledButton>
  );
}

/** Where the people of this place go besides: a single address at once, several in a menu. */
function PlaceLinks({ links }: { readonly links: Place['links'] }) {
  const [only] = links;
  if (only === undefined) return null;
  const away = { target: '_blank', rel: 'noreferrer' } as const;
  if (links.length === 1) {
    return (
      <a className={css.page} href={only.href} {...away}>
        {only.text}
      </a>
    );
  }
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" shadow="none" withinPortal>
      <Menu.Target>
        <UnstyledButton className={css.button}>{m.nav_links()}</UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {links.map(({ text, href }) => (
          <Menu.Item key={`${text} ${href}`} component="a" href={href} {...away}>
            {text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const THEME_ICONS = { light: IconSun, dark: IconMoon, system: IconDeviceDesktop } as const;

function ThemeSwitch() {
  const { preferences, update } = usePreferences();
  const Icon = THEME_ICONS[preferences.theme];
  const names: Record<Theme, string> = {
    light: m.theme_light(),
    dark: m.theme_dark(),
    system: m.theme_system(),
  };
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={150} shadow="none" withinPortal>
      <Menu.Target>
        <UnstyledButton className={css.button} aria-label={`${m.theme_label()}: ${names[preferences.theme]}`}>
          <Icon size={16} stroke={1.7} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {(['light', 'dark', 'system'] as const).map((theme) => {
          const Option = THEME_ICONS[theme];
          return (
            <Menu.Item key={theme} leftSection={<Option size={14} />} onClick={() => update({ theme })}>
              {names[theme]}
            </Menu.Item>
          );
        })}
      </Menu.Dropdown>
    </Menu>
  );
}
