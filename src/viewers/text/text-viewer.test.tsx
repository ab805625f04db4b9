// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FileWorkerContext } from '../../queries/file-client.tsx';
import { spawnNearFileWorker } from '../../testing/file-worker.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import { fileOfBytes } from '../../testing/file-of-bytes.ts';
import { VIEWERS } from '../registry.ts';
import { Viewer } from './text-viewer.tsx';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(360);
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(10_000_000);
});
afterEach(cleanup);

function show(file: ArtifactFile) {
  return render(
    <MantineProvider>
      <FileWorkerContext value={spawnNearFileWorker}>
        <Viewer file={file} onOpenPath={() => undefined} />
      </FileWorkerContext>
    </MantineProvider>,
  );
}

const lineOf = (number: number) => document.querySelector(`[data-line="${number}"]`);
const find = (text: string) => {
  const field = screen.getByRole('searchbox', { name: 'Find in this text' });
  fireEvent.change(field, { target: { value: text } });
  return field;
};
const LOG = Array.from({ length: 30_000 }, (_, index) => `step ${index + 1} loss ${1 / (index + 1)}`).join(
  '\n',
);

describe('text viewer', () => {
  it('shows lines with numbers, and code in its colours', async () => {
    show(fileOfBytes('src/train.py', 'import torch\n\ndef train():\n    return "done"\n'));
    await waitFor(() => expect(lineOf(3)?.textContent).toContain('def train():'));
    expect(screen.getByText('4 lines, 45 B')).not.toBeNull();
    await waitFor(() => expect(document.querySelector('[data-highlighted]')).not.toBeNull());
    expect(screen.getByText('"done"').className).toMatch(/green/);
  });

  it('finds with count, next and previous, first in what is loaded and then in the rest', async () => {
    show(fileOfBytes('train.log', LOG));
    await waitFor(() => expect(lineOf(1)?.textContent).toContain('step 1 loss 1'));
    const field = find('STEP 10');
    expect(await screen.findByText(/^1 of \d+ in the loaded part$/)).not.toBeNull();
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(await screen.findByText(/^2 of \d+ in the loaded part$/)).not.toBeNull();
    fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
    expect(await screen.findByText(/^1 of /)).not.toBeNull();
    find('step 29999 ');
    expect(await screen.findByText('No match in the loaded part')).not.toBeNull();
    fireEvent.click(await screen.findByRole('button', { name: /^Search the other/ }));
    await waitFor(() => expect(lineOf(29_999)?.textContent).toContain('step 29999'));
    find('nowhere');
    fireEvent.click(await screen.findByRole('button', { name: /^Search the other/ }));
    expect(await screen.findByText('The rest of the file has no match')).not.toBeNull();
  });

  it('takes Ctrl+F, goes to a line and to the ends, and says what part is loaded', async () => {
    show(fileOfBytes('train.log', LOG));
    await waitFor(() => expect(lineOf(1)).not.toBeNull());
    expect(screen.getByText(/^0 B–256 kB of /)).not.toBeNull();
    fireEvent.keyDown(screen.getByRole('region', { name: 'Text of train.log' }), { key: 'f', ctrlKey: true });
    expect(document.activeElement).toBe(screen.getByRole('searchbox', { name: 'Find in this text' }));
    fireEvent.click(screen.getByRole('button', { name: 'End' }));
    expect(await screen.findByText(/^Numbered by byte/)).not.toBeNull();
    const place = screen.getByRole('textbox', { name: 'Go to a line, a share or a byte' });
    fireEvent.change(place, { target: { value: 'here' } });
    expect(place.getAttribute('aria-invalid')).toBe('true');
    fireEvent.change(place, { target: { value: '28,000' } });
    fireEvent.keyDown(place, { key: 'Enter' });
    await waitFor(() => expect(lineOf(28_000)?.textContent).toContain('step 28000'));
  });

  it('shows colours of logs and the last state of a progress bar, or the codes as they stand', async () => {
    show(fileOfBytes('train.log', ' 10%|#\r100%|#####\n\u001b[31merror\u001b[0m: out of memory\n'));
    expect((await screen.findByText('error')).className).toMatch(/red/);
    expect(lineOf(1)?.textContent).toContain('100%|#####written over once');
    fireEvent.click(screen.getByRole('checkbox', { name: 'As in a terminal' }));
    expect(lineOf(2)?.textContent).toContain('␛[31merror␛[0m: out of memory');
  });

  it('breaks long lines at the edge on a tick, and no more after another', async () => {
    show(fileOfBytes('train.log', `${'word '.repeat(300)}\nshort`));
    await waitFor(() => expect(lineOf(2)).not.toBeNull());
    const text = screen.getByRole('region', { name: 'Text of train.log' });
    const look = () => [/wrapped/.test(text.className), text.firstElementChild?.getAttribute('style')];
    const unbroken = [false, expect.stringContaining('min-width: calc(1500ch')];
    expect(look()).toEqual(unbroken);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Wrap' }));
    expect(look()).toEqual([true, expect.not.stringContaining('min-width')]);
    fireEvent.click(screen.getByRole('checkbox', { name: 'Wrap' }));
    expect(look()).toEqual(unbroken);
  });

  it('cuts very long lines with words', async () => {
    show(fileOfBytes('one.json', `"${'x'.repeat(5_000)}"`));
    fireEvent.click(await screen.findByRole('button', { name: '3,002 more characters' }));
    expect(screen.queryByRole('button', { name: /more characters/ })).toBeNull();
  });

  it('tells empty files, files that are no text and failures, and reads on as another encoding', async () => {
    const view = show(fileOfBytes('empty.txt', ''));
    expect(await screen.findByText('The file is empty')).not.toBeNull();
    view.unmount();
    const binary = show(fileOfBytes('notes.txt', Uint8Array.from([0, 1, 2, 0xe9, 0x41])));
    expect(await screen.findByText('This is no text')).not.toBeNull();
    expect(screen.getByText(/^00000000 00 01 02 e9 41/)).not.toBeNull();
    fireEvent.change(screen.getByRole('combobox'), { target: { value: 'windows-1252' } });
    await waitFor(() => expect(lineOf(1)?.textContent).toContain('éA'));
    binary.unmount();
    const readRange = vi
      .fn<ArtifactFile['readRange']>()
      .mockRejectedValue(new TrackingError({ kind: 'forbidden', status: 403 }));
    show(fileOfBytes('closed.txt', 'x', { readRange }));
    fireEvent.click(await screen.findByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(readRange).toHaveBeenCalledTimes(2));
  });
});

describe('registry', () => {
  it.each(['train.log', 'Dockerfile', 'src/model.py', 'no extension'])('reads %s as text', (path) => {
    expect(VIEWERS.find((viewer) => viewer.id === 'text')?.canOpen(fileOfBytes(path, 'x'))).toBe(true);
  });
  it.each(['model.pkl', 'w/model.PT', 'data.zip'])('leaves %s to the download', (path) => {
    expect(VIEWERS.find((viewer) => viewer.canOpen(fileOfBytes(path, 'x')))).toBeUndefined();
  });
});
