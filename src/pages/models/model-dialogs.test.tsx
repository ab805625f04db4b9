// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { m } from '../../paraglide/messages.js';
import type { MemorySource } from '../../testing/memory-source.ts';
import { givePanesSize } from '../../testing/pane-size.ts';
import { button, mountRegistry, type } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelPage } from './model-page.tsx';
import { ModelsPage } from './models-page.tsx';

beforeEach(() => {
  givePanesSize();
  globalThis.location.hash = '#/models';
});
afterEach(cleanup);

const namesOf = ({ registry }: MemorySource) => registry.models.map(({ name }) => name);
const row = (name: string | RegExp) => screen.findByRole('row', { name });

/** Waits for what is called off. */
function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TrackingError({ kind: 'aborted' })));
  });
}

async function openMenuOfRow(name: string): Promise<void> {
  fireEvent.contextMenu(within(await row(new RegExp(name))).getAllByRole('gridcell')[0] as HTMLElement);
}

async function pickOfRow(name: string, item: string): Promise<void> {
  await openMenuOfRow(name);
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

async function pickOfPage(name: string, item: string): Promise<void> {
  fireEvent.click(await screen.findByRole('button', { name: m.row_menu({ name }) }));
  fireEvent.click(await screen.findByRole('menuitem', { name: item }));
}

describe('a model', () => {
  it('is made with a name and a description while the list is read, and its page opens', async () => {
    let isFirst = true;
    const { source } = await mountRegistry(
      <ModelsPage />,
      {},
      {
        gate: ({ method }, signal) => {
          if (method !== 'registry.searchModels' || !isFirst) return;
          isFirst = false;
          return aborted(signal);
        },
      },
    );
    fireEvent.click(await screen.findByRole('button', { name: m.models_new() }));
    type(m.models_name(), '   ');
    expect(button(m.models_create()).disabled).toBe(true);
    type(m.models_name(), ' 수요 예측 50% #1 ');
    type(m.models_description(), 'for the shop');
    fireEvent.click(button(m.models_create()));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(globalThis.location.hash).toBe(`#/models/${encodeURIComponent('수요 예측 50% #1')}`);
    expect(source.registry.models.at(-1)).toMatchObject({
      name: '수요 예측 50% #1',
      description: 'for the shop',
    });
  });

  it('is not made under a name that is taken: that is said, and what was typed stays', async () => {
    const { source } = await mountRegistry(<ModelsPage />);
    fireEvent.click(await screen.findByRole('button', { name: m.models_new() }));
    type(m.models_name(), 'net');
    fireEvent.click(button(m.models_create()));
    const dialog = within(screen.getByRole('dialog', { name: m.models_new() }));
    expect((await dialog.findByRole('alert')).isConnected).toBe(true);
    expect(dialog.getByRole<HTMLInputElement>('textbox', { name: m.models_name() }).value).toBe('net');
    expect([namesOf(source), globalThis.location.hash]).toEqual([['net'], '#/models']);
  });

  it('is renamed in the list, which shows it under the new name', async () => {
    const { source } = await mountRegistry(<ModelsPage />);
    await pickOfRow('net', m.models_rename());
    expect(button(m.models_rename()).disabled).toBe(true);
    type(m.models_name(), 'network');
    fireEvent.click(button(m.models_rename()));
    expect((await row(/network/)).isConnected).toBe(true);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect([namesOf(source), globalThis.location.hash]).toEqual([['network'], '#/models']);
    expect(source.registry.versions.map(({ model }) => model)).toEqual(['network', 'network', 'network']);
  });

  it('is renamed by F2 on its row', async () => {
    const { source } = await mountRegistry(<ModelsPage />);
    const [cell] = within(await row(/net/)).getAllByRole('gridcell');
    cell?.focus();
    fireEvent.keyDown(cell as HTMLElement, { key: 'F2', code: 'F2' });
    type(m.models_name(), 'network');
    fireEvent.click(button(m.models_rename()));
    await waitFor(() => expect(namesOf(source)).toEqual(['network']));
  });

  it('is renamed on its own page, whose address goes with it', async () => {
    globalThis.location.hash = '#/models/net';
    const { source } = await mountRegistry(<ModelPage name="net" />);
    await pickOfPage('net', m.models_rename());
    type(m.models_name(), 'net / 2');
    fireEvent.click(button(m.models_rename()));
    await waitFor(() => expect(globalThis.location.hash).toBe('#/models/net%20%2F%202'));
    expect(namesOf(source)).toEqual(['net / 2']);
  });

  it('is deleted once its name was typed; what goes with it is counted and named before', async () => {
    globalThis.location.hash = '#/models/net';
    const { source } = await mountRegistry(<ModelPage name="net" />);
    await pickOfPage('net', m.models_delete());
    const dialog = within(screen.getByRole('dialog', { name: m.model_delete_of({ name: 'net' }) }));
    const words = m.model_delete_takes_these({ versions: m.versions_count({ count: 3, text: '3' }) });
    expect((await dialog.findByText(words)).isConnected).toBe(true);
    const aliases = m.model_delete_aliases({ aliases: 'champion, challenger, lost' });
    expect(dialog.getByText(aliases).isConnected).toBe(true);
    const submit = dialog.getByRole<HTMLButtonElement>('button', { name: m.models_delete() });
    const field = m.model_delete_type({ name: 'net' });
    for (const typed of ['', 'ne', 'NET', 'net ']) {
      type(field, typed);
      expect([submit.disabled, submit.style.background]).toEqual([true, '']);
    }
    type(field, 'net');
    expect(submit.style.background).toBe('var(--bad)');
    fireEvent.click(submit);
    await waitFor(() => expect(globalThis.location.hash).toBe('#/models'));
    expect([source.registry.models, source.registry.versions]).toEqual([[], []]);
  });

  it('is deleted from the list, where its versions are counted, too', async () => {
    const { source } = await mountRegistry(<ModelsPage />);
    await pickOfRow('net', m.models_delete());
    const words = m.model_delete_takes_these({ versions: m.versions_count({ count: 3, text: '3' }) });
    expect((await screen.findByText(words)).isConnected).toBe(true);
    type(m.model_delete_type({ name: 'net' }), 'net');
    fireEvent.click(button(m.models_delete()));
    expect((await screen.findByText(m.models_empty_title())).isConnected).toBe(true);
    expect(namesOf(source)).toEqual([]);
  });

  it('can be deleted where its versions cannot be counted', async () => {
    const { source } = await mountRegistry(
      <ModelsPage />,
      {},
      {
        gate: ({ method }) => {
          if (method === 'registry.searchVersions') throw new TrackingError({ kind: 'server', status: 500 });
        },
      },
    );
    await pickOfRow('net', m.models_delete());
    expect(screen.getByText(m.model_delete_takes()).isConnected).toBe(true);
    type(m.model_delete_type({ name: 'net' }), 'net');
    fireEvent.click(button(m.models_delete()));
    await waitFor(() => expect(namesOf(source)).toEqual([]));
  });
});
