// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { TrackingError } from '../../tracking/errors.ts';
import { LinkNews } from './link-news.tsx';

const server = vi.hoisted(() => ({ answers: [] as (() => unknown)[] }));

vi.mock('../../queries/data-client-context.tsx', () => ({
  useConnection: () => ({ epoch: 1, client: { call: async () => server.answers.shift()?.() } }),
}));

afterEach(cleanup);

const GONE = {
  id: 'r1' as RunId,
  state: 'deleted',
  name: 'brave-crow',
  endMs: 5,
  lastPointMs: 5,
  edits: 'abcde',
};

function refuse(): never {
  throw new TrackingError({ kind: 'server', subject: 'runs', status: 503 });
}

function show(answers: readonly (() => unknown)[]) {
  server.answers = [...answers];
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <LinkNews facts={{ atMs: 10 }} pinnedIds={[GONE.id]} comparedIds={[]} rule="" />
      </QueryClientProvider>
    </MantineProvider>,
  );
}

describe('news of a pinned link', () => {
  it('names the runs that were deleted since', async () => {
    show([() => [GONE]]);
    expect((await screen.findByRole('status')).textContent).toContain('brave-crow');
  });

  it('says that what became of the runs could not be read, and reads it again on a click', async () => {
    show([refuse, () => [GONE]]);
    expect((await screen.findByRole('status')).textContent).toContain(m.fail_server_title());
    fireEvent.click(screen.getByRole('button', { name: m.retry() }));
    expect(await screen.findByText(/brave-crow/)).toBeTruthy();
  });

  it('is silent where nothing became of them', async () => {
    show([() => [{ ...GONE, state: 'active' }]]);
    await vi.waitFor(() => expect(server.answers).toEqual([]));
    expect(screen.queryByRole('status')).toBeNull();
  });
});
