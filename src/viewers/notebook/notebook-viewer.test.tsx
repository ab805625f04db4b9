// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { makeFile } from '../../testing/made-file.ts';
import { FileWorkerContext } from '../../queries/file-client.tsx';
import { spawnNearFileWorker } from '../../testing/file-worker.ts';
import { Viewer } from './notebook-viewer.tsx';

const blobs: Blob[] = [];

beforeEach(() => {
  blobs.length = 0;
  vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    if (blob instanceof Blob) blobs.push(blob);
    return `blob:${blobs.length}`;
  });
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
});
afterEach(cleanup);

async function show(content: unknown) {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const shown = await act(async () =>
    render(
      <MantineProvider env="test">
        <FileWorkerContext value={spawnNearFileWorker}>
          <Viewer file={makeFile('eval.ipynb', text)} onOpenPath={vi.fn<(path: string) => void>()} />
        </FileWorkerContext>
      </MantineProvider>,
    ),
  );
  return shown;
}

const code = (outputs: readonly unknown[], source = 'print(1)') => ({
  cell_type: 'code',
  execution_count: 7,
  source,
  outputs,
});

describe('a notebook', () => {
  it('shows its cells in order with text, errors and pictures', async () => {
    await show({
      metadata: { language_info: { name: 'python' } },
      cells: [
        { cell_type: 'markdown', source: '# Evaluation' },
        code([
          { output_type: 'stream', name: 'stdout', text: '\u001B[31mred\u001B[0m\n10%\r100%' },
          { output_type: 'display_data', data: { 'image/png': 'QUJD' } },
          { output_type: 'error', ename: 'ValueError', evalue: 'no', traceback: [] },
          { output_type: 'display_data', data: { 'application/x': 1 } },
        ]),
      ],
    });
    expect(await screen.findByRole('region', { name: m.view_notebook_in({ count: 7 }) })).toBeTruthy();
    expect(screen.getByRole('heading', { name: 'Evaluation' })).toBeTruthy();
    expect(screen.getByText(/red/).textContent).toBe('red\n100%');
    expect(screen.getByText('ValueError: no').dataset['tone']).toBe('error');
    expect((await screen.findByRole<HTMLImageElement>('img')).src).toBe('blob:1');
    expect([blobs[0]?.type, await blobs[0]?.text()]).toEqual(['image/png', 'ABC']);
    expect(screen.getByText(m.view_notebook_unknown({ types: 'application/x' }))).toBeTruthy();
    await waitFor(() => expect(document.querySelector('[data-highlighted]')?.textContent).toBe('print(1)'));
    fireEvent.error(screen.getByRole('img'));
    expect(screen.getByText(m.view_notebook_picture_corrupt())).toBeTruthy();
  });

  it('is inert: HTML goes into the sandbox after a click, SVG into <img>, scripts nowhere', async () => {
    await show({
      cells: [
        { cell_type: 'markdown', source: '<script>window.taken=1</script>[x](javascript:window.taken=2)' },
        code(
          [
            {
              output_type: 'display_data',
              data: { 'image/svg+xml': '<svg xmlns="http://www.w3.org/2000/svg" onload="window.taken=3"/>' },
            },
            {
              output_type: 'execute_result',
              data: { 'text/html': '<img src=x onerror="window.taken=4">', 'text/plain': 'plain' },
            },
            { output_type: 'stream', name: 'stdout', text: '<script>window.taken=5</script>' },
            { output_type: 'display_data', data: { 'application/javascript': 'window.taken=6' } },
          ],
          '<b onclick="window.taken=7">',
        ),
      ],
    });
    await screen.findByText('plain');
    const article = screen.getByRole('article');
    expect(
      article.querySelectorAll('script, iframe, svg, b, [onerror], [onload], [href^="javascript"]'),
    ).toHaveLength(0);
    expect(await screen.findAllByRole('img')).toHaveLength(1);
    expect(blobs[0]?.type).toBe('image/svg+xml');
    fireEvent.click(screen.getByRole('button', { name: m.view_notebook_page() }));
    const frame = screen.getByTitle<HTMLIFrameElement>(m.view_notebook_output());
    expect(frame.getAttribute('sandbox')).toBe('allow-scripts');
    expect(article.querySelectorAll('[onerror]')).toHaveLength(0);
    fireEvent.click(screen.getByRole('button', { name: m.view_notebook_page_hide() }));
    expect(article.querySelector('iframe')).toBeNull();
    expect('taken' in window).toBe(false);
  });

  it('cuts long outputs and says so', async () => {
    await show({ cells: [code([{ output_type: 'stream', text: `${'x'.repeat(30_000)}end` }])] });
    const more = await screen.findByRole('button', { name: m.view_notebook_more({ size: '30,003' }) });
    expect(screen.queryByText(/end$/)).toBeNull();
    fireEvent.click(more);
    expect(screen.getByText(/end$/)).toBeTruthy();
  });

  it('that is cut short or something else says so', async () => {
    const { unmount } = await show('{"cells": [{"cell_type": "code", "sou');
    expect(await screen.findByText(m.view_notebook_none())).toBeTruthy();
    unmount();
    await show({ nothing: 1 });
    expect(await screen.findByText(m.view_notebook_none())).toBeTruthy();
  });
});
