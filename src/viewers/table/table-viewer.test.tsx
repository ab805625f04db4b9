// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { FileWorkerContext } from '../../queries/file-client.tsx';
import { fileOfBytes } from '../../testing/file-of-bytes.ts';
import { spawnNearFileWorker } from '../../testing/file-worker.ts';
import { SMALL_PARQUET } from '../../testing/small-parquet.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import { VIEWERS } from '../registry.ts';
import { Viewer } from './table-viewer.tsx';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(100_000);
});
afterEach(cleanup);

function show(file: ArtifactFile, spawn = spawnNearFileWorker) {
  return render(
    <MantineProvider>
      <FileWorkerContext value={spawn}>
        <Viewer file={file} onOpenPath={() => undefined} />
      </FileWorkerContext>
    </MantineProvider>,
  );
}

const grid = (name: string) => screen.findByRole('grid', { name: `Table ${name}` });
const cell = (row: number, column: number) =>
  document.querySelector(`[data-row="${row}"] [data-column="${column}"]`)?.textContent;
const type = (text: string) => fireEvent.change(screen.getByRole('searchbox'), { target: { value: text } });
const header = () => screen.getByRole('columnheader', { name: /loss/ });
const CSV = 'step,loss,name\n1,0.5,cat\n2,0.25,dog\n10,0.125,cow\n';

describe('table viewer', () => {
  it('sorts by a click, upwards, downwards and as it was', async () => {
    show(fileOfBytes('metrics.csv', CSV));
    await waitFor(() => expect(cell(2, 0)).toBe('10'));
    expect((await grid('metrics.csv')).getAttribute('aria-rowcount')).toBe('3');
    fireEvent.click(within(header()).getByText('loss'));
    await waitFor(() => expect(cell(0, 1)).toBe('0.125'));
    expect(header().getAttribute('aria-sort')).toBe('ascending');
    fireEvent.click(within(header()).getByText('loss'));
    await waitFor(() => expect(cell(0, 1)).toBe('0.5'));
    fireEvent.click(within(header()).getByText('loss'));
    await waitFor(() => expect(header().getAttribute('aria-sort')).not.toBe('descending'));
  });

  it('filters by column, together, with the filters beside the field', async () => {
    show(fileOfBytes('metrics.csv', CSV));
    await waitFor(() => expect(cell(0, 0)).toBe('1'));
    type('c');
    expect(await screen.findByText('2 of 3 rows, 3 columns')).not.toBeNull();
    fireEvent.change(screen.getByRole('combobox', { name: 'Column to filter' }), { target: { value: '0' } });
    type('> 5');
    expect(await screen.findByText('1 of 3 rows, 3 columns')).not.toBeNull();
    await waitFor(() => expect(cell(0, 2)).toBe('cow'));
    type('> 50');
    expect(await screen.findByText('No row passes the filters.')).not.toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Remove the filter of any column' }));
    type('');
    expect(await screen.findByText('3 rows, 3 columns')).not.toBeNull();
  });

  it('opens a row with its cells whole', async () => {
    const answer = `first line\n${'long '.repeat(200)}end`;
    show(fileOfBytes('preds.jsonl', `${JSON.stringify({ id: 1, answer })}\n{"id": 2}\n`));
    await waitFor(() => expect(cell(0, 0)).toBe('1'));
    fireEvent.click(document.querySelector('[data-row="0"] [data-column="0"]') ?? document.body);
    const panel = await screen.findByRole('region', { name: 'Row 1' });
    await waitFor(() => expect(panel.textContent).toContain('long end'));
    fireEvent.click(within(panel).getByRole('button', { name: 'Close' }));
    expect(screen.queryByRole('region', { name: 'Row 1' })).toBeNull();
  });

  it('draws two columns of the rows that are shown', async () => {
    show(fileOfBytes('metrics.csv', CSV));
    await waitFor(() => expect(cell(0, 0)).toBe('1'));
    fireEvent.click(screen.getByRole('button', { name: 'Chart' }));
    expect(await screen.findByText('3 points')).not.toBeNull();
    type('dog');
    expect(await screen.findByText('1 point')).not.toBeNull();
    fireEvent.change(screen.getByRole('combobox', { name: 'x' }), { target: { value: '-1' } });
    expect(await screen.findByText('1 point')).not.toBeNull();
  });

  it('says what is odd, and what part is read where reading stopped', async () => {
    const view = show(fileOfBytes('odd.csv', 'a,a\n1\n2,3,4\n'));
    expect(await screen.findByText('1 row has too few cells: row 1')).not.toBeNull();
    expect(screen.getByText('1 row has more cells than the header: row 2')).not.toBeNull();
    expect(screen.getByText('Column names that stand there more than once: a')).not.toBeNull();
    view.unmount();
    const wide = show(fileOfBytes('none.csv', 'a,b\n'));
    expect(await screen.findByText('The table has no rows.')).not.toBeNull();
    wide.unmount();
    show(fileOfBytes('empty.csv', ''));
    expect(await screen.findByText('The file is empty')).not.toBeNull();
  });

  it('tells files that are no such table, in words of their own', async () => {
    const binary = show(fileOfBytes('weights.csv', new Uint8Array(200)));
    expect(await screen.findByText('This is no text')).not.toBeNull();
    binary.unmount();
    const json = show(fileOfBytes('conf.json', '{"lr": 1}'));
    expect(await screen.findByText('This JSON is no table')).not.toBeNull();
    json.unmount();
    const cut = show(fileOfBytes('cut.parquet', SMALL_PARQUET.slice(0, 500)));
    expect(await screen.findByText('This is no Parquet file, or it is cut off')).not.toBeNull();
    cut.unmount();
    const readRange = vi
      .fn<ArtifactFile['readRange']>()
      .mockRejectedValueOnce(new TrackingError({ kind: 'server', status: 503 }))
      .mockImplementation(fileOfBytes('metrics.csv', CSV).readRange);
    show(fileOfBytes('metrics.csv', CSV, { readRange }));
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(cell(0, 0)).toBe('1'));
  });

  it('shows Parquet with its schema', async () => {
    show(fileOfBytes('eval/preds.parquet', SMALL_PARQUET));
    await waitFor(() => expect(cell(0, 2)).toBe('고양이'));
    fireEvent.click(screen.getByRole('button', { name: 'Schema' }));
    const schema = screen.getByRole('region', { name: 'Schema' });
    expect(within(schema).getByText('INT64 TIMESTAMP')).not.toBeNull();
    expect(schema.textContent).toContain('2 row groups (2 to 4 rows)');
    expect(within(schema).getAllByText('ZSTD').length).toBeGreaterThan(5);
  });
});

const bytesOf = (name: string) => new Uint8Array(readFileSync(`src/testing/${name}.parquet`));

/** A worker for which a tenth of a megabyte is what 20 MB are to others. */
function spawnThriftyWorker(): ReturnType<typeof spawnNearFileWorker> {
  const worker = spawnNearFileWorker();
  return {
    ...worker,
    postMessage: (message, transfer) => {
      const { request } = message as { request?: object };
      const isOpening = request !== undefined && 'askBytes' in request;
      const thrifty = { ...request, askBytes: 20_000, limitBytes: 0 };
      worker.postMessage(isOpening ? { ...(message as object), request: thrifty } : message, transfer);
    },
  };
}

describe('Parquet of one large row group', () => {
  it('without a page index asks before it is read, and says what that costs', async () => {
    const file = fileOfBytes('wide.parquet', bytesOf('one-group'));
    show(file, spawnThriftyWorker);
    const size = '110 kB';
    expect(await screen.findByText(m.parquet_asks({ size }))).not.toBeNull();
    expect(screen.getByText(m.parquet_by_group({ size }))).not.toBeNull();
    expect(cell(0, 0) ?? '').toBe('');
    const before = file.ranges.length;
    fireEvent.click(screen.getByRole('button', { name: m.parquet_read_group({ size }) }));
    await waitFor(() => expect(cell(3, 2)).toBe('run 3'));
    expect(file.ranges.length).toBeGreaterThan(before);
    expect(screen.queryByText(m.parquet_asks({ size }))).toBeNull();
  });

  it('with one shows rows at once', async () => {
    show(fileOfBytes('wide.parquet', bytesOf('one-group-indexed')), spawnThriftyWorker);
    await waitFor(() => expect(cell(3, 2)).toBe('run 3'));
    expect(screen.getByText(m.parquet_windows())).not.toBeNull();
  });
});

describe('registry', () => {
  it.each(['a.csv', 'b.TSV', 'c.jsonl', 'd.ndjson', 'e.parquet', 'f.pq'])('shows %s as a table', (path) => {
    expect(VIEWERS.find((viewer) => viewer.canOpen(fileOfBytes(path, 'x')))?.id).toBe('table');
  });
});
