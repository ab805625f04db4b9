// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { makeRun } from '../../testing/make-run.ts';
import { makeVersion } from '../../testing/memory-registry.ts';
import { givePanesSize } from '../../testing/pane-size.ts';
import { button, mountRegistry, NET } from '../../testing/registry-pages.tsx';
import { parseWorkspace } from '../../url/workspace-codec.ts';
import { ModelPage } from './model-page.tsx';

beforeEach(() => {
  givePanesSize();
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

const IDS = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
const RUNS = IDS.map((id, index) =>
  makeRun({
    id,
    experimentId: '7',
    metrics: { val_acc: 0.7 + index / 10, val_loss: 3 - index },
    params: { depth: String(index + 1), 'opt,name': 'adam' },
  }),
);
const VERSIONS = IDS.map((id, index) =>
  makeVersion('net', String(index + 1), {
    runId: id as RunId,
    source: `runs:/${id}/model`,
    description: index === 0 ? 'the first try' : '',
  }),
);

async function show() {
  await mountRegistry(
    <ModelPage name="net" />,
    {},
    { registry: { models: [NET], versions: VERSIONS }, runs: RUNS },
  );
  await waitFor(() => expect(grid().getAttribute('aria-rowcount')).toBe('3'));
}

const grid = () => screen.getByRole('grid', { name: m.versions_title() });
const headers = () =>
  within(grid())
    .getAllByRole('columnheader')
    .map((each) => each.getAttribute('data-column'));
const hashParam = (key: string) => new URLSearchParams(globalThis.location.hash.split('?')[1]).get(key);

/** Numbers of the versions, from top to bottom. */
const shown = () =>
  within(grid())
    .getAllByRole('link')
    .map(({ textContent }) => textContent);

function filter(value: string): void {
  fireEvent.change(screen.getByRole('searchbox', { name: m.versions_filter() }), { target: { value } });
}

function tick(version: string): void {
  fireEvent.click(screen.getByRole('checkbox', { name: m.versions_tick_one({ version }) }));
}

const boxes = () => within(screen.getByRole('dialog')).getAllByRole<HTMLInputElement>('checkbox');
const box = (name: string) => screen.getByRole<HTMLInputElement>('checkbox', { name });

describe('the filter of the versions', () => {
  it.each([
    ['metrics.val_acc > 0.75', ['3', '2']],
    ['params.depth = "1"', ['1']],
    ["alias = 'champion'", ['2']],
    ['version < 3 and metrics.val_loss < 3', ['2']],
    ['first try', ['1']],
  ])('leaves those that it is true of: %s', async (text, found) => {
    await show();
    filter(text);
    await waitFor(() => expect(shown()).toEqual(found));
    const words = m.versions_found({ found: String(found.length), total: '3' });
    expect((await screen.findByText(new RegExp(`^${words}`))).isConnected).toBe(true);
    await waitFor(() => expect(hashParam('q')).toBe(text));
  });

  it('says what is no condition, and is cleared where nothing fits', async () => {
    await show();
    filter('metrics.val_acc >');
    expect((await screen.findByText(new RegExp(m.versions_plain()))).isConnected).toBe(true);
    expect((await screen.findByText(m.versions_nofit_title())).isConnected).toBe(true);
    fireEvent.click(button(m.models_clear_search()));
    await waitFor(() => expect(shown()).toEqual(['3', '2', '1']));
  });
});

describe('the columns of the versions', () => {
  it('are metrics and params of their runs, found by a word and chosen by boxes; the address has them', async () => {
    await show();
    await waitFor(() => expect(headers()).toContain('metrics.val_loss'));
    fireEvent.click(button(m.versions_columns()));
    const field = await screen.findByRole('searchbox', { name: m.versions_columns_search() });
    expect(boxes().map(({ checked }) => checked)).toEqual([true, true, false, false]);
    fireEvent.change(field, { target: { value: 'opt' } });
    expect(boxes()).toEqual([box('params.opt,name')]);
    fireEvent.click(box('params.opt,name'));
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.click(box('metrics.val_loss'));
    await waitFor(() => expect(headers()).not.toContain('metrics.val_loss'));
    expect(headers()).toEqual(expect.arrayContaining(['metrics.val_acc', 'params.opt,name']));
    await waitFor(() => expect(hashParam('cols')).toBe('metrics.val_acc,params.opt%2Cname'));
    const row = within(grid()).getByRole('row', { name: /champion/ });
    await waitFor(() => expect(row.textContent).toContain('adam'));
    fireEvent.change(field, { target: { value: 'nothing such' } });
    expect(screen.getByText(m.versions_columns_none()).isConnected).toBe(true);
  });

  it('sort the versions by a click', async () => {
    globalThis.location.hash = '#/models/net?cols=metrics.val_loss';
    await show();
    const header = await screen.findByRole('columnheader', { name: 'val_loss' });
    for (const order of [
      ['1', '2', '3'],
      ['3', '2', '1'],
    ]) {
      fireEvent.click(within(header).getByRole('button'));
      await waitFor(() => expect(shown()).toEqual(order));
    }
    await waitFor(() => expect(hashParam('sort')).toBe('metrics.val_loss'));
  });
});

describe('ticked versions', () => {
  it('open the workspace on their runs', async () => {
    await show();
    tick('1');
    expect(screen.queryByRole('link', { name: m.versions_compare({ count: 1 }) })).toBeNull();
    tick('3');
    const link = await screen.findByRole('link', { name: m.versions_compare({ count: 2 }) });
    const [path, text] = (link.getAttribute('href') ?? '').split('?');
    expect(path).toBe('#/runs');
    const { experimentIds, set } = parseWorkspace(text ?? '').workspace;
    expect([experimentIds, set]).toEqual([['7'], { kind: 'these', runIds: [IDS[0], IDS[2]] }]);
    fireEvent.click(button(m.versions_untick()));
    expect(screen.queryByRole('button', { name: m.versions_signatures() })).toBeNull();
  });

  it('show their signatures side by side by a button', async () => {
    await show();
    tick('1');
    expect(screen.queryByRole('button', { name: m.versions_signatures() })).toBeNull();
    tick('2');
    fireEvent.click(await screen.findByRole('button', { name: m.versions_signatures() }));
    const dialog = within(await screen.findByRole('dialog', { name: m.versions_signatures() }));
    expect((await dialog.findByText(m.signature_missing({ versions: '1, 2' }))).isConnected).toBe(true);
    fireEvent.click(dialog.getByRole('button', { name: m.close() }));
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
