import { Menu, UnstyledButton } from '@mantine/core';
import { IconUser } from '@tabler/icons-react';
import { m } from '../paraglide/messages.js';
import { usePerson } from '../queries/sign-in-context.tsx';
import css from './shell.module.css';

/** Who reads; nothing where nobody signed in. */
export function PersonMenu() {
  const person = usePerson();
  if (person.state === 'none') return null;
  if (person.state === 'declined') {
    return (
      <UnstyledButton className={css.button} onClick={person.signIn}>
        {m.person_declined()}
      </UnstyledButton>
    );
  }
  const { name, signOut } = person;
  const words = name === undefined ? m.person_unnamed() : m.person_menu({ name });
  return (
    <Menu withInitialFocusPlaceholder={false} position="bottom-end" width={200} shadow="none" withinPortal>
      <Menu.Target>
        <UnstyledButton className={css.button} aria-label={words} title={words}>
          <IconUser size={16} stroke={1.7} />
          {name === undefined ? null : <span className={css.person}>{name}</span>}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={signOut}>
          {m.person_sign_out()}
          <span className={css.hint}>{m.person_sign_out_hint()}</span>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
