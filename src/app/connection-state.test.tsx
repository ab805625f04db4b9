// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { m } from '../paraglide/messages.js';
import { DataClientProvider, type SourceClient, useDataClient } from '../queries/data-client-context.tsx';
import { TrackingError } from '../tracking/errors.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import { ConnectionState } from './connection-state.tsx';

afterEach(cleanup);

const INFO = {
  kind: 'mlflow',
  label: 'lan.test:5000',
  version: '3.17.2',
  capabilities: {
    writes: 'server',
    deletesExperimentTags: true,
    maxExperimentTagLength: 20_000,
    readsArtifacts: true,
    pagedHistories: true,
    bulkSamples: true,
    filters: 'none',
    maxSamplePoints: 1,
    historyPageSize: 1,
  },
} as const;

async function show() {
  const server = { isDown: false };
  const client: SourceClient = {
    sourceInfo: () => Promise.resolve(INFO),
    openSource: () => Promise.resolve(INFO),
    call: () =>
      server.isDown ? Promise.reject(new TrackingError({ kind: 'network' })) : Promise.resolve([] as never),
  };
  let pageClient: DataClient | undefined;
  function Page() {
    const own = useDataClient();
    return <button onClick={() => (pageClient = own)}>page</button>;
  }
  render(
    <DataClientProvider
      client={client}
      initialSource={{ kind: 'mlflow', baseUrl: 'http://127.0.0.1:4611' }}
      mlflowUi={undefined}
    >
      <ConnectionState />
      <Page />
    </DataClientProvider>,
  );
  await act(() => Promise.resolve());
  screen.getByRole('button', { name: 'page' }).click();
  /** A page asks the server, which is up or down. */
  const ask = async (isDown: boolean) => {
    server.isDown = isDown;
    await act(async () => {
      await pageClient?.call('experiments.search', { lifecycle: 'active' }).catch(() => undefined);
    });
  };
  return { ask };
}

const chip = () => screen.getByRole('link', { name: new RegExp(`^${m.connection_label()}: `) });
const light = () => chip().querySelector('[data-state]')?.getAttribute('data-state');

describe('the connection in the shell', () => {
  it('turns from the server’s name to "not reached" while it does not answer, and back', async () => {
    const { ask } = await show();
    expect(chip().title).toBe('lan.test:5000 · 3.17.2');
    expect(light()).toBe('ready');
    await ask(true);
    expect(chip().title).toBe(`${m.connection_lost()} · lan.test:5000`);
    expect(light()).toBe('lost');
    await ask(false);
    expect(chip().title).toBe('lan.test:5000 · 3.17.2');
    expect(light()).toBe('ready');
  });
});
