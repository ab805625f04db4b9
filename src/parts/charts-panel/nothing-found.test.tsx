// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { NothingFound } from './nothing-found.tsx';

afterEach(cleanup);

function show(find: string) {
  const onFind = vi.fn<(text: string) => void>();
  render(
    <MantineProvider env="test">
      <NothingFound find={find} onFind={onFind} />
    </MantineProvider>,
  );
  return onFind;
}

it('offers as a regular expression what looks like one', () => {
  const onFind = show('^val');
  fireEvent.click(screen.getByRole('button', { name: m.charts_find_meant({ pattern: '/^val/' }) }));
  expect(onFind).toHaveBeenCalledExactlyOnceWith('/^val/');
});

it('says that nothing was found, and no more, of a plain text', () => {
  show('vall');
  expect(screen.getByText(m.charts_nomatch({ text: 'vall' }))).toBeDefined();
  expect(screen.queryByRole('button')).toBeNull();
});
