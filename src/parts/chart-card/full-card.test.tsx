// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { FullCard } from './full-card.tsx';

let tell: () => void = () => undefined;

/** Tells a size when a test says so. */
class ObserverOfTests {
  private readonly onChange: () => void;
  constructor(onChange: () => void) {
    this.onChange = onChange;
  }
  observe() {
    tell = this.onChange;
  }
  disconnect() {
    tell = () => undefined;
  }
}

beforeEach(() => vi.stubGlobal('ResizeObserver', ObserverOfTests));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open() {
  const onClose = vi.fn();
  render(
    <MantineProvider>
      <FullCard hasLink={false} onClose={onClose}>
        {(heightPx, tools) => (
          <div data-testid="card" data-height={heightPx}>
            {tools}
          </div>
        )}
      </FullCard>
    </MantineProvider>,
  );
  return onClose;
}

describe('a card on the whole screen', () => {
  it('stands in a dialog at once, and follows its size', () => {
    open();
    const dialog = screen.getByRole('dialog', { name: m.card_full() });
    expect(dialog.contains(screen.getByTestId('card'))).toBe(true);
    // Never lower than a card can be.
    expect(screen.getByTestId('card').dataset['height']).toBe('120');
    const body = screen.getByTestId('card').parentElement;
    Object.defineProperty(body, 'clientHeight', { value: 738 });
    act(() => tell());
    expect(screen.getByTestId('card').dataset['height']).toBe('700');
  });

  it('is left by Esc, but for an Esc that closes what is above it', () => {
    const onClose = open();
    const menu = document.createElement('div');
    menu.setAttribute('role', 'menu');
    document.body.append(menu);
    fireEvent.keyDown(document, { key: 'Escape' });
    expect(onClose).not.toHaveBeenCalled();
    menu.remove();
    fireEvent.keyDown(document, { key: 'Escape' });
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('is left by its button', () => {
    const onClose = open();
    fireEvent.click(screen.getByRole('button', { name: m.card_full_close() }));
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
