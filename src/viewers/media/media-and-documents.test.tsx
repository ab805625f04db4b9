// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import type { ComponentType } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { FileWorkerContext } from '../../queries/file-client.tsx';
import { spawnNearFileWorker } from '../../testing/file-worker.ts';
import { makeFile } from '../../testing/made-file.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { Viewer as ModelViewer } from '../model/model-viewer.tsx';
import { openPdf } from '../pdf/open-pdf.ts';
import { Viewer as PdfViewer } from '../pdf/pdf-viewer.tsx';
import type { ViewerProps } from '../registry.ts';
import { Viewer as MediaViewer } from './media-viewer.tsx';

// Drawing needs a browser's canvas and worker: e2e/kinds.spec.ts has them.
vi.mock('../pdf/open-pdf.ts', () => ({
  openPdf: vi.fn<typeof openPdf>(),
  drawPage: () => ({ done: Promise.resolve({ width: 100, height: 200 }), cancel: () => undefined }),
}));

beforeEach(() => {
  vi.spyOn(URL, 'createObjectURL').mockReturnValue('blob:1');
  vi.spyOn(URL, 'revokeObjectURL').mockReturnValue();
});
afterEach(cleanup);

async function show(Viewer: ComponentType<ViewerProps>, props: Omit<ViewerProps, 'onOpenPath'>) {
  await act(async () =>
    render(
      <MantineProvider env="test">
        <FileWorkerContext value={spawnNearFileWorker}>
          <Viewer {...props} onOpenPath={vi.fn<(path: string) => void>()} />
        </FileWorkerContext>
      </MantineProvider>,
    ),
  );
}

const fail = () => act(async () => fireEvent.error(screen.getByLabelText('rollout.mp4')));
const retry = () => fireEvent.click(screen.getByRole('button', { name: m.retry() }));

/** As a browser does once it knows what there is to play. */
async function play(name: string, text: string) {
  await show(MediaViewer, { file: makeFile(name, text) });
  expect(screen.queryByText(m.view_media_cut())).toBeNull();
  await act(async () => fireEvent.loadedMetadata(screen.getByLabelText(name)));
}

describe('sound and film', () => {
  it('come from the bytes, or from an address that needs no header', async () => {
    await show(MediaViewer, { file: makeFile('speech.wav', 'RIFF') });
    expect(screen.getByLabelText<HTMLAudioElement>('speech.wav')).toMatchObject({
      tagName: 'AUDIO',
      src: 'blob:1',
    });
    cleanup();
    const file = { ...makeFile('rollout.mp4', 'x'), directUrl: 'http://server.test/rollout.mp4' };
    await show(MediaViewer, { file });
    const film = screen.getByLabelText<HTMLVideoElement>('rollout.mp4');
    expect([film.tagName, film.src]).toEqual(['VIDEO', 'http://server.test/rollout.mp4']);
  });

  it('that end before their head says so are told as cut, once they play', async () => {
    const whole = 'RIFF\u0040\0\0\0WAVE'.padEnd(72, '.');
    await play('half.wav', whole.slice(0, 40));
    expect(await screen.findByText(m.view_media_cut())).toBeTruthy();
    cleanup();
    await play('whole.wav', whole);
    expect(screen.queryByText(m.view_media_cut())).toBeNull();
  });

  it('that do not play say whether the store refuses them or the browser cannot, and are tried again', async () => {
    const made = makeFile('rollout.mp4', 'no film');
    let isRefused = true;
    const file = {
      ...made,
      directUrl: 'http://server.test/rollout.mp4',
      readRange: async (start: number, end: number) => {
        if (isRefused) throw new TrackingError({ kind: 'forbidden', status: 403 });
        return made.readRange(start, end);
      },
    };
    await show(MediaViewer, { file });
    await fail();
    expect(screen.getByText(m.fail_forbidden_title())).toBeTruthy();
    isRefused = false;
    retry();
    await fail();
    expect(screen.getByText(m.view_media_failed())).toBeTruthy();
    retry();
    expect(screen.getByLabelText('rollout.mp4')).toBeTruthy();
    cleanup();
    await show(MediaViewer, { file: makeFile('rollout.mp4', 'no film') });
    await fail();
    expect(screen.getByText(m.view_media_failed())).toBeTruthy();
    retry();
    expect(screen.getByLabelText<HTMLVideoElement>('rollout.mp4').src).toBe('blob:1');
  });

  it('that are large ask first, from an address too', async () => {
    const file = makeFile('rollout.mp4', 'x', { sizeBytes: 80e6 });
    await show(MediaViewer, { file: { ...file, directUrl: 'http://server.test/rollout.mp4' } });
    expect(screen.queryByLabelText('rollout.mp4')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: m.view_load_anyway() }));
    expect(screen.getByLabelText('rollout.mp4')).toBeTruthy();
    cleanup();
    await show(MediaViewer, { file });
    expect(screen.getByRole('button', { name: m.view_load_anyway() })).toBeTruthy();
  });
});

function opens(answer: () => Promise<PDFDocumentProxy>, problem: 'password' | 'broken') {
  vi.mocked(openPdf).mockImplementation(() => ({
    document: answer(),
    problemOf: () => problem,
    close: () => undefined,
  }));
}

describe('PDF', () => {
  it('has its pages, which are zoomed', async () => {
    opens(async () => ({ numPages: 3 }) as PDFDocumentProxy, 'broken');
    await show(PdfViewer, { file: makeFile('paper.pdf', '%PDF-1.4') });
    expect(screen.getByText(m.view_pdf_pages({ count: 3, text: '3' }))).toBeTruthy();
    expect(screen.getAllByRole('img')).toHaveLength(3);
    fireEvent.click(screen.getByRole('button', { name: m.view_image_zoom_out() }));
    expect(screen.getByText(/100%/)).toBeTruthy();
  });

  it('that is locked, broken or large says so', async () => {
    opens(() => Promise.reject(new Error('no')), 'password');
    await show(PdfViewer, { file: makeFile('paper.pdf', '%PDF-1.4') });
    expect(screen.getByText(m.view_pdf_password())).toBeTruthy();
    cleanup();
    opens(() => Promise.reject(new Error('no')), 'broken');
    await show(PdfViewer, { file: makeFile('paper.pdf', 'x') });
    expect(screen.getByText(m.view_pdf_broken())).toBeTruthy();
    cleanup();
    await show(PdfViewer, { file: makeFile('paper.pdf', 'x', { sizeBytes: 60e6 }) });
    expect(screen.getByText(m.view_large({ size: '60 MB' }))).toBeTruthy();
  });
});

const MLMODEL = `
flavors:
  python_function: {loader_module: mlflow.sklearn, python_version: 3.11.7}
  sklearn: {sklearn_version: 1.9.1}
model_id: m-7f60
mlflow_version: 3.17.2
signature:
  inputs: '[{"type": "double", "name": "age", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
`;

describe('MLmodel', () => {
  it('has signature, flavours, requirements and the code that loads it', async () => {
    await show(ModelViewer, {
      file: makeFile('model/MLmodel', MLMODEL),
      siblings: [{ path: 'model/requirements.txt', sizeBytes: 5 }],
      fileAt: (path) => makeFile(path, 'scikit-learn==1.9.1'),
    });
    expect(await screen.findByRole('row', { name: /age double/ })).toBeTruthy();
    expect(screen.getByRole('row', { name: /tensor int64 \(-1\)/ })).toBeTruthy();
    expect(screen.getByText(/mlflow\.sklearn\.load_model/)).toBeTruthy();
    expect(screen.getByText(/models:\/m-7f60/)).toBeTruthy();
    expect(screen.getByRole('region', { name: 'sklearn' }).textContent).toContain('1.9.1');
    expect(await screen.findByText('scikit-learn==1.9.1')).toBeTruthy();
  });

  it('that names no flavours is shown as YAML', async () => {
    await show(ModelViewer, { file: makeFile('MLmodel', 'a: 1') });
    expect(await screen.findByText(m.view_model_none())).toBeTruthy();
    expect(await screen.findAllByRole('treeitem')).toHaveLength(2);
  });
});
