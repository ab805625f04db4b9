// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import type {
  ExportProgress,
  ExportReply,
  ExportRequest,
  RunsSnapshot,
} from '../../worker/runs/runs-protocol.ts';
import { ExportPanel } from './export-panel.tsx';
import { type ExportSource, useExport } from './use-export.ts';

interface OpenCall {
  readonly name: string;
  readonly request: ExportRequest;
  readonly signal: AbortSignal | undefined;
  readonly say: (progress: ExportProgress) => void;
  readonly answer: (reply: ExportReply) => void;
  readonly fail: (error: TrackingError) => void;
}

function Harness(source: ExportSource) {
  return <ExportPanel source={source} exporting={useExport(source)} onClose={() => undefined} />;
}

const never = () => new Promise<never>(() => undefined);

function show(snapshot: Partial<RunsSnapshot>, groupShow?: ExportSource['groupShow']) {
  const calls: OpenCall[] = [];
  const call = (name: string, request: unknown, options?: { signal?: AbortSignal; onProgress?: unknown }) =>
    new Promise((resolve, reject) => {
      calls.push({
        name,
        request: request as ExportRequest,
        signal: options?.signal,
        say: options?.onProgress as OpenCall['say'],
        answer: resolve,
        fail: reject,
      });
    });
  const client = { sourceInfo: never, openSource: never, call } as unknown as SourceClient;
  const source: ExportSource = {
    viewId: 'view',
    snapshot: { matched: 12, loaded: 12, state: 'complete', ...snapshot } as RunsSnapshot,
    names: ['digits'],
    getTable: () => ({ columns: [], formats: new Map(), experimentNames: undefined }),
    groupShow,
  };
  const view = render(
    <MantineProvider env="test">
      <DataClientProvider
        client={client}
        initialSource={{ kind: 'mlflow', baseUrl: 'http://x.test' }}
        mlflowUi={undefined}
      >
        <Harness {...source} />
      </DataClientProvider>
    </MantineProvider>,
  );
  return { calls, ...view };
}

const choice = (name: string) => screen.getByRole('radio', { name });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));

function replyOf(text: string, shape: Partial<ExportReply> = {}): ExportReply {
  return { blob: new Blob([text]), rowCount: 12, uncomputedCount: 0, ...shape };
}

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the export panel', () => {
  it('says how far it is, and cancels', async () => {
    const { calls } = show({});
    press(m.export_csv());
    expect(calls[0]?.request).toMatchObject({ viewId: 'view', format: 'csv', maxRows: undefined });
    act(() => calls[0]?.say({ rows: 5, total: 12 }));
    screen.getByText(m.export_progress({ rows: '5', total: '12' }));
    press(m.cancel());
    expect(calls[0]?.signal?.aborted).toBe(true);
    screen.getByRole('button', { name: m.export_csv() });
  });

  it('says that rows are missing while more exist, before and after', async () => {
    const { calls } = show({ matched: 2_000, loaded: 2_000, state: 'stopped' });
    screen.getByText(/2,000 loaded, more exist/);
    const saved: string[] = [];
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    press(m.export_csv());
    await act(async () => calls[0]?.answer(replyOf('', { rowCount: 2_000 })));
    expect(saved[0]).toMatch(/^digits \d{4}-\d\d-\d\d partial\.csv$/);
    screen.getByText(m.export_saved({ count: 2_000, text: '2,000', file: saved[0] ?? '' }));
    screen.getByText(/2,000 loaded, more exist/);
  });

  it('asks before it copies more than 1,000 rows', async () => {
    const { calls } = show({ matched: 1_001, loaded: 1_001 });
    press(m.export_markdown());
    expect(calls).toHaveLength(0);
    press(m.export_first({ count: '1,000' }));
    expect(calls[0]?.request).toMatchObject({ format: 'markdown', maxRows: 1_000 });
  });

  it('shows the text where the browser gives no clipboard, and counts what is not computed', async () => {
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('denied'));
    const { calls } = show({});
    press(m.export_latex());
    await act(async () => calls[0]?.answer(replyOf('the table', { uncomputedCount: 3 })));
    const field = await screen.findByRole('textbox', { name: m.copy_by_hand() });
    expect((field as HTMLTextAreaElement).value).toBe('the table');
    screen.getByText(m.export_uncomputed({ count: 3, text: '3' }));
  });

  it('says what failed and lets one try again', async () => {
    const { calls } = show({});
    press(m.export_csv());
    await act(async () => calls[0]?.fail(new TrackingError({ kind: 'server', cause: 'worker-restarted' })));
    screen.getByText(m.fail_restarted_title());
    press(m.retry());
    expect(screen.getByRole('button', { name: m.export_csv() })).toHaveProperty('disabled', false);
  });

  it('ends with the workspace', () => {
    const { calls, unmount } = show({});
    press(m.export_csv());
    unmount();
    expect(calls[0]?.signal?.aborted).toBe(true);
  });

  it('of a table of groups asks for groups or runs, the groups first', async () => {
    const grouped = { groups: { by: ['params.lr'], groupCount: 3, rowCount: 3 } };
    const { calls } = show(grouped, { centre: 'mean', spread: 'std' });
    expect(choice(m.export_groups({ count: 3, text: '3' }))).toHaveProperty('checked', true);
    press(m.export_csv());
    await vi.waitFor(() => expect(calls).toHaveLength(1), { timeout: 10_000 });
    expect(calls[0]?.name).toBe('runs.export-groups');
    expect(calls[0]?.request.columns.map(({ header }) => header)).toEqual(['params.lr', 'n']);
    press(m.cancel());
    fireEvent.click(choice(m.export_runs({ count: 12, text: '12' })));
    press(m.export_csv());
    expect(calls[1]?.name).toBe('runs.export');
  });

  it('has nothing to export where no row matches', () => {
    show({ matched: 0 });
    expect(screen.getByRole('button', { name: m.export_csv() })).toHaveProperty('disabled', true);
  });
});
