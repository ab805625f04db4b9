// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { connectData } from '../../testing/connected-data.ts';
import { makeRun } from '../../testing/make-run.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { SourceInfo } from '../../tracking/source.ts';
import type { SourceSpec } from '../../worker/data-protocol.ts';
import { ArtifactBrowser } from './artifact-browser.tsx';

const run = makeRun({ id: 'r1', name: 'first', artifactUri: 's3://bucket/r1' });
const SPEC: SourceSpec = { kind: 'sqlite-url', url: 'http://host.test/a.db', label: 'memory' };
const FILES = Object.fromEntries(
  ['runs:/r1/logs/deep/train 한글 #1.log', 'runs:/r1/config.yaml', 'models:/m-1/MLmodel'].map((uri) => [
    uri,
    new TextEncoder().encode(uri),
  ]),
);
const DETAILS = {
  r1: {
    datasets: [],
    models: [{ id: 'm-1', name: 'net', source: 'models:/m-1', flavor: 'torch', createdMs: 1 }],
  },
};

let place = '';

function Harness({ start }: { readonly start: string }) {
  const [shown, setShown] = useState(start);
  useEffect(() => {
    place = shown;
  });
  return (
    <ArtifactBrowser
      run={run}
      place={shown}
      onPlace={setShown}
      renderFile={({ entry, download, siblings, onOpenPath }) => (
        <>
          <p>{`shown: ${entry.path} (${entry.sizeBytes}), ${siblings.length} in its folder`}</p>
          {download ? null : <p>no download</p>}
          <button type="button" onClick={() => onOpenPath('config.yaml')}>
            leads on
          </button>
        </>
      )}
    />
  );
}

async function show(start: string, options: MemorySourceOptions = {}, told: Partial<SourceInfo> = {}) {
  const { client, opened } = connectData({ runs: [run], files: FILES, details: DETAILS, ...options });
  const openSource = async () => ({ ...(await client.call('source.open', SPEC)), ...told });
  const source: SourceClient = { ...client, sourceInfo: openSource, openSource };
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <DataClientProvider client={source} initialSource={SPEC} mlflowUi={undefined}>
          <Harness start={start} />
        </DataClientProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  const lists = () =>
    opened[0]?.calls
      .filter(({ method }) => method === 'listArtifacts')
      .map(({ request }) => (request as { readonly path: string }).path);
  return { client, lists };
}

const tree = () => screen.findByRole('tree', { name: m.art_tree() });
const names = async () =>
  within(await tree())
    .getAllByRole('treeitem')
    .map((row) => row.getAttribute('aria-label'));
const item = async (name: string) => within(await tree()).findByRole('treeitem', { name });
const click = (element: HTMLElement) => act(async () => fireEvent.click(element));
const key = async (name: string) => {
  const target = await tree();
  await act(async () => fireEvent.keyDown(target, { key: name }));
};

beforeEach(() => {
  // The list is virtual: without a height it would hold no row.
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
});

afterEach(cleanup);

describe('the browser of artifacts', () => {
  it('reads a level when it is opened, models beside the files of the run', async () => {
    const { lists } = await show('');
    await item('config.yaml');
    await item('net');
    expect(await names()).toEqual(['net', 'logs', 'config.yaml']);
    expect(lists()).toEqual(['']);
    await click(await item('logs'));
    await item('deep');
    expect([lists(), place]).toEqual([['', 'logs'], 'logs']);
    await click(await item('net'));
    await item('MLmodel');
    expect(place).toBe('models:/m-1');
    await click(await item('MLmodel'));
    expect(await screen.findByText('shown: MLmodel (19), 1 in its folder')).toBeTruthy();
    expect(place).toBe('models:/m-1/MLmodel');
    expect(await names()).toEqual(['net', 'MLmodel', 'logs', 'deep', 'config.yaml']);
  });

  it('opens what a link names, with all around it, and leads back by its crumbs', async () => {
    const { lists } = await show('logs/deep/train 한글 #1.log');
    expect(await screen.findByText(/^shown: logs\/deep\/train 한글 #1\.log/)).toBeTruthy();
    expect(lists()?.toSorted()).toEqual(['', 'logs', 'logs/deep']);
    expect((await item('train 한글 #1.log')).getAttribute('aria-selected')).toBe('true');
    const crumbs = screen.getByRole('navigation', { name: m.art_crumbs() });
    await click(within(crumbs).getByRole('button', { name: 'deep' }));
    expect(place).toBe('logs/deep');
    expect(screen.getByText('runs:/r1/logs/deep')).toBeTruthy();
  });

  it('lets a file lead to another one of its root', async () => {
    await show('logs/deep/train 한글 #1.log');
    await click(await screen.findByRole('button', { name: 'leads on' }));
    expect(await screen.findByText(/^shown: config\.yaml/)).toBeTruthy();
  });

  it('says that a file is not there, and which folder could not be read', async () => {
    let isRefused = true;
    await show('nothing.txt', {
      gate: ({ method, request }) => {
        if (isRefused && method === 'listArtifacts' && (request as { readonly path: string }).path === 'logs')
          throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    });
    expect(await screen.findByText(m.art_missing({ path: 'nothing.txt' }))).toBeTruthy();
    await click(await item('logs'));
    expect(await screen.findByText(m.fail_forbidden_title())).toBeTruthy();
    isRefused = false;
    await click(within(await tree()).getByRole('button', { name: m.retry() }));
    await item('deep');
    expect(screen.queryByText(m.fail_forbidden_title())).toBeNull();
  });

  it('goes by keys', async () => {
    await show('');
    await item('config.yaml');
    await item('net');
    await key('ArrowDown');
    await key('ArrowRight');
    await item('deep');
    await key('ArrowRight');
    await key('ArrowRight');
    await item('train 한글 #1.log');
    await key('End');
    await key('Enter');
    expect(place).toBe('config.yaml');
    await key(' ');
    expect(screen.getByText(m.art_ticked({ count: 1, text: '1' }))).toBeTruthy();
    await key('Home');
    await key('ArrowDown');
    await key('ArrowLeft');
    expect(await names()).toEqual(['net', 'logs', 'config.yaml']);
  });

  it('searches what is loaded, and all on a click', async () => {
    const { lists } = await show('');
    await item('config.yaml');
    await item('net');
    await act(async () =>
      fireEvent.change(screen.getByRole('searchbox', { name: m.art_search() }), { target: { value: 'log' } }),
    );
    expect(await names()).toEqual(['logs']);
    await click(screen.getByRole('button', { name: m.art_search_all() }));
    expect(await item('logs/deep/train 한글 #1.log')).toBeTruthy();
    expect(screen.getByText(new RegExp(m.art_found_all({ count: 3, text: '3' })))).toBeTruthy();
    expect(lists()?.toSorted()).toEqual(['', '', 'logs', 'logs/deep']);
  });

  it('counts before a download, and says how much', async () => {
    await show('');
    await item('config.yaml');
    await click(await item('logs'));
    await click(screen.getByRole('button', { name: m.art_download_zip() }));
    const dialog = await screen.findByRole('dialog', { hidden: true });
    expect(await within(dialog).findByText(/^1 file, 38 B/)).toBeTruthy();
  });

  it.each([
    ['mlflow-artifacts:/1/r1/artifacts', m.art_none_proxied()],
    ['memory:/', m.art_none_store()],
    ['/home/me/mlruns/1/r1/artifacts', m.art_none_local()],
    ['file:///home/me/mlruns/1/r1/artifacts', m.art_none_local()],
    ['C:\\Users\\me\\mlruns\\1\\r1\\artifacts', m.art_none_local()],
  ])('says what is known where nothing is listed: %s', async (rootUri, words) => {
    await show('', { files: {}, details: {}, rootUri });
    expect(await screen.findByText(m.art_none())).toBeTruthy();
    expect(screen.getByText(words)).toBeTruthy();
    expect(screen.getByText(rootUri)).toBeTruthy();
  });

  it('waits for the models before it says that there is nothing', async () => {
    const waiting: (() => void)[] = [];
    const told = new Promise<void>((resolve) => waiting.push(resolve));
    const { client } = await show('', {
      files: { 'models:/m-1/MLmodel': new Uint8Array(1) },
      gate: ({ method }) => (method === 'readRunDetails' ? told : undefined),
    });
    await screen.findAllByText(m.art_reading());
    // Answers come in their order: behind this one the list of files is here, and the models are not.
    await act(() =>
      client.call('artifacts.list', {
        root: { kind: 'run', runId: run.id },
        path: '',
        pageToken: undefined,
      }),
    );
    expect(screen.queryByText(m.art_none())).toBeNull();
    await act(async () => waiting[0]?.());
    expect(await item('net')).toBeTruthy();
    expect(screen.queryByText(m.art_none())).toBeNull();
  });

  it('says where the files are though the server refuses to list them', async () => {
    await show('', {
      gate: ({ method }) => {
        if (method === 'listArtifacts') throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    });
    expect(await screen.findByText(m.fail_forbidden_title())).toBeTruthy();
    expect(screen.getAllByText('s3://bucket/r1').length).toBeGreaterThan(0);
    expect(screen.getByText('aws s3 cp --recursive s3://bucket/r1 .')).toBeTruthy();
    expect(screen.getByText('mlflow artifacts download -u runs:/r1 -d .')).toBeTruthy();
  });

  it('offers no download of names that MLflow refuses, above the file and with its facts alike', async () => {
    const files = { 'runs:/r1/a%41.txt': new Uint8Array(1), 'runs:/r1/b%.txt': new Uint8Array(1) };
    await show('a%41.txt', { files }, { kind: 'mlflow' });
    expect(await screen.findByText('no download')).toBeTruthy();
    expect(screen.queryByRole('button', { name: m.art_download() })).toBeNull();
    await click(await item('b%.txt'));
    expect(await screen.findByText(/^shown: b%\.txt/)).toBeTruthy();
    expect(screen.queryByText('no download')).toBeNull();
    expect(screen.getByRole('button', { name: m.art_download() })).toBeTruthy();
  });

  it('says where the files are of which a database only knows', async () => {
    await show('', {
      gate: ({ method }) => {
        if (method === 'listArtifacts')
          throw new TrackingError({ kind: 'unsupported', subject: 's3://bucket/r1' });
      },
    });
    expect(await screen.findByText(m.art_no_store())).toBeTruthy();
    expect(screen.getByText('s3://bucket/r1')).toBeTruthy();
  });
});
