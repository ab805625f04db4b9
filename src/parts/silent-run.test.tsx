// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import { SilentRun } from './silent-run.tsx';

const SINCE_MS = Date.UTC(2026, 10, 21, 12);
const source = vi.hoisted(() => ({ writes: 'server', perform: vi.fn() }));
vi.mock('../queries/use-change-runs.ts', () => ({ useWrites: () => source.writes }));
vi.mock('./changes/changes.tsx', () => ({ useChanges: () => ({ perform: source.perform }) }));

afterEach(() => {
  cleanup();
  source.writes = 'server';
  source.perform.mockReset();
});

function show() {
  render(
    <MantineProvider env="test">
      <SilentRun id={'a' as RunId} name="one" sinceMs={SINCE_MS} />
    </MantineProvider>,
  );
}

describe('a run that fell silent', () => {
  it('says since when, and is marked as ended at its last point', async () => {
    show();
    fireEvent.click(screen.getByRole('button', { name: /^one: silent since Nov 21/ }));
    fireEvent.click(await screen.findByText(/^Mark as Failed/));
    const change = { kind: 'set-status', id: 'a', status: 'FAILED', endMs: SINCE_MS };
    expect(source.perform).toHaveBeenCalledWith('status', [change], { names: new Map([['a', 'one']]) });
  });

  it('offers nothing where nothing can be written', () => {
    source.writes = 'none';
    show();
    expect(screen.queryByRole('button')).toBeNull();
    expect(screen.getByRole('img', { name: /^silent since/ })).toBeTruthy();
  });
});
