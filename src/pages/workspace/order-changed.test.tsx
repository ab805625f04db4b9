// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { OrderChanged } from './order-changed.tsx';

const call = vi.hoisted(() => vi.fn(() => Promise.resolve()));
vi.mock('../../queries/data-client-context.tsx', () => ({ useDataClient: () => ({ call }) }));

afterEach(() => {
  cleanup();
  call.mockClear();
});

const NONE = { movedCount: 0, newCount: 0, leftCount: 0, deletedCount: 0, firstNew: undefined };

function show(unsorted: RunsSnapshot['unsorted']) {
  const onShowNew = vi.fn();
  render(
    <MantineProvider env="test">
      <OrderChanged viewId="view" unsorted={unsorted} onShowNew={onShowNew} />
    </MantineProvider>,
  );
  return { onShowNew, words: () => screen.queryAllByRole('button').map(({ textContent }) => textContent) };
}

describe('what waits for a click', () => {
  it('is not there while all rows stand where their values put them', () => {
    expect(show(undefined).words()).toEqual([]);
  });

  it('counts rows that would move or leave, new runs and deleted ones apart', () => {
    const { words } = show({
      ...NONE,
      movedCount: 2,
      leftCount: 1,
      newCount: 1,
      deletedCount: 4,
      firstNew: 0,
    });
    expect(words()).toEqual(['order changed (3)', '1 new run matches', '4 runs were deleted']);
  });

  it('sorts again on a click, and brings the first new run into sight where these were asked for', () => {
    const { onShowNew } = show({ ...NONE, movedCount: 1, newCount: 2, firstNew: 7 });
    fireEvent.click(screen.getByText('order changed (1)'));
    expect(call).toHaveBeenLastCalledWith('runs.control', { viewId: 'view', action: 'sort-again' });
    expect(onShowNew).not.toHaveBeenCalled();
    fireEvent.click(screen.getByText('2 new runs match'));
    expect(call).toHaveBeenCalledTimes(2);
    expect(onShowNew).toHaveBeenCalledWith({ row: 7, align: 'in-sight' });
  });
});
