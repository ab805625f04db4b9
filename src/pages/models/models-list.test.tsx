// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { makeModel, makeVersion } from '../../testing/memory-registry.ts';
import { givePanesSize } from '../../testing/pane-size.ts';
import { lane, mountRegistry, NET } from '../../testing/registry-pages.tsx';
import { ModelPage } from './model-page.tsx';
import { ModelsPage } from './models-page.tsx';

beforeEach(() => {
  givePanesSize();
  globalThis.location.hash = '#/models';
});
afterEach(cleanup);

const MODELS = [
  makeModel('apple', { updatedMs: 10, latest: [{ version: '9', stage: undefined }] }),
  makeModel('pear', { updatedMs: 30, description: 'for the **harvest**' }),
  makeModel('fig', { updatedMs: 20, tags: [{ key: 'team', value: 'vision' }], aliases: NET.aliases }),
];
const LONG = '긴'.repeat(125) + 'x'.repeat(125);

function show(models = MODELS) {
  return mountRegistry(<ModelsPage />, {}, { registry: { models, versions: [] } });
}

const search = (value: string) =>
  fireEvent.change(screen.getByRole('searchbox', { name: m.models_search() }), { target: { value } });

/** Names of the rows, from top to bottom. */
async function names(): Promise<readonly (string | null)[]> {
  const grid = within(await screen.findByRole('grid', { name: m.models_title() }));
  return (await grid.findAllByRole('link')).map(({ textContent }) => textContent);
}

const hash = () => globalThis.location.hash;

describe('the search of the models page', () => {
  it.each([
    ['PEA', ['pear']],
    ['harvest', ['pear']],
    ['team=vis', ['fig']],
    ['@chal', ['fig']],
    ['app', ['apple']],
  ])('finds by name, description, tag and alias: %s', async (text, found) => {
    await show();
    expect(await names()).toEqual(['apple', 'fig', 'pear']);
    search(text);
    await waitFor(async () => expect(await names()).toEqual(found));
    expect(screen.getByText(m.models_found({ found: '1', total: '3' })).isConnected).toBe(true);
    await waitFor(() => expect(new URLSearchParams(hash().split('?')[1]).get('q')).toBe(text));
  });

  it('says where nothing fits, and is cleared by a button there', async () => {
    await show();
    await names();
    search('plum');
    expect((await screen.findByText(m.models_nofit_title({ text: 'plum' }))).isConnected).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: m.models_clear_search() }));
    expect(await names()).toEqual(['apple', 'fig', 'pear']);
  });

  it('stands in the address', async () => {
    globalThis.location.hash = '#/models?q=harvest&sort=-updated';
    await show();
    expect(await names()).toEqual(['pear']);
  });
});

describe('the order of the models page', () => {
  it('is by a click on a header, the newest first, and the other way by a second one', async () => {
    await show();
    await names();
    const header = screen.getByRole('columnheader', { name: m.models_updated() });
    const click = () => fireEvent.click(within(header).getByRole('button'));
    click();
    await waitFor(async () => expect(await names()).toEqual(['pear', 'fig', 'apple']));
    await waitFor(() => expect(hash()).toBe('#/models?sort=-updated'));
    click();
    await waitFor(async () => expect(await names()).toEqual(['apple', 'fig', 'pear']));
    await waitFor(() => expect(hash()).toBe('#/models?sort=updated'));
    expect(header.getAttribute('aria-sort')).toBe('ascending');
  });
});

describe('the columns of the models page', () => {
  it('are all but the description seen in a window of 1,024 pixels', async () => {
    await show();
    await names();
    const { style } = screen.getByRole('columnheader', { name: m.models_created() });
    expect(Number.parseFloat(style.left) + Number.parseFloat(style.width)).toBeLessThanOrEqual(1_010);
    const last = screen.getAllByRole('columnheader').at(-1);
    expect(last?.dataset['column']).toBe('description');
  });
});

describe('a name of 250 characters', () => {
  const models = [{ ...NET, name: LONG }];

  it('is a link in the list, whole in its title and its address', async () => {
    await show(models);
    const link = await screen.findByRole('link', { name: LONG });
    expect(link.getAttribute('href')).toBe(`#/models/${encodeURIComponent(LONG)}`);
    expect(link.closest('[role="gridcell"]')?.getAttribute('title')).toBe(LONG);
  });

  it('is whole in the heading of its page, which has its versions and aliases', async () => {
    globalThis.location.hash = `#/models/${encodeURIComponent(LONG)}`;
    const versions = ['1', '2', '3'].map((version) => makeVersion(LONG, version));
    await mountRegistry(<ModelPage name={LONG} />, {}, { registry: { models, versions } });
    const heading = await screen.findByRole('heading', { level: 1 });
    expect([heading.textContent, heading.title]).toEqual([LONG, LONG]);
    expect((await screen.findByRole('row', { name: /champion/ })).isConnected).toBe(true);
    const link = lane('champion').getByRole('link', { name: 'v2' });
    expect(link.getAttribute('href')).toBe(`#/models/${encodeURIComponent(LONG)}/2`);
  });
});
