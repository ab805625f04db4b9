// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { m } from '../../paraglide/messages.js';
import { makeRun } from '../../testing/make-run.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { button, makeRunOf, mountRegistry, type } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { RegisterDialog } from './register-dialog.tsx';

afterEach(cleanup);

const RUN = makeRun({ id: 'best', metrics: { val_acc: 0.95, val_loss: 0.5 }, artifactUri: 's3://b/best/' });

/** The dialog about the run `best`, with the name of a model that is there. */
async function open(aliases: string, gate?: MemorySourceOptions['gate']) {
  const { source } = await mountRegistry(
    <RegisterDialog runs={[RUN]} onClose={() => undefined} />,
    undefined,
    {
      runs: [...['1', '2', '3'].map(makeRunOf), RUN],
      gate,
    },
  );
  fireEvent.change(await screen.findByRole('textbox', { name: m.register_path() }), {
    target: { value: 'model' },
  });
  fireEvent.change(screen.getByLabelText(m.register_model()), { target: { value: 'net' } });
  type(m.register_aliases(), aliases);
  await screen.findByText(new RegExp(m.register_next()));
  return source;
}

const isWrite = (kind: string, request: unknown) => (request as { readonly kind: string }).kind === kind;

async function register() {
  await waitFor(() => expect(button(m.register_submit()).disabled).toBe(false));
  fireEvent.click(button(m.register_submit()));
  await screen.findByText(m.register_done({ model: 'net', version: '4' }));
}

/** The undo of the version, not that of its aliases. */
async function undo() {
  const done = m.register_done({ model: 'net', version: '4' });
  const notice = (await screen.findByText(done)).closest<HTMLElement>('[data-state]');
  if (!notice) throw new Error('no notice');
  fireEvent.click(within(notice).getByRole('button', { name: m.undo() }));
}

describe('registering a model of a run', () => {
  it('shows whom an alias is taken from with the metrics of both, and gives it back with the undo', async () => {
    const source = await open('champion, new');
    const words = m.register_alias_moves({ alias: 'champion', version: '2' });
    const preview = await screen.findByRole('table', { name: words });
    await waitFor(() => expect(preview.textContent).toContain('0.80.95+0.15'));
    await register();
    const moved = m.alias_moved({ alias: 'champion', from: '2', to: '4' });
    expect((await screen.findByText(new RegExp(moved))).isConnected).toBe(true);
    await undo();
    await screen.findByText(m.register_undone({ model: 'net', version: '4' }));
    expect(source.registry.versions).toHaveLength(3);
    expect(source.registry.models[0]?.aliases).toEqual(
      expect.arrayContaining([{ alias: 'champion', version: '2' }]),
    );
    expect(source.registry.models[0]?.aliases).toHaveLength(3);
  });

  it('says that the metrics of who holds an alias are still to come', async () => {
    const letGo: (() => void)[] = [];
    const isRead = new Promise<void>((resolve) => letGo.push(resolve));
    await open('champion', ({ method }) => (method === 'registry.getVersion' ? isRead : undefined));
    const words = m.register_alias_moves({ alias: 'champion', version: '2' });
    const preview = await screen.findByRole('table', { name: words });
    await waitFor(() => expect(preview.textContent).toContain(`${m.loading()}0.95`));
    for (const each of letGo) each();
    await waitFor(() => expect(preview.textContent).toContain('0.80.95+0.15'));
  });

  it('leaves an alias that somebody has moved since it was seen, and says who has it', async () => {
    const source = await open('champion');
    await screen.findByRole('table', { name: m.register_alias_moves({ alias: 'champion', version: '2' }) });
    const { models } = source.registry;
    source.registry.models = models.map((model) => ({
      ...model,
      aliases: [{ alias: 'champion', version: '1' }],
    }));
    await register();
    const held = m.alias_lost({ alias: 'champion', holder: '1', who: m.alias_somebody() });
    expect((await screen.findByText(`${held} ${m.alias_nothing_written()}`)).isConnected).toBe(true);
    expect(source.registry.models[0]?.aliases).toEqual([{ alias: 'champion', version: '1' }]);
    expect(source.registry.versions).toHaveLength(4);
  });

  it('keeps the version where its alias could not be taken away, and says so', async () => {
    const source = await open('new', ({ method, request }) => {
      if (method === 'registry.change' && isWrite('delete-alias', request))
        throw new TrackingError({ kind: 'forbidden', status: 403 });
    });
    await register();
    await screen.findByText(m.alias_set({ alias: 'new', version: '4' }));
    await undo();
    const reason = m.alias_refused({ alias: 'new', reason: m.refused_forbidden() });
    const words = m.register_not_undone({ model: 'net', version: '4', reason });
    expect((await screen.findByText(words)).isConnected).toBe(true);
    expect(source.registry.versions).toHaveLength(4);
    expect(source.calls.filter(({ method }) => method === 'deleteModelVersion')).toEqual([]);
  });

  it('waits until it knows who holds an alias, and says where that cannot be read', async () => {
    let isGone = true;
    await open('champion', ({ method }) => {
      if (isGone && method === 'registry.getModel')
        throw new TrackingError({ kind: 'rejected', status: 400 });
    });
    const again = await screen.findByRole('button', { name: m.retry() });
    expect(button(m.register_submit()).disabled).toBe(true);
    isGone = false;
    fireEvent.click(again);
    await screen.findByRole('table', { name: m.register_alias_moves({ alias: 'champion', version: '2' }) });
    expect(button(m.register_submit()).disabled).toBe(false);
  });
});
