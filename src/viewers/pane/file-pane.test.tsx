// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ArtifactEntry } from '../../domain/artifacts/artifact.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { FilePane } from './file-pane.tsx';

const shown = vi.hoisted(() => ({
  files: [] as { readonly key: string; readonly directUrl?: string | undefined }[],
}));

vi.mock('../../queries/data-client-context.tsx', () => ({
  useConnection: () => ({
    epoch: 3,
    status: { state: 'ready', info: { kind: 'mlflow' } },
    client: {
      call: async (_name: string, _request: unknown, options: { onProgress: (part: unknown) => void }) => {
        options.onProgress({ bytes: Uint8Array.of(1, 2) });
        return { totalBytes: 2, firstByteMs: 2_500, chunkBytes: 1 };
      },
    },
  }),
}));

vi.mock('../registry.ts', () => {
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the mock stands above all else
  const viewerOf = (id: string, extension: string, Viewer: unknown) => ({
    id,
    label: () => `as ${id}`,
    canOpen: ({ name }: { readonly name: string }) => name.endsWith(extension),
    load: async () => ({ Viewer }),
  });
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the mock stands above all else
  const Broken = () => {
    throw new Error('cannot read this');
  };
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the mock stands above all else
  const Plain = ({ file, fileAt, siblings }: never) => {
    const { name, readWhole } = file as {
      name: string;
      readWhole: (signal: AbortSignal) => Promise<Uint8Array>;
    };
    shown.files.push(file, (fileAt as (path: string) => { key: string })('logs/b.txt'));
    return (
      <button type="button" onClick={() => void readWhole(new AbortController().signal)}>
        {`text of ${name}, beside ${(siblings as readonly unknown[]).length}`}
      </button>
    );
  };
  // oxlint-disable-next-line unicorn/consistent-function-scoping -- the mock stands above all else
  const Sized = ({ file }: never) => {
    const { name, sizeBytes } = file as { name: string; sizeBytes: number };
    return <p>{`${sizeBytes} bytes of ${name}`}</p>;
  };
  return {
    VIEWERS: [
      viewerOf('broken', '.json', Broken),
      viewerOf('sized', '.csv', Sized),
      { ...viewerOf('text', '', Plain), staysMounted: true },
    ],
  };
});

const root = { kind: 'run', runId: 'r' as RunId } as const;

function show(path: string, siblings: readonly ArtifactEntry[] = [], sizeBytes = 12) {
  const entry = { path, isFolder: false, sizeBytes };
  const addressStart = 'http://host.test/get-artifact?run_id=r&path=';
  const place = { root, path };
  const download = path.includes('#') ? undefined : { place, sizeBytes: 12, address: addressStart + path };
  const chosen = { place, entry, download, addressStart, siblings, onOpenPath: () => undefined };
  const pane = (
    <MantineProvider env="test">
      <FilePane chosen={chosen} isGrowing={false} />
    </MantineProvider>
  );
  return pane;
}

afterEach(cleanup);

describe('the pane of a file', () => {
  it('shows it by the first viewer that can, or by another one, or its facts', async () => {
    const siblings = [
      { path: 'logs/a #+%.txt', isFolder: false, sizeBytes: 12 },
      { path: 'logs/b.txt', isFolder: false, sizeBytes: 7 },
      { path: 'logs/deep', isFolder: true, sizeBytes: undefined },
    ];
    render(show('logs/a #+%.txt', siblings));
    expect(await screen.findByText('text of a #+%.txt, beside 2')).toBeTruthy();
    const [file, beside] = shown.files;
    expect(file?.directUrl).toBe('http://host.test/get-artifact?run_id=r&path=logs/a%20%23%2B%25.txt');
    expect([file?.key, beside?.key]).toEqual(['3 12 runs:/r/logs/a #+%.txt', '3 7 runs:/r/logs/b.txt']);
    // MLflow refuses such a name.
    expect(screen.getByText(m.view_refused_name())).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole('radio', { name: m.view_facts() })));
    expect(screen.getByText('logs/a #+%.txt')).toBeTruthy();
    expect(screen.getByText('12 B')).toBeTruthy();
    expect(screen.queryByRole('link', { name: m.art_download() })).toBeNull();
    cleanup();
    render(show('logs/b.txt'));
    await act(async () => fireEvent.click(await screen.findByRole('radio', { name: m.view_facts() })));
    expect(screen.getByRole('link', { name: m.art_download() }).getAttribute('href')).toMatch(
      /logs\/b\.txt$/,
    );
  });

  it('leaves the rest standing where a viewer fails, and shows the file as text', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    render(show('config.json'));
    expect(await screen.findByText(m.view_failed())).toBeTruthy();
    expect(screen.getByText('cannot read this')).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.view_as_text() })));
    expect(await screen.findByText('text of config.json, beside 0')).toBeTruthy();
    expect(screen.queryByText(m.view_refused_name())).toBeNull();
  });

  it('keeps what is shown of a file that has changed until the new one is asked for', async () => {
    const { rerender } = render(show('data.csv'));
    expect(await screen.findByText('12 bytes of data.csv')).toBeTruthy();
    rerender(show('data.csv', [], 15));
    expect(screen.getByText('12 bytes of data.csv')).toBeTruthy();
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.view_changed_show() })));
    expect(screen.getByText('15 bytes of data.csv')).toBeTruthy();
    expect(screen.queryByText(m.view_changed())).toBeNull();
    // A log goes on by itself.
    rerender(show('train.log'));
    await screen.findByText('text of train.log, beside 0');
    rerender(show('train.log', [], 15));
    expect(shown.files.some(({ key }) => key === '3 15 runs:/r/train.log')).toBe(true);
    expect(screen.queryByText(m.view_changed())).toBeNull();
  });

  it('says why it reads more at once where the store lets one wait', async () => {
    render(show('a.txt'));
    await act(async () => fireEvent.click(await screen.findByText('text of a.txt, beside 0')));
    expect(await screen.findByText(m.view_late({ time: '2.5' }))).toBeTruthy();
  });
});
