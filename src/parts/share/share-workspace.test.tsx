// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { HashRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunStamp } from '../../domain/sharing/run-stamp.ts';
import { checkOfEdits, checkOfRuns } from '../../domain/sharing/set-check.ts';
import { m } from '../../paraglide/messages.js';
import type { SourceReach } from '../../queries/data-client-context.tsx';
import { WorkspaceProvider } from '../../state/workspace-store.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { parseViewFile } from '../../url/view-file.ts';
import { formatWorkspace, parseWorkspace } from '../../url/workspace-codec.ts';
import { ShareBaseProvider } from './share-place.tsx';
import { ShareWorkspace } from './share-workspace.tsx';

const server = vi.hoisted(() => ({
  reach: { kind: 'place' } as unknown,
  readStamps: (_ids: readonly string[]): unknown => [],
  calls: 0,
}));

vi.mock('../../queries/data-client-context.tsx', () => ({
  useConnection: () => ({
    epoch: 1,
    reach: server.reach,
    client: {
      call: async (_name: string, { ids }: { readonly ids: readonly string[] }) => {
        server.calls++;
        return server.readStamps(ids);
      },
    },
  }),
}));

afterEach(cleanup);

const TOP_2 = '#/runs?e=1&sort=metrics.loss&set=top:2&data=abcdefghi';

function idAt(index: number): RunId {
  return (index + 1).toString(16).padStart(32, '0') as RunId;
}

function stampAt(id: string): RunStamp {
  return { id: id as RunId, state: 'active', name: id, endMs: 1, lastPointMs: 1, edits: 'abcde' };
}

interface Shown {
  readonly hash?: string;
  readonly count?: number;
  readonly reach?: SourceReach;
  readonly base?: string;
  readonly isProvisional?: boolean;
  readonly columns?: readonly RunColumn[];
  readonly readStamps?: (ids: readonly string[]) => unknown;
}

function show({ hash = TOP_2, count = 2, base = 'https://runlens.test/', ...more }: Shown = {}) {
  window.history.replaceState(null, '', hash);
  server.reach = more.reach ?? { kind: 'place' };
  server.readStamps = more.readStamps ?? ((ids) => ids.map(stampAt));
  server.calls = 0;
  const compared = Array.from(
    { length: count },
    (_, index): ComparedRun => ({
      id: idAt(index),
      name: `run ${index}`,
      experimentId: '1' as ExperimentId,
      startMs: 1,
      isRunning: false,
      colorTag: undefined,
    }),
  );
  render(
    <MantineProvider>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <ShareBaseProvider value={base}>
          <HashRouter>
            <WorkspaceProvider>
              <ShareWorkspace
                compared={compared}
                columns={more.columns}
                rule="top 2 by loss"
                isProvisional={more.isProvisional ?? false}
                onSavePage={() => undefined}
                onClose={() => undefined}
              />
            </WorkspaceProvider>
          </HashRouter>
        </ShareBaseProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
}

function linkIn(label: string) {
  const { value } = screen.getByRole<HTMLInputElement>('textbox', { name: label });
  return { value, ...parseWorkspace(value.split('#/runs')[1] ?? '') };
}

async function pinnedLink() {
  await waitFor(() => expect(linkIn(m.share_pinned_label()).value).not.toBe(''));
  return linkIn(m.share_pinned_label());
}

describe('what is shared', () => {
  it('is a pinned link of the very runs beside the live one of their rule', async () => {
    show();
    const pinned = await pinnedLink();
    const ids = [idAt(0), idAt(1)];
    expect(pinned.value).toMatch(/^https:\/\/runlens\.test\/#\/runs\?/);
    expect(pinned.workspace.set).toEqual({ kind: 'these', runIds: ids });
    expect(pinned.facts).toMatchObject({ data: 'abcdefghi', check: checkOfEdits(ids.map(stampAt)) });
    const live = linkIn(m.share_live_label());
    expect(live.workspace.set).toMatchObject({ kind: 'top', count: 2 });
    expect(live.facts).toMatchObject({ data: 'abcdefghi', check: checkOfRuns(ids) });
    expect(screen.getByText(m.share_live_title({ rule: 'top 2 by loss' }))).toBeTruthy();
  });

  it('is the pinned link alone where the runs were picked one by one', async () => {
    const { workspace } = parseWorkspace('?e=1');
    const set = { kind: 'these', runIds: [idAt(0), idAt(1)] } as const;
    show({ hash: `#/runs${formatWorkspace({ ...workspace, set })}` });
    await pinnedLink();
    expect(screen.queryByRole('textbox', { name: m.share_live_label() })).toBeNull();
  });

  it('is the live link alone where nothing is compared', () => {
    show({ count: 0 });
    expect(linkIn(m.share_live_label()).workspace.set).toMatchObject({ kind: 'top' });
    expect(screen.queryByRole('textbox', { name: m.share_pinned_label() })).toBeNull();
    expect(server.calls).toBe(0);
  });

  it('is as of now, until that is switched off', async () => {
    show();
    const { workspace, facts } = await pinnedLink();
    expect(workspace.chart.asOfMs).toBe(facts.atMs);
    expect(linkIn(m.share_live_label()).workspace.chart.asOfMs).toBeUndefined();
    fireEvent.click(screen.getByRole('checkbox', { name: m.share_as_of() }));
    expect((await pinnedLink()).workspace.chart.asOfMs).toBeUndefined();
  });

  it('names the columns that nobody would see by themselves', async () => {
    const columns: readonly RunColumn[] = [{ kind: 'param', key: 'lr' }];
    show({ columns });
    expect((await pinnedLink()).workspace.columns).toEqual(columns);
    expect(linkIn(m.share_live_label()).workspace.columns).toEqual(columns);
    const makeUrl = vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
    fireEvent.click(screen.getByRole('button', { name: m.views_export_shown() }));
    const [[file] = []] = makeUrl.mock.calls;
    if (!(file instanceof Blob)) throw new Error('no file was saved');
    const read = parseViewFile(await file.text());
    expect(read.ok && parseWorkspace(read.search).workspace.columns).toEqual(columns);
  });
});

describe('what stands beside the links', () => {
  it('says that so many runs cannot be pinned, and leaves the rule', () => {
    show({ hash: '#/runs?e=1&set=all', count: 201 });
    expect(screen.getByText(m.share_too_many({ limit: '200', text: '201' }))).toBeTruthy();
    expect(linkIn(m.share_live_label()).workspace.set.kind).toBe('all');
    expect(server.calls).toBe(0);
  });

  it('says that runs are still being read', () => {
    show({ isProvisional: true });
    expect(screen.getByText(m.share_not_all())).toBeTruthy();
  });

  it('says that nobody else reaches an own machine', () => {
    show({ base: 'http://localhost:4173/' });
    expect(screen.getByText(m.share_local({ address: 'localhost:4173' }))).toBeTruthy();
  });

  it('warns of nothing at the address of the place', () => {
    show();
    expect(screen.getAllByRole('status').filter(({ textContent }) => textContent !== '')).toEqual([]);
  });

  it('says that others are asked for the server that was chosen, where the link names it', async () => {
    const address = 'https://mlflow.test';
    const reach: SourceReach = { kind: 'chosen', address };
    show({ reach, hash: `${TOP_2}&server=${address}` });
    expect(screen.getByText(m.share_chosen_named({ address }))).toBeTruthy();
    expect((await pinnedLink()).facts.server).toBe(address);
    cleanup();
    show({ reach });
    expect(screen.getByText(m.share_chosen({ address }))).toBeTruthy();
  });

  it('gives a link all the same where the runs could not be read, and says what it will not tell', async () => {
    show({
      readStamps: () => {
        throw new TrackingError({ kind: 'server', subject: 'runs', status: 503 });
      },
    });
    expect(await screen.findByText(m.share_check_failed())).toBeTruthy();
    const { workspace, facts } = await pinnedLink();
    expect(workspace.set).toMatchObject({ kind: 'these' });
    expect(facts.check).toBeUndefined();
  });
});
