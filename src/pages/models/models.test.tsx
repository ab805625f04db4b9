// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { HashRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatRecord } from '../../domain/registry/alias-history.ts';
import type { RegisteredModel } from '../../domain/registry/registered-model.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { ChangeNotices } from '../../parts/changes/change-notices.tsx';
import { ChangesProvider } from '../../parts/changes/changes.tsx';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { createQueryClient } from '../../queries/query-client.ts';
import { connectData } from '../../testing/connected-data.ts';
import { makeRun } from '../../testing/make-run.ts';
import { makeModel, makeVersion } from '../../testing/memory-registry.ts';
import type { MemorySource, MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelPage } from './model-page.tsx';

const SPEC = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;
const MODEL = makeModel('net', {
  aliases: [
    { alias: 'champion', version: '2' },
    { alias: 'challenger', version: '3' },
    { alias: 'lost', version: '9' },
  ],
  latest: [{ version: '3', stage: undefined }],
});
const RUNS = ['1', '2', '3'].map((version) =>
  makeRun({ id: version, metrics: { val_acc: 0.6 + Number(version) / 10, val_loss: 1 } }),
);
const VERSIONS = ['1', '2', '3'].map((version) => makeVersion('net', version, { runId: version as RunId }));

beforeEach(() => {
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

/** The page over the worker's own handlers; only the source is made up. */
async function show(model: Partial<RegisteredModel> = {}, more: Partial<MemorySourceOptions> = {}) {
  const { client, opened } = connectData({
    registry: { models: [{ ...MODEL, ...model }], versions: VERSIONS, userName: 'kim' },
    runs: RUNS,
    capabilities: { writes: 'server' },
    ...more,
  });
  const info = await client.call('source.open', SPEC);
  const source = opened[0] as MemorySource;
  const sourceClient: SourceClient = {
    call: client.call.bind(client),
    sourceInfo: () => Promise.resolve(info),
    openSource: () => Promise.resolve(info),
  };
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={createQueryClient()}>
        <DataClientProvider client={sourceClient} initialSource={SPEC} mlflowUi={undefined}>
          <HashRouter>
            <ChangesProvider epoch={0}>
              <ModelPage name="net" />
              <ChangeNotices />
            </ChangesProvider>
          </HashRouter>
        </DataClientProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByRole('article', { name: 'champion' });
  await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('3'));
  return source;
}

const lane = (alias: string) => within(screen.getByRole('article', { name: alias }));
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

async function openMenu(alias: string, item: string) {
  fireEvent.click(button(m.alias_menu({ alias })));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

function type(name: string, value: string) {
  fireEvent.change(screen.getByRole('textbox', { name }), { target: { value } });
}

function at(minute: number, from: string, to: string) {
  const content = { alias: 'champion', from, to, atMs: 1e12 + minute * 60_000, kind: 'move' } as const;
  return formatRecord({ ...content, who: 'lee', why: undefined }, () => 0);
}

describe('the page of a model', () => {
  it('has a lane for each alias with the metrics of its run and their difference to the champion', async () => {
    const source = await show();
    await waitFor(() => expect(lane('challenger').getByText('0.9').isConnected).toBe(true));
    expect(lane('champion').getByRole('link', { name: 'v2' }).getAttribute('href')).toBe('#/models/net/2');
    expect(lane('challenger').getByLabelText(`+0.1 ${m.delta_better()}`).isConnected).toBe(true);
    expect(lane('lost').getByRole('alert').textContent).toContain(m.alias_broken({ version: '9' }));
    fireEvent.click(lane('lost').getByRole('button', { name: m.alias_broken_fix() }));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'lost' })).toBeNull());
    const asked = source.calls.filter(({ method }) => method === 'readRuns');
    expect(asked).toHaveLength(1);
  });

  it('moves an alias after a look at both versions, keeps why, and takes it back', async () => {
    const source = await show();
    await waitFor(() => expect(lane('challenger').getByText('0.9').isConnected).toBe(true));
    await openMenu('champion', m.alias_move_to());
    const dialog = within(screen.getByRole('dialog', { name: m.alias_move_of({ alias: 'champion' }) }));
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '3' } });
    type(m.alias_why(), 'better');
    expect(dialog.getByRole('row', { name: /val_acc/ }).textContent).toContain('0.80.9+0.1');
    fireEvent.click(dialog.getByRole('button', { name: m.alias_do() }));
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v3' }).isConnected).toBe(true));
    const words = m.alias_moved({ alias: 'champion', from: '2', to: '3' });
    fireEvent.click(await screen.findByRole('tab', { name: m.model_history() }));
    const entry = within(screen.getByRole('region', { name: m.model_history() }));
    expect(entry.getByText(words).isConnected).toBe(true);
    expect([entry.getByText('kim').isConnected, entry.getByText('better').isConnected]).toEqual([true, true]);
    fireEvent.click(await screen.findByRole('button', { name: m.undo() }));
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v2' }).isConnected).toBe(true));
    const { aliases } = await (await source.openRegistry()).getModel('net', new AbortController().signal);
    expect(aliases).toContainEqual({ alias: 'champion', version: '2' });
  });

  it('refuses names that MLflow would refuse, and versions that are not there', async () => {
    const source = await show();
    fireEvent.click(button(m.alias_new()));
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '3' } });
    for (const [name, problem] of [
      ['latest', m.alias_bad_latest({ alias: 'latest' })],
      ['ok, a b', m.alias_bad_characters({ alias: 'a b' })],
      ['V2', m.alias_bad_version({ alias: 'V2' })],
    ] as const) {
      fireEvent.change(screen.getByLabelText(m.alias_names()), { target: { value: name } });
      expect(screen.getByText(problem).isConnected).toBe(true);
      expect(button(m.alias_do()).disabled).toBe(true);
    }
    fireEvent.change(screen.getByLabelText(m.alias_names()), { target: { value: 'prod, shadow' } });
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '7' } });
    expect(screen.getByText(m.alias_no_version({ version: '7' })).isConnected).toBe(true);
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '1' } });
    fireEvent.click(button(m.alias_do()));
    await screen.findByRole('article', { name: 'shadow' });
    expect(lane('prod').getByRole('link', { name: 'v1' }).isConnected).toBe(true);
    expect(source.calls.filter(({ method }) => method === 'registry.change')).toHaveLength(4);
  });

  it('shows as not possible what the server has refused once, with the reason', async () => {
    await show(undefined, {
      gate: ({ method }) => {
        if (method === 'registry.change') throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    });
    await openMenu('challenger', m.alias_remove());
    await waitFor(() => expect(button(m.alias_new()).disabled).toBe(true));
    expect(button(m.alias_new()).title).toBe(m.registry_forbidden());
    expect(await screen.findByText(/challenger not changed/)).toBeDefined();
    expect(lane('challenger').getByRole('link', { name: 'v3' }).isConnected).toBe(true);
  });

  it('offers no change of what can only be read', async () => {
    await show(undefined, { capabilities: { writes: 'memory' } });
    expect(button(m.alias_new()).title).toBe(m.registry_read_only());
    expect(button(m.alias_new()).disabled).toBe(true);
  });

  it('rolls back to an earlier change and tells what something else changed', async () => {
    await show({ tags: [at(0, '3', '1'), at(1, '1', '3')] });
    fireEvent.click(screen.getByRole('tab', { name: m.model_history() }));
    const history = within(await screen.findByRole('region', { name: m.model_history() }));
    const items = history.getAllByRole('listitem').map((item) => item.getAttribute('data-kind'));
    expect(items).toEqual(['outside', 'move', 'move', 'outside', 'outside', 'outside']);
    const [, backTo1] = history.getAllByRole('button', { name: m.history_go_back() });
    if (!backTo1) throw new Error('nothing to roll back to');
    fireEvent.click(backTo1);
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v1' }).isConnected).toBe(true));
    await history.findByText(m.history_rollback());
  });
});
