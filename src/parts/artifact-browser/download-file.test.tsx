// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { connectData } from '../../testing/connected-data.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { downloadBlob } from '../../ui/download-blob.ts';
import type { SourceSpec } from '../../worker/data-protocol.ts';
import { DownloadFile } from './download-file.tsx';

vi.mock('../../ui/download-blob.ts', () => ({ downloadBlob: vi.fn<typeof downloadBlob>() }));

const SPEC: SourceSpec = { kind: 'sqlite-url', url: 'http://host.test/a.db', label: 'memory' };
const PLACE = { root: { kind: 'run', runId: 'r1' as RunId }, path: 'plots/a "b".png' } as const;
const FILES = { 'runs:/r1/plots/a "b".png': Uint8Array.of(1, 2, 3) };

async function show(address: string | undefined, options: MemorySourceOptions = {}) {
  const { client } = connectData({ files: FILES, ...options });
  const openSource = () => client.call('source.open', SPEC);
  const source: SourceClient = { ...client, sourceInfo: openSource, openSource };
  await openSource();
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={new QueryClient()}>
        <DataClientProvider client={source} initialSource={SPEC} mlflowUi={undefined}>
          <DownloadFile place={PLACE} sizeBytes={3} address={address} />
        </DataClientProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

const click = (name: RegExp | string) =>
  act(async () => fireEvent.click(screen.getByRole('button', { name })));

beforeEach(() => vi.mocked(downloadBlob).mockReset());
afterEach(cleanup);

describe('the download of a file', () => {
  it('is a link where the address alone lets one in', async () => {
    await show('http://host.test/get-artifact?path=a');
    expect(screen.getByRole('link', { name: m.art_download() }).getAttribute('download')).toBe('a "b".png');
  });

  it('goes through the page where only our own requests are let in', async () => {
    await show(undefined);
    expect(screen.queryByRole('link')).toBeNull();
    await click(m.art_download());
    await vi.waitFor(() => expect(downloadBlob).toHaveBeenCalledOnce());
    const [blob, name] = vi.mocked(downloadBlob).mock.calls[0] ?? [];
    expect([...new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0))]).toEqual([1, 2, 3]);
    expect(name).toBe('a "b".png');
    expect(await screen.findByRole('button', { name: m.art_download() })).toBeTruthy();
  });

  it('is stopped by a click', async () => {
    await show(undefined, {
      gate: ({ method }) => (method === 'readArtifact' ? new Promise<void>(() => undefined) : undefined),
    });
    await click(m.art_download());
    await click(m.art_download_stop({ size: '0 B' }));
    expect(await screen.findByRole('button', { name: m.art_download() })).toBeTruthy();
    expect(screen.queryByRole('alert')).toBeNull();
    expect(downloadBlob).not.toHaveBeenCalled();
  });

  it('that fails says why, and is tried again', async () => {
    let isRefused = true;
    await show(undefined, {
      gate: ({ method }) => {
        if (isRefused && method === 'readArtifact')
          throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    });
    await click(m.art_download());
    expect((await screen.findByRole('alert')).textContent).toBe(m.fail_forbidden_title());
    isRefused = false;
    await click(m.art_download());
    await vi.waitFor(() => expect(downloadBlob).toHaveBeenCalledOnce());
    expect(screen.queryByRole('alert')).toBeNull();
  });
});
