// @vitest-environment happy-dom
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { MantineProvider } from '@mantine/core';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import type { ComponentType } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { m } from '../paraglide/messages.js';
import { FileWorkerContext } from '../queries/file-client.tsx';
import { spawnNearFileWorker } from '../testing/file-worker.ts';
import { fileOfBytes } from '../testing/file-of-bytes.ts';
import { Viewer as MarkdownViewer } from './markdown/markdown-viewer.tsx';
import { Viewer as ModelViewer } from './model/model-viewer.tsx';
import { Viewer as NotebookViewer } from './notebook/notebook-viewer.tsx';
import type { ViewerProps } from './registry.ts';
import { Viewer as TableViewer } from './table/table-viewer.tsx';
import { Viewer as TextViewer } from './text/text-viewer.tsx';
import { Viewer as JsonViewer } from './tree/tree-viewer.tsx';
import { Viewer as YamlViewer } from './tree/yaml-viewer.tsx';

beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(900);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(400);
});
afterEach(cleanup);

const units = (text: string, isLittle: boolean) =>
  Array.from({ length: text.length }, (_, at) => {
    const code = text.charCodeAt(at);
    return isLittle ? [code & 0xff, code >> 8] : [code >> 8, code & 0xff];
  }).flat();

const ENCODERS: Record<string, (text: string) => Uint8Array<ArrayBuffer>> = {
  'UTF-16 LE': (text) => new Uint8Array([0xff, 0xfe, ...units(text, true)]),
  'UTF-16 BE': (text) => new Uint8Array([0xfe, 0xff, ...units(text, false)]),
  'UTF-16 without a mark': (text) => new Uint8Array(units(text, true)),
  'Latin-1': (text) => Uint8Array.from(text, (character) => character.charCodeAt(0)),
  'UTF-8 with a mark': (text) => new Uint8Array([0xef, 0xbb, 0xbf, ...new TextEncoder().encode(text)]),
};

const WORD = 'café déjà';
const NOTEBOOK = {
  nbformat: 4,
  cells: [{ cell_type: 'markdown', source: [`# ${WORD}`] }],
  metadata: {},
};
const MODEL = `flavors:\n  python_function:\n    loader_module: ${WORD}\nmodel_id: m-1\n`;

const VIEWERS: readonly [name: string, Viewer: ComponentType<ViewerProps>, content: string][] = [
  ['notes.md', MarkdownViewer, `# ${WORD}\n`],
  ['conf.yaml', YamlViewer, `name: ${WORD}\nlr: 0.1\n`],
  ['model/MLmodel', ModelViewer, MODEL],
  ['train.ipynb', NotebookViewer, JSON.stringify(NOTEBOOK)],
  ['conf.json', JsonViewer, JSON.stringify({ name: WORD })],
  ['data.csv', TableViewer, `step,name\n1,${WORD}\n`],
  ['train.log', TextViewer, `${WORD}\nend\n`],
];

async function show(
  Viewer: ComponentType<ViewerProps>,
  props: Pick<ViewerProps, 'file'> & Partial<ViewerProps>,
) {
  await act(async () =>
    render(
      <MantineProvider env="test">
        <FileWorkerContext value={spawnNearFileWorker}>
          <Viewer onOpenPath={vi.fn<(path: string) => void>()} {...props} />
        </FileWorkerContext>
      </MantineProvider>,
    ),
  );
}

const shown = () => document.body.textContent ?? '';

describe.each(Object.entries(ENCODERS))('%s', (_, encode) => {
  it.each(VIEWERS)('%s reads as what was written', async (path, Viewer, content) => {
    await show(Viewer, { file: fileOfBytes(path, encode(content)) });
    await waitFor(() => expect(shown()).toContain(WORD));
    expect(shown()).not.toMatch(/[\u{FFFD}\u{FEFF}]|Ã©/u);
  });

  it('requirements beside MLmodel read so, too', async () => {
    await show(ModelViewer, {
      file: fileOfBytes('model/MLmodel', MODEL),
      siblings: [{ path: 'model/requirements.txt', sizeBytes: 9 }],
      fileAt: (path) => fileOfBytes(path, encode(`torch # ${WORD}`)),
    });
    expect(await screen.findByText(`torch # ${WORD}`)).toBeTruthy();
  });
});

describe('no text', () => {
  const binary = Uint8Array.from({ length: 600 }, (_, at) => (at * 7) % 256);
  it.each(VIEWERS)('is said of %s', async (name, Viewer) => {
    await show(Viewer, { file: fileOfBytes(name, binary) });
    expect(await screen.findByText(m.text_binary())).toBeTruthy();
  });
});

describe('the frame', () => {
  // Browsers know UTF-16 by its mark alone.
  const known = Object.entries(ENCODERS).filter(([name]) => !name.includes('without'));
  it.each(known)('writes HTML in %s as what was written', (_, encode) => {
    expect(writtenByFrame(encode(`<p>${WORD}</p>`))).toBe(`<p>${WORD}</p>`);
  });

  const latin = ENCODERS['Latin-1'] ?? (() => new Uint8Array());
  it('goes by the encoding that a page names, unless that cannot be', () => {
    expect(writtenByFrame(new Uint8Array([...latin('<meta charset=euc-kr>'), 0xc7, 0xd1]))).toContain('한');
    expect(writtenByFrame(new TextEncoder().encode('<meta charset="utf-16">한'))).toContain('한');
    expect(writtenByFrame(new TextEncoder().encode('<meta charset="x-none">한'))).toContain('한');
  });

  it('takes UTF-8 that is cut inside a character for UTF-8', () => {
    expect(writtenByFrame(new TextEncoder().encode('한국').slice(0, 5))).toBe('한');
  });
});

/** What the script of the frame's page writes for these bytes. */
function writtenByFrame(bytes: Uint8Array): string {
  const script = /<script>([\s\S]*)<\/script>/.exec(readFileSync('public/frame.html', 'utf8'))?.[1] ?? '';
  const frame = new EventTarget();
  let written = '';
  const page = { open: () => undefined, close: () => undefined, write: (html: string) => (written += html) };
  const parent = { postMessage: () => undefined };
  const listen = frame.addEventListener.bind(frame);
  // It stands in a page of its own, from which nothing can be imported.
  runInNewContext(script, {
    self: { origin: 'null' },
    parent,
    document: page,
    addEventListener: listen,
    TextDecoder,
    Uint8Array,
  });
  frame.dispatchEvent(Object.assign(new Event('message'), { source: parent, data: { bytes } }));
  return written;
}
