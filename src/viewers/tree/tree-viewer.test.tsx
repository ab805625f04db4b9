// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { makeFile } from '../../testing/made-file.ts';
import { FileWorkerContext } from '../../queries/file-client.tsx';
import { spawnNearFileWorker } from '../../testing/file-worker.ts';
import { Viewer } from './tree-viewer.tsx';
import { Viewer as YamlViewer } from './yaml-viewer.tsx';

afterEach(cleanup);

async function show(content: string | Uint8Array<ArrayBuffer>, name = 'config.json', sizeBytes?: number) {
  const file = makeFile(name, content, sizeBytes === undefined ? {} : { sizeBytes });
  await act(async () =>
    render(
      <MantineProvider env="test">
        <Viewer file={file} onOpenPath={vi.fn<(path: string) => void>()} />
      </MantineProvider>,
    ),
  );
}

const tree = () => screen.findByRole('tree', { name: m.view_tree() });
const texts = () => screen.getAllByRole('treeitem').map((row) => row.textContent);

describe('JSON', () => {
  it('is a tree with numbers as they are written, folded by click and key', async () => {
    await show('{"model": {"lr": 1.10, "seed": 12345678901234567890}, "loss": NaN, "name": "a\\nb"}');
    const rows = await tree();
    expect(texts()).toEqual([
      '▾{3}',
      '▾model: {2}',
      'lr: 1.10',
      'seed: 12345678901234567890',
      'loss: NaN',
      'name: "a\nb"',
    ]);
    fireEvent.click(screen.getAllByRole('button', { name: m.view_tree_close() })[1] ?? rows);
    expect(texts()).toHaveLength(4);
    fireEvent.keyDown(rows, { key: 'ArrowRight' });
    expect(texts()).toHaveLength(6);
    fireEvent.keyDown(rows, { key: 'ArrowDown' });
    expect(screen.getByText('$.model.lr')).toBeTruthy();
    fireEvent.keyDown(rows, { key: 'ArrowLeft' });
    fireEvent.keyDown(rows, { key: 'Enter' });
    expect(texts()).toHaveLength(4);
    fireEvent.click(screen.getByRole('button', { name: m.view_tree_unfold() }));
    expect(texts()).toHaveLength(6);
  });

  it('is searched by key and value, and opens where it finds', async () => {
    await show(
      JSON.stringify({ a: Array.from({ length: 900 }, (_, step) => ({ step })), b: { deep: 'Needle' } }),
    );
    await tree();
    const field = screen.getByRole('searchbox', { name: m.view_tree_search() });
    fireEvent.change(field, { target: { value: 'needle' } });
    expect(await screen.findByText(m.view_tree_found({ count: '1' }))).toBeTruthy();
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(screen.getByText('$.b.deep')).toBeTruthy();
    expect(screen.getByText(m.view_tree_found_at({ place: '1', count: '1' }))).toBeTruthy();
    fireEvent.change(field, { target: { value: 'nowhere' } });
    expect(await screen.findByText(m.view_tree_found_none())).toBeTruthy();
  });

  it('lists long lists part by part', async () => {
    await show(JSON.stringify(Array.from({ length: 700 }, () => 0)));
    const rows = await tree();
    expect(rows.textContent).not.toContain('699');
    fireEvent.click(screen.getByRole('button', { name: m.view_tree_fold() }));
    expect(screen.getByText(m.view_tree_values({ count: 701, text: '701' }), { exact: false })).toBeTruthy();
  });

  it('that is cut short shows what it has and where it ends', async () => {
    await show('{"a": 1,\n"b": [2, 3');
    await tree();
    expect(texts()).toEqual(['▾{2}', 'a: 1', '▾b: [2]', '0: 2', '1: 3']);
    expect(screen.getByText(m.view_tree_ended({ line: '2', byte: '19' }))).toBeTruthy();
  });

  it('in UTF-16 is read; what is none, empty or too large says so', async () => {
    const wide = new Uint8Array([
      0xff,
      0xfe,
      ...Array.from('{"a":1}', (c) => [c.codePointAt(0) ?? 0, 0]).flat(),
    ]);
    await show(wide);
    await tree();
    expect(texts()).toEqual(['▾{1}', 'a: 1']);
    cleanup();
    await show('<html>');
    expect(await screen.findByText(m.view_tree_none())).toBeTruthy();
    cleanup();
    await show('');
    expect(screen.getByText(m.view_empty())).toBeTruthy();
    cleanup();
    await show('{}', 'big.json', 60e6);
    expect(screen.getByText(m.view_too_large({ size: '60 MB' }))).toBeTruthy();
  });
});

const yamlView = (text: string) => (
  <MantineProvider env="test">
    <FileWorkerContext value={spawnNearFileWorker}>
      <YamlViewer file={makeFile('config.yaml', text)} onOpenPath={vi.fn<(path: string) => void>()} />
    </FileWorkerContext>
  </MantineProvider>
);

describe('YAML', () => {
  it('is the same tree; where it is broken that is said', async () => {
    render(yamlView('lr: 1.10\nlayers: [1, 2]'));
    await tree();
    expect(texts()).toEqual(['▾{2}', 'lr: 1.10', '▾layers: [2]', '0: 1', '1: 2']);
    cleanup();
    render(yamlView('lr: 1\nx: [1'));
    await tree();
    expect(screen.getByText(m.view_yaml_broken({ line: '2' }))).toBeTruthy();
    cleanup();
    render(yamlView('a: 1\n---\nb: 2'));
    await tree();
    expect(screen.getByText(m.view_yaml_documents({ count: 2, text: '2' }))).toBeTruthy();
  });
});
