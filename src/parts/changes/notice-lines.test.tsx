// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunChange } from '../../domain/runs/run-change.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { NOTHING_DONE } from './change-outcome.ts';
import type { ChangeNotice } from './changes.tsx';
import { NoticeLines } from './notice-lines.tsx';

const calls = vi.hoisted(() => ({ perform: vi.fn(), dismiss: vi.fn() }));
vi.mock('../../queries/use-change-runs.ts', () => ({ useWrites: () => 'server' }));
vi.mock('./changes.tsx', () => ({ useChanges: () => calls }));

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  calls.perform.mockReset();
  calls.dismiss.mockReset();
});

const NOTICE: ChangeNotice = {
  key: 1,
  action: 'delete',
  progress: { done: 120, total: 500 },
  outcome: undefined,
  nameOf: (id) => `run ${id}`,
};

function show(notice: Partial<ChangeNotice>) {
  render(
    <MantineProvider env="test">
      <NoticeLines notices={[{ ...NOTICE, ...notice }]} />
    </MantineProvider>,
  );
  act(() => {
    vi.advanceTimersByTime(1_000);
  });
}

const button = (name: string) => screen.getByRole('button', { name });

describe('the notice of a change of many runs', () => {
  it('says how far it is, and stops it once', () => {
    const stop = vi.fn<() => void>();
    show({ stop });
    expect(screen.getByText(m.changing_of({ done: '120', total: '500' })).isConnected).toBe(true);
    fireEvent.click(button(m.change_stop()));
    expect(stop).toHaveBeenCalledTimes(1);
    expect(screen.getByText(m.change_stopping()).isConnected).toBe(true);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('offers nothing to stop where there is one run', () => {
    show({ progress: undefined });
    expect(screen.queryByRole('button')).toBeNull();
  });

  const left: readonly RunChange[] = [{ kind: 'delete', id: 'b' as RunId }];
  const undo: readonly RunChange[] = [{ kind: 'restore', id: 'a' as RunId }];

  it('of a stopped one stays, takes back what was done or goes on with what was not', () => {
    const outcome = { ...NOTHING_DONE, runCount: 2, doneCount: 1, stoppedCount: 1, undo, left };
    show({ outcome });
    expect(screen.getByText('1 of 2 deleted, 1 not: stopped').isConnected).toBe(true);
    act(() => {
      vi.advanceTimersByTime(60_000);
    });
    expect(calls.dismiss).not.toHaveBeenCalled();
    fireEvent.click(button(m.change_go_on()));
    expect(calls.perform).toHaveBeenLastCalledWith('delete', left, { names: new Map([['b', 'run b']]) });
    fireEvent.click(button(m.undo()));
    expect(calls.perform).toHaveBeenLastCalledWith('undo', undo);
  });

  it('takes back by its own means what was done by other means', () => {
    const takeBack = vi.fn<() => void>();
    show({ outcome: NOTHING_DONE, words: 'Registered', undo: takeBack });
    fireEvent.click(button(m.undo()));
    expect(takeBack).toHaveBeenCalledTimes(1);
    expect(calls.perform).not.toHaveBeenCalled();
  });
});
