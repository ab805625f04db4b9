// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import type { SignInQuestion } from '../../queries/sign-in.ts';
import { SignInDialog } from './sign-in-dialog.tsx';

beforeEach(() => {
  // As browsers do: whatever opens gives the focus to its first control.
  vi.spyOn(HTMLDialogElement.prototype, 'showModal').mockImplementation(function open(
    this: HTMLDialogElement,
  ) {
    this.setAttribute('open', '');
    this.querySelector('input')?.focus();
  });
});
afterEach(cleanup);

const QUESTION: SignInQuestion = {
  server: 'http://x.test',
  way: 'form',
  wantsToken: false,
  name: undefined,
  isForSession: false,
  isTrying: false,
  wasRefused: false,
  failure: undefined,
};

const nothing = () => undefined;

function show(change: Partial<SignInQuestion> = {}) {
  return render(
    <MantineProvider env="test">
      <button type="button">before</button>
      <SignInDialog
        question={{ ...QUESTION, ...change }}
        serverName="x.test"
        pageAddress="http://x.test/"
        onSubmit={nothing}
        onTryAgain={nothing}
        onReload={nothing}
        onCancel={nothing}
      />
    </MantineProvider>,
  );
}

it('opens with the focus on what is to be typed first, and follows the way that is chosen', () => {
  show();
  expect(document.activeElement).toBe(screen.getByLabelText(m.signin_name()));
  fireEvent.click(screen.getByRole('radio', { name: m.signin_kind_bearer() }));
  expect(document.activeElement).toBe(screen.getByLabelText(m.signin_token()));
});

it('asks for the password of who is known, and for the token where the server wants one', () => {
  const { unmount } = show({ name: 'mina' });
  expect(document.activeElement).toBe(screen.getByLabelText(m.signin_password()));
  unmount();
  show({ wantsToken: true });
  expect(document.activeElement).toBe(screen.getByLabelText(m.signin_token()));
});
