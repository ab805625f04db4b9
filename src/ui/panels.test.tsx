// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Choice, ChoiceList } from './choice-list.tsx';
import { TextField } from './text-field.tsx';
import { PanelPopover } from './panel-popover.tsx';

afterEach(cleanup);

const target = () => screen.getByRole('button', { name: 'open', hidden: true });
const find = (value: string) =>
  fireEvent.change(screen.getByRole('searchbox', { name: 'Find' }), { target: { value } });

describe('a panel below a button', () => {
  const onClose = vi.fn<() => void>();
  const show = () =>
    render(
      <MantineProvider env="test">
        <PanelPopover
          onClose={onClose}
          renderTarget={({ toggle }) => (
            <button type="button" onClick={toggle}>
              open
            </button>
          )}
        >
          {(close) => (
            <button type="button" onClick={close}>
              done
            </button>
          )}
        </PanelPopover>
      </MantineProvider>,
    );

  it('says on the button whether it is open, and is closed from within', async () => {
    show();
    expect(target().getAttribute('aria-expanded')).toBe('false');
    fireEvent.click(target());
    expect(await screen.findByRole('dialog', { name: 'open' })).toBeTruthy();
    expect(target().getAttribute('aria-expanded')).toBe('true');
    fireEvent.click(screen.getByRole('button', { name: 'done' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});

const panelWith = (field: boolean) => (
  <div tabIndex={-1} role="dialog">
    {field ? <TextField label="Name" value="" onChange={() => undefined} data-autofocus /> : 'loading'}
  </div>
);

describe('a field in a panel', () => {
  it('takes the focus from the panel where it comes after it, as code that is loaded does', () => {
    const { rerender } = render(panelWith(false));
    screen.getByRole('dialog').focus();
    rerender(panelWith(true));
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
  });

  it('leaves the focus to what has it elsewhere', () => {
    const { rerender } = render(panelWith(false));
    (document.activeElement as HTMLElement | null)?.blur();
    rerender(panelWith(true));
    expect(document.activeElement).toBe(document.body);
  });
});

describe('a list to choose from', () => {
  const CHOICES: readonly Choice[] = Array.from({ length: 120 }, (_, index) => ({
    id: `id ${index}`,
    text: `key ${index}`,
    isChosen: index === 3,
    facts: index === 3 ? '2 values' : undefined,
  }));
  const onChoose = vi.fn<(choice: Choice) => void>();
  const show = (radioName?: string) =>
    render(
      <ChoiceList
        label="Find"
        choices={CHOICES}
        isMeant={({ text }, typed) => text.includes(typed)}
        radioName={radioName}
        noneText={(typed) => `none of ${typed}`}
        moreText={(count) => `${count} more`}
        onChoose={onChoose}
      />,
    );

  it('shows the first hundred and how many more there are', () => {
    show();
    expect(screen.getAllByRole('checkbox')).toHaveLength(100);
    expect(screen.getByText('20 more')).toBeTruthy();
    expect(screen.getByRole<HTMLInputElement>('checkbox', { name: 'key 3 2 values' }).checked).toBe(true);
  });

  it('shows what is meant by what is typed, or that nothing is', () => {
    show('one');
    find(' key 11 ');
    fireEvent.click(screen.getAllByRole('radio')[0] ?? document.body);
    expect(onChoose).toHaveBeenCalledWith(CHOICES[11]);
    find('zzz');
    expect(screen.queryAllByRole('radio')).toEqual([]);
    expect(screen.getByText('none of zzz')).toBeTruthy();
  });
});
