// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { GoToPlace } from '../parts/places.ts';
import { GoTo } from './go-to.tsx';

const shown = vi.hoisted(() => ({
  onPlaces: undefined as unknown as (places: readonly GoToPlace[]) => void,
  active: -1,
  isListed: false,
  went: [] as string[],
  page: 'runs',
}));

vi.mock('../state/use-route.ts', () => ({
  // Another object with each change of the address.
  useRoute: () => ({ page: shown.page }),
  useNavigateTo: () => (href: string) => void shown.went.push(href),
}));
vi.mock('./go-to-list.tsx', () => ({
  GoToList: ({ active, onPlaces }: { active: number; onPlaces: typeof shown.onPlaces }) => {
    Object.assign(shown, { active, onPlaces, isListed: true });
    return null;
  },
}));

// happy-dom does not know the element `search`, of which React complains.
beforeEach(() => void vi.spyOn(console, 'error').mockReturnValue());
afterEach(cleanup);

const run: GoToPlace = { kind: 'run', href: '#/run/a', name: 'late steps', detail: '' };
const model: GoToPlace = { kind: 'model', href: '#/models/b', name: 'late model', detail: '' };

const page = () => (
  <MantineProvider env="test">
    <GoTo />
  </MantineProvider>
);

describe('the field that leads anywhere', () => {
  it('keeps what was chosen while more is found before it, and goes there by Enter', async () => {
    await act(async () => render(page()));
    const field = screen.getByRole('combobox');
    // The list is code of its own, which comes with the focus.
    await act(async () => fireEvent.focus(field));
    await act(async () => fireEvent.change(field, { target: { value: 'late' } }));
    expect(shown.isListed).toBe(true);
    act(() => shown.onPlaces([run]));
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    expect(shown.active).toBe(0);
    act(() => shown.onPlaces([model, run]));
    expect(shown.active).toBe(1);
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    fireEvent.keyDown(field, { key: 'ArrowUp' });
    expect(shown.active).toBe(-1);
    fireEvent.keyDown(field, { key: 'ArrowDown' });
    fireEvent.submit(field);
    expect(shown.went).toEqual([model.href]);
  });

  it('stays open while the address of its page is written, and closes with another page', async () => {
    const { rerender } = render(page());
    const field = screen.getByRole('combobox');
    await act(async () => fireEvent.focus(field));
    await act(async () => fireEvent.change(field, { target: { value: 'late' } }));
    act(() => shown.onPlaces([run]));
    await act(async () => rerender(page()));
    expect(field.getAttribute('aria-expanded')).toBe('true');
    shown.page = 'models';
    await act(async () => rerender(page()));
    expect(field.getAttribute('aria-expanded')).toBe('false');
  });
});
