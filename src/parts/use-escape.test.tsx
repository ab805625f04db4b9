// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { useEscape } from './use-escape.ts';

afterEach(cleanup);

function Page({ menuCloses = false }: { readonly menuCloses?: boolean }) {
  const [isPinned, setPinned] = useState(true);
  const [isFocused, setFocused] = useState(true);
  const [hasMenu, setMenu] = useState(menuCloses);
  // In the order of mounting the focus comes first: the order of the turns decides.
  useEscape('focus', isFocused, () => setFocused(false));
  useEscape('pin', isPinned, () => setPinned(false));
  return (
    <>
      <p data-testid="state">{[isPinned && 'pin', isFocused && 'focus'].filter(Boolean).join(' ')}</p>
      <input aria-label="field" />
      <input aria-label="box" type="checkbox" />
      {hasMenu ? (
        // oxlint-disable-next-line jsx-a11y/interactive-supports-focus -- as a menu of a library
        <div role="menu" data-testid="menu" onKeyDown={() => setMenu(false)} />
      ) : null}
    </>
  );
}

const state = () => screen.getByTestId('state').textContent;
const take = (event: Event) => event.preventDefault();
const press = (target: Element) => fireEvent.keyDown(target, { key: 'Escape' });

describe('Escape', () => {
  it('takes back one thing a press: the pin before the focus', () => {
    render(<Page />);
    press(document.body);
    expect(state()).toBe('focus');
    press(document.body);
    expect(state()).toBe('');
  });

  it('leaves all alone where it closes a menu, though that is gone when it comes up', () => {
    render(<Page menuCloses />);
    press(screen.getByTestId('menu'));
    expect(screen.queryByTestId('menu')).toBeNull();
    expect(state()).toBe('pin focus');
    press(document.body);
    expect(state()).toBe('focus');
  });

  it('belongs to the field that has the caret, not to a box', () => {
    render(<Page />);
    press(screen.getByLabelText('field'));
    expect(state()).toBe('pin focus');
    press(screen.getByLabelText('box'));
    expect(state()).toBe('focus');
  });

  it('does nothing where something below took it', () => {
    render(<Page />);
    document.body.addEventListener('keydown', take);
    press(document.body);
    document.body.removeEventListener('keydown', take);
    expect(state()).toBe('pin focus');
  });
});
