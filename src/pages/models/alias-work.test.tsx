// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegistryChange } from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import type { MemorySource, MemorySourceOptions } from '../../testing/memory-source.ts';
import { givePanesSize } from '../../testing/pane-size.ts';
import { button, lane, mountRegistry, pickOfAlias, type } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelPage } from './model-page.tsx';

beforeEach(() => {
  givePanesSize();
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

async function show(gate?: MemorySourceOptions['gate']): Promise<MemorySource> {
  const { source } = await mountRegistry(<ModelPage name="net" />, {}, gate ? { gate } : {});
  await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('3'));
  return source;
}

/** What was asked of aliases, in order. */
function aliasChanges({ calls }: MemorySource): readonly string[] {
  return calls.flatMap(({ method, request }) => {
    const change = request as RegistryChange;
    if (method !== 'registry.change' || !('alias' in change)) return [];
    return `${change.kind} ${change.alias}${'version' in change ? ` ${change.version}` : ''}`;
  });
}

function aliasesOf({ registry }: MemorySource): readonly string[] {
  return (registry.models[0]?.aliases ?? []).map(({ alias, version }) => `${alias} ${version}`).toSorted();
}

async function rename(alias: string, name: string): Promise<void> {
  await pickOfAlias(alias, m.alias_rename());
  fireEvent.change(screen.getByLabelText(m.alias_new_name()), { target: { value: name } });
}

describe('an alias that is renamed', () => {
  it('is set under its new name before the old one goes; the undo does the same the other way', async () => {
    const source = await show();
    await rename('challenger', 'candidate');
    type(m.alias_why(), 'as the others call it');
    fireEvent.click(button(m.alias_rename()));
    await waitFor(() => expect(lane('candidate').getByRole('link', { name: 'v3' }).isConnected).toBe(true));
    expect(screen.queryByRole('article', { name: 'challenger' })).toBeNull();
    expect(aliasChanges(source)).toEqual(['set-alias candidate 3', 'delete-alias challenger']);
    fireEvent.click(await screen.findByRole('button', { name: m.undo() }));
    await waitFor(() => expect(lane('challenger').getByRole('link', { name: 'v3' }).isConnected).toBe(true));
    expect(aliasChanges(source).slice(2)).toEqual(['set-alias challenger 3', 'delete-alias candidate']);
    expect(aliasesOf(source)).toEqual(['challenger 3', 'champion 2', 'lost 9']);
  });

  it('keeps its name where that is not another one, is taken, or is none that MLflow takes', async () => {
    const source = await show();
    await rename('challenger', 'challenger');
    for (const [name, words] of [
      ['champion', m.alias_taken({ alias: 'champion', version: '2' })],
      ['latest', m.alias_bad_latest({ alias: 'latest' })],
    ] as const) {
      expect(button(m.alias_rename()).disabled).toBe(true);
      fireEvent.change(screen.getByLabelText(m.alias_new_name()), { target: { value: name } });
      expect(screen.getByText(words).isConnected).toBe(true);
    }
    expect(button(m.alias_rename()).disabled).toBe(true);
    expect(aliasChanges(source)).toEqual([]);
  });

  it('has both names where the old one could not be taken away, which is told', async () => {
    const source = await show(({ method, request }) => {
      if (method === 'registry.change' && (request as RegistryChange).kind === 'delete-alias')
        throw new TrackingError({ kind: 'forbidden', status: 403 });
    });
    await rename('challenger', 'candidate');
    fireEvent.click(button(m.alias_rename()));
    const dialog = within(screen.getByRole('dialog'));
    const [done, not] = await dialog.findAllByRole('alert');
    expect(done?.textContent).toBe(
      `${m.alias_set({ alias: 'candidate', version: '3' })} · ${m.alias_refused({ alias: 'challenger', reason: m.refused_forbidden() })}`,
    );
    expect(not?.isConnected).toBe(true);
    expect(aliasesOf(source)).toEqual(['candidate 3', 'challenger 3', 'champion 2', 'lost 9']);
    expect(lane('candidate').getByRole('link', { name: 'v3' }).isConnected).toBe(true);
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: m.alias_rename() }).disabled).toBe(true);
  });

  it('stays as it was where the new name was refused', async () => {
    const source = await show(({ method, request }) => {
      if (method === 'registry.change' && (request as RegistryChange).kind === 'set-alias')
        throw new TrackingError({ kind: 'unauthorized', status: 401 });
    });
    await rename('challenger', 'candidate');
    fireEvent.click(button(m.alias_rename()));
    const refused = m.alias_refused({ alias: 'candidate', reason: m.refused_unauthorized() });
    const words = `${refused} · ${m.alias_left({ alias: 'challenger' })}`;
    const [alert] = await within(screen.getByRole('dialog')).findAllByRole('alert');
    expect(alert?.textContent).toBe(words);
    expect(aliasChanges(source)).toEqual(['set-alias candidate 3']);
    expect(aliasesOf(source)).toEqual(['challenger 3', 'champion 2', 'lost 9']);
  });
});

describe('the menu of a version', () => {
  it('takes an alias of its row away, and brings it back', async () => {
    const source = await show();
    const row = screen.getByRole('row', { name: /challenger/ });
    fireEvent.contextMenu(within(row).getAllByRole('gridcell')[1] as HTMLElement);
    const menu = within(await screen.findByRole('menu'));
    expect(menu.queryByRole('menuitem', { name: m.alias_remove_of({ alias: 'champion' }) })).toBeNull();
    fireEvent.click(menu.getByRole('menuitem', { name: m.alias_remove_of({ alias: 'challenger' }) }));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'challenger' })).toBeNull());
    expect(screen.queryByRole('row', { name: /challenger/ })).toBeNull();
    expect(aliasesOf(source)).toEqual(['champion 2', 'lost 9']);
    fireEvent.click(await screen.findByRole('button', { name: m.undo() }));
    await waitFor(() => expect(aliasesOf(source)).toEqual(['challenger 3', 'champion 2', 'lost 9']));
    expect((await screen.findByRole('row', { name: /challenger/ })).isConnected).toBe(true);
  });
});
