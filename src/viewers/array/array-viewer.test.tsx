// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { ComponentType } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { bytesOfArray, makeNpy, makeSafetensors, makeZip } from '../../testing/made-arrays.ts';
import { makeFile } from '../../testing/made-file.ts';
import type { ViewerProps } from '../registry.ts';
import { Viewer as NpyViewer } from './array-viewer.tsx';
import { Viewer as NpzViewer } from './npz-viewer.tsx';
import { Viewer as SafetensorsViewer } from './safetensors-viewer.tsx';

afterEach(cleanup);

async function show(Viewer: ComponentType<ViewerProps>, file: ReturnType<typeof makeFile>) {
  await act(async () =>
    render(
      <MantineProvider env="test">
        <Viewer file={file} onOpenPath={vi.fn<(path: string) => void>()} />
      </MantineProvider>,
    ),
  );
}

const cube = makeNpy('<f4', [2, 2, 2], bytesOfArray(Float32Array.of(0, 1, 2, 3, 4, 5, Number.NaN, 7)));
const cells = () => screen.getAllByRole('gridcell').map((cell) => cell.textContent);

describe('npy', () => {
  it('has its values as a table of two axes, the others are chosen, and what they amount to', async () => {
    await show(NpyViewer, makeFile('embeddings.npy', cube));
    expect(screen.getByText(m.view_array_facts({ type: '<f4', shape: '(2, 2, 2)', text: '8' }))).toBeTruthy();
    expect(cells()).toEqual(['0', '1', '2', '3']);
    fireEvent.change(screen.getByRole('spinbutton', { name: /Axis 0/ }), { target: { value: '1' } });
    expect(cells()).toEqual(['4', '5', 'NaN', '7']);
    expect(await screen.findByText(/min 0 · max 7 · mean 3.143 · NaN: 1/)).toBeTruthy();
  });

  it('of a million rows draws those on screen', async () => {
    await show(NpyViewer, makeFile('big.npy', makeNpy('|u1', [1_000_000], new Uint8Array(1_000_000))));
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('1000001');
    expect(screen.getAllByRole('gridcell').length).toBeLessThan(100);
    expect(screen.getByText(/first 500,000 rows/)).toBeTruthy();
  });

  it('that is cut short, empty, of objects or something else says so', async () => {
    await show(NpyViewer, makeFile('a.npy', cube.slice(0, -4)));
    expect(screen.getByText(m.view_array_short({ have: '7', all: '8' }))).toBeTruthy();
    cleanup();
    await show(NpyViewer, makeFile('a.npy', cube.slice(0, 20)));
    expect(screen.getByText(m.view_array_none_ended())).toBeTruthy();
    cleanup();
    await show(NpyViewer, makeFile('a.npy', 'step,loss'));
    expect(screen.getByText(m.view_array_none_magic())).toBeTruthy();
    cleanup();
    await show(NpyViewer, makeFile('a.npy', makeNpy('|O', [2], new Uint8Array(9))));
    expect(screen.getByText(m.view_array_no_type({ type: '|O' }))).toBeTruthy();
    cleanup();
    await show(NpyViewer, makeFile('a.npy', ''));
    expect(screen.getByText(m.view_empty())).toBeTruthy();
  });

  it('that is large tells what it is before it is read', async () => {
    await show(NpyViewer, makeFile('a.npy', cube, { sizeBytes: 90e6 }));
    expect(screen.getByText(m.view_array_facts({ type: '<f4', shape: '(2, 2, 2)', text: '8' }))).toBeTruthy();
    expect(screen.getByRole('button', { name: m.view_load_anyway() })).toBeTruthy();
  });
});

describe('npz', () => {
  it('has several arrays, packed or not; a name that climbs is told', async () => {
    const zip = await makeZip([
      { name: 'weights.npy', data: cube },
      { name: '../bias.npy', data: makeNpy('<i4', [2], bytesOfArray(Int32Array.of(7, 8))), isDeflated: true },
      { name: 'broken.npy', data: cube, isDeflated: true, claimedBytes: 20 },
    ]);
    await show(NpzViewer, makeFile('model.npz', zip));
    expect(await screen.findAllByRole('gridcell')).toHaveLength(4);
    fireEvent.click(screen.getByRole('radio', { name: '../bias' }));
    expect(screen.getByText(m.view_npz_climbing())).toBeTruthy();
    expect((await screen.findAllByRole('gridcell')).map((cell) => cell.textContent)).toEqual(['7', '8']);
    fireEvent.click(screen.getByRole('radio', { name: 'broken' }));
    expect(await screen.findByText(m.view_npz_unzip_broken())).toBeTruthy();
    cleanup();
    await show(NpzViewer, makeFile('model.npz', zip.slice(0, 100)));
    expect(screen.getByText(m.view_npz_none())).toBeTruthy();
  });
});

describe('safetensors', () => {
  it('has names, types, shapes and counts from its head alone', async () => {
    const bytes = makeSafetensors({ 'layer.0.weight': [8, 4], 'layer.0.bias': [8] }, { format: 'pt' });
    const file = makeFile('model.safetensors', bytes);
    const readWhole = vi.fn<() => Promise<Uint8Array<ArrayBuffer>>>();
    await show(SafetensorsViewer, { ...file, readWhole });
    expect(screen.getByText(/2 tensors · 40 parameters/)).toBeTruthy();
    expect(screen.getByText('format: pt')).toBeTruthy();
    expect(screen.getAllByRole('row').map((row) => row.textContent)).toEqual([
      'layer.0.weightF32(8, 4)32128 B',
      'layer.0.biasF32(8,)832 B',
    ]);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'BIAS' } });
    expect(screen.getAllByRole('row')).toHaveLength(1);
    expect(readWhole).not.toHaveBeenCalled();
  });

  it('that is cut short or something else says so', async () => {
    const bytes = makeSafetensors({ weight: [8, 4] });
    await show(SafetensorsViewer, makeFile('m.safetensors', bytes.slice(0, -10)));
    expect(screen.getByText(/cut short/)).toBeTruthy();
    for (const odd of [bytes.slice(0, 20), new TextEncoder().encode('PK\u0003\u0004zip.........')]) {
      cleanup();
      await show(SafetensorsViewer, makeFile('m.safetensors', odd));
      expect(screen.getByText(m.view_tensors_none())).toBeTruthy();
    }
    cleanup();
    await show(SafetensorsViewer, makeFile('m.safetensors', ''));
    expect(screen.getByText(m.view_empty())).toBeTruthy();
  });
});
