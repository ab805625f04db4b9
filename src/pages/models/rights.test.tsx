// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RegistryChange } from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { RegisterDialog } from '../../parts/run-actions/register-dialog.tsx';
import { makeRun } from '../../testing/make-run.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { button, lane, mountRegistry, pickOfAlias, type } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelPage } from './model-page.tsx';
import { ModelsPage } from './models-page.tsx';

beforeEach(() => {
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

const RUN = { ...makeRun({ id: '1' }), artifactUri: 's3://bucket/1' };
const forbid = () => {
  throw new TrackingError({ kind: 'forbidden', status: 403 });
};

/** Refuses changes as MLflow's auth does. */
function refusing(isRefused: (change: RegistryChange) => boolean): MemorySourceOptions['gate'] {
  return ({ method, request }) =>
    method === 'registry.change' && isRefused(request as RegistryChange) ? forbid() : undefined;
}

async function show(more: Partial<MemorySourceOptions>) {
  await mountRegistry(<ModelPage name="net" />, {}, more);
  await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('3'));
}

async function openMenuOf(alias: string) {
  fireEvent.click(button(m.alias_menu({ alias })));
  const menu = within(await screen.findByRole('menu'));
  return (name: string) => menu.getByRole<HTMLButtonElement>('menuitem', { name });
}

describe('what the person may not do', () => {
  it('is not offered after a refused removal, and what they may do still is', async () => {
    await show({ gate: refusing(({ kind }) => kind === 'delete-alias') });
    await pickOfAlias('challenger', m.alias_remove());
    await screen.findByText(/challenger not changed/, {}, { timeout: 10_000 });
    const item = await openMenuOf('challenger');
    const isOff = [m.alias_remove(), m.alias_rename(), m.alias_move_to()].map((name) => item(name).disabled);
    expect(isOff).toEqual([true, true, false]);
    expect(item(m.alias_remove()).title).toBe(m.registry_delete_forbidden());
    expect(button(m.alias_new()).disabled).toBe(false);
    fireEvent.click(item(m.alias_move_to()));
    fireEvent.change(await screen.findByLabelText(m.alias_version()), { target: { value: '1' } });
    fireEvent.click(button(m.alias_do()));
    await waitFor(() => expect(lane('challenger').getByRole('link', { name: 'v1' }).isConnected).toBe(true));
  });

  it('is nothing at all after a refused move', async () => {
    await show({ gate: refusing(() => true) });
    await pickOfAlias('champion', m.alias_move_to());
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '3' } });
    fireEvent.click(button(m.alias_do()));
    await waitFor(() => expect(button(m.alias_new()).title).toBe(m.registry_forbidden()));
    for (const close of screen.getAllByRole('button', { name: m.close() })) fireEvent.click(close);
    const item = await openMenuOf('champion');
    expect([m.alias_remove(), m.alias_move_to()].map((name) => item(name).disabled)).toEqual([true, true]);
  });

  it('is not to make a model, where that was refused', async () => {
    await mountRegistry(<ModelsPage />, {}, { gate: refusing(({ kind }) => kind === 'create-model') });
    fireEvent.click(await screen.findByRole('button', { name: m.models_new() }));
    type(m.models_name(), 'other');
    fireEvent.click(button(m.models_create()));
    await waitFor(() => expect(button(m.models_new()).disabled).toBe(true));
    expect(button(m.models_new()).title).toBe(m.registry_create_forbidden());
  });

  it('is not to register under a new name, where that was refused; under a known one it is', async () => {
    await mountRegistry(
      <RegisterDialog runs={[RUN]} onClose={forbid} />,
      {},
      {
        modelVersions: [{ model: 'net', version: '1', runId: RUN.id, aliases: [] }],
        runs: [RUN],
        gate: ({ method }) => (method === 'registerModel' ? forbid() : undefined),
      },
    );
    await waitFor(() => expect(document.querySelector('option[value="net"]')).not.toBeNull());
    fireEvent.change(await screen.findByLabelText(m.register_path()), { target: { value: 'model' } });
    const name = screen.getByLabelText(m.register_model());
    fireEvent.change(name, { target: { value: 'other' } });
    await waitFor(() => expect(button(m.register_submit()).disabled).toBe(false));
    fireEvent.click(button(m.register_submit()));
    expect((await screen.findByText(m.registry_create_forbidden())).isConnected).toBe(true);
    expect(button(m.register_submit()).disabled).toBe(true);
    fireEvent.change(name, { target: { value: 'net' } });
    expect(button(m.register_submit()).disabled).toBe(false);
  });
});
