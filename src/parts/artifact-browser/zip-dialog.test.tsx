// @vitest-environment happy-dom
import { execFileSync } from 'node:child_process';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { connectData } from '../../testing/connected-data.ts';
import { makeRun } from '../../testing/make-run.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import type { SourceSpec } from '../../worker/data-protocol.ts';
import { ArtifactBrowser } from './artifact-browser.tsx';
import { MAX_BLOB_BYTES } from './use-zip.ts';

const run = makeRun({ id: 'r1', name: 'first' });
const SPEC: SourceSpec = { kind: 'sqlite-url', url: 'http://host.test/a.db', label: 'memory' };
const TEXTS = {
  'config.yaml': 'lr: 0.1\n',
  'notes.md': '# 한글\n',
  'logs/a.log': 'a\n'.repeat(50),
  'logs/deep/b.log': '',
  'other/left.txt': 'not ticked\n',
};
const FILES = Object.fromEntries(
  Object.entries(TEXTS).map(([path, text]) => [`runs:/r1/${path}`, new TextEncoder().encode(text)]),
);

function Harness() {
  const [place, setPlace] = useState('');
  return <ArtifactBrowser run={run} place={place} onPlace={setPlace} renderFile={() => null} />;
}

async function show(options: MemorySourceOptions = {}) {
  const { client } = connectData({ runs: [run], files: FILES, ...options });
  const openSource = () => client.call('source.open', SPEC);
  const source: SourceClient = { ...client, sourceInfo: openSource, openSource };
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <DataClientProvider client={source} initialSource={SPEC} mlflowUi={undefined}>
          <Harness />
        </DataClientProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  await screen.findByRole('treeitem', { name: 'config.yaml' });
}

const click = (element: HTMLElement) => act(async () => fireEvent.click(element));
const tick = (name: string) => click(screen.getByRole('checkbox', { name: m.art_tick({ name }) }));

/** Ticks what is named and opens the dialog, counted. */
async function openDialog(...names: readonly string[]) {
  for (const name of names) await tick(name);
  const said = screen.getByText(m.art_ticked({ count: names.length, text: String(names.length) }));
  await click(within(said.parentElement ?? said).getByRole('button', { name: m.art_download_zip() }));
  const dialog = await screen.findByRole('dialog', { hidden: true });
  await waitFor(() => expect(dialog.querySelector('[data-zip-files]')).not.toBeNull());
  return dialog;
}

const buttonOf = (dialog: HTMLElement, name: string) =>
  within(dialog).getByRole('button', { name, hidden: true });

/** In place of the browser's own dialog: what is written to the file that it gives, and how that ended. */
function stubPicker() {
  const parts: Uint8Array[] = [];
  const disk = { suggestedName: '', isClosed: false, abortedBy: undefined as unknown, parts };
  vi.stubGlobal('showSaveFilePicker', async ({ suggestedName }: { readonly suggestedName: string }) => {
    disk.suggestedName = suggestedName;
    return {
      createWritable: async () =>
        new WritableStream<Uint8Array>({
          write: (part) => void parts.push(part.slice()),
          close: () => {
            disk.isClosed = true;
          },
          abort: (reason) => {
            disk.abortedBy = reason ?? 'no reason';
          },
        }),
    };
  });
  return disk;
}

/** As Python reads it: another reader than the one that wrote it. */
function unzip(parts: readonly Uint8Array[]): unknown {
  const script =
    'import io,json,sys,zipfile\nz=zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))\nassert z.testzip() is None\n' +
    'print(json.dumps({n:z.read(n).decode() for n in z.namelist()}))';
  return JSON.parse(
    execFileSync('python3', ['-c', script], { input: Buffer.concat(parts), encoding: 'utf8' }),
  );
}

beforeEach(() => {
  // The list is virtual: without a height it would hold no row.
  for (const name of ['offsetHeight', 'clientHeight'] as const)
    vi.spyOn(HTMLElement.prototype, name, 'get').mockReturnValue(900);
  for (const name of ['offsetWidth', 'clientWidth'] as const)
    vi.spyOn(HTMLElement.prototype, name, 'get').mockReturnValue(400);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a zip of what was ticked', () => {
  it('is counted before, and written to disk as it is read', async () => {
    const disk = stubPicker();
    await show();
    const dialog = await openDialog('config.yaml', 'notes.md', 'logs');
    const counted = dialog.querySelector<HTMLElement>('[data-zip-files]');
    expect(counted?.dataset).toMatchObject({ zipFiles: '4', zipBytes: String(8 + 9 + 100) });
    expect(within(dialog).queryByText(m.zip_in_memory({ limit: '2 GB' }))).toBeNull();
    await click(buttonOf(dialog, m.zip_save()));
    expect(await within(dialog).findByText(m.zip_saved({ files: '4' }))).toBeTruthy();
    expect(disk).toMatchObject({ suggestedName: 'first artifacts.zip', isClosed: true });
    const { 'other/left.txt': _, ...ticked } = TEXTS;
    expect(unzip(disk.parts)).toEqual(ticked);
  });

  it('tells how far it is, and is given up on disk when it is cancelled', async () => {
    const disk = stubPicker();
    let isRead = false;
    await show({
      gate: ({ method, request }) => {
        if (method !== 'readArtifact' || (request as { readonly path: string }).path === 'config.yaml')
          return undefined;
        isRead = true;
        return new Promise(() => undefined);
      },
    });
    const dialog = await openDialog('config.yaml', 'notes.md');
    await click(buttonOf(dialog, m.zip_save()));
    const progress = await within(dialog).findByRole('progressbar', { hidden: true });
    await waitFor(() => expect(isRead).toBe(true));
    expect(within(dialog).getByRole('status', { hidden: true }).textContent).toMatch(
      /of 17 B .* of 2 files$/,
    );
    expect(Number(progress.getAttribute('value'))).toBeLessThan(100);
    await waitFor(() => expect(disk.parts.length).toBeGreaterThan(0));
    await click(buttonOf(dialog, m.cancel()));
    await waitFor(() => expect(disk.abortedBy).toBeDefined());
    expect(disk.isClosed).toBe(false);
    expect(screen.queryByRole('dialog', { hidden: true })).toBeNull();
  });

  it('is not begun where no place is chosen', async () => {
    vi.stubGlobal('showSaveFilePicker', () => Promise.reject(new DOMException('no', 'AbortError')));
    await show();
    const dialog = await openDialog('config.yaml');
    await click(buttonOf(dialog, m.zip_save()));
    expect(buttonOf(dialog, m.zip_save())).toBeTruthy();
    expect(within(dialog).queryByRole('alert', { hidden: true })).toBeNull();
  });

  it('is made in the tab where the browser cannot write to disk, up to a stated limit', async () => {
    await show();
    const dialog = await openDialog('config.yaml');
    expect(within(dialog).getByText(m.zip_in_memory({ limit: '2 GB' }))).toBeTruthy();
    expect(buttonOf(dialog, m.zip_save()).hasAttribute('disabled')).toBe(false);
  });

  it('that would be larger says so there, and cannot be saved', async () => {
    const large = new Uint8Array(1);
    Object.defineProperty(large, 'length', { value: MAX_BLOB_BYTES + 1 });
    await show({ files: { 'runs:/r1/config.yaml': large, 'runs:/r1/a.txt': new Uint8Array(1) } });
    const dialog = await openDialog('config.yaml');
    expect(within(dialog).getByText(m.zip_too_large({ limit: '2 GB' }))).toBeTruthy();
    expect(buttonOf(dialog, m.zip_save()).hasAttribute('disabled')).toBe(true);
  });
});

describe('the search in all folders', () => {
  it('is cancelled half way, and goes on when it is wanted again', async () => {
    const release = new AbortController();
    const held = new Promise<void>((resolve) => {
      release.signal.addEventListener('abort', () => resolve());
    });
    await show({
      gate: ({ method, request }) => {
        const isDeep = (request as { readonly path?: string } | undefined)?.path === 'logs/deep';
        return method === 'listArtifacts' && isDeep ? held : undefined;
      },
    });
    fireEvent.change(screen.getByRole('searchbox', { name: m.art_search() }), { target: { value: '.log' } });
    await click(await screen.findByRole('button', { name: m.art_search_all() }));
    expect(await screen.findByRole('treeitem', { name: 'logs/a.log' })).toBeTruthy();
    await click(screen.getByRole('button', { name: m.cancel() }));
    const again = await screen.findByRole('button', { name: m.art_search_all() });
    expect(screen.queryByRole('treeitem', { name: 'logs/deep/b.log' })).toBeNull();
    release.abort();
    await click(again);
    expect(await screen.findByRole('treeitem', { name: 'logs/deep/b.log' })).toBeTruthy();
    expect(screen.getByText(new RegExp(m.art_found_all({ count: 2, text: '2' })))).toBeTruthy();
  });
});
