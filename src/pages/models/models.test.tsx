// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { formatRecord } from '../../domain/registry/alias-history.ts';
import type { RegisteredModel } from '../../domain/registry/registered-model.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { makeRun } from '../../testing/make-run.ts';
import { makeVersion } from '../../testing/memory-registry.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { button, lane, mountRegistry, NET, pickOfAlias, type } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelDialog, TagsDialog } from './model-dialogs.tsx';
import { ModelPage } from './model-page.tsx';
import { ModelsPage } from './models-page.tsx';
import { SignatureDialog } from './signature-dialog.tsx';
import { VersionPage } from './version-page.tsx';

beforeEach(() => {
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

/** The page of the model. */
async function show(model?: Partial<RegisteredModel>, more?: Partial<MemorySourceOptions>) {
  const { source } = await mountRegistry(<ModelPage name="net" />, model, more);
  await screen.findByRole('article', { name: 'champion' });
  await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('3'));
  return source;
}

function at(minute: number, from: string, to: string) {
  const content = { alias: 'champion', from, to, atMs: 1e12 + minute * 60_000, kind: 'move' } as const;
  return formatRecord({ ...content, who: 'lee', why: undefined }, () => 0);
}

const NO_REGISTRY = new TrackingError({ kind: 'not-found', status: 400, cause: 'no-registry' });
const nothing = () => undefined;
const refused = (alias: string) => m.alias_refused({ alias, reason: m.refused_unauthorized() });

/** The file `MLmodel` with these inputs. */
function modelFileOf(columns: readonly (readonly [string, string])[]) {
  const inputs = JSON.stringify(columns.map(([name, of]) => ({ name, type: of, required: true })));
  return new TextEncoder().encode(`flavors:\n  sklearn: {}\nsignature:\n  inputs: '${inputs}'\n`);
}

describe('the page of a model', () => {
  it('has a lane for each alias with the metrics of its run and their difference to the champion', async () => {
    const source = await show();
    await waitFor(() => expect(lane('challenger').getByText('0.9').isConnected).toBe(true));
    expect(lane('champion').getByRole('link', { name: 'v2' }).getAttribute('href')).toBe('#/models/net/2');
    expect(lane('challenger').getByLabelText(`+0.1 ${m.delta_better()}`).isConnected).toBe(true);
    expect((await lane('lost').findByRole('alert')).textContent).toContain(m.alias_broken({ version: '9' }));
    fireEvent.click(lane('lost').getByRole('button', { name: m.alias_broken_fix() }));
    await waitFor(() => expect(screen.queryByRole('article', { name: 'lost' })).toBeNull());
    // All at once, not one for each version.
    const asked = source.calls.filter(({ method }) => method === 'readRuns');
    expect(asked.map(({ request }) => (request as readonly RunId[]).length)).not.toContain(1);
  });

  it('moves an alias after a look at both versions, keeps why, and takes it back', async () => {
    const source = await show();
    await waitFor(() => expect(lane('challenger').getByText('0.9').isConnected).toBe(true));
    await pickOfAlias('champion', m.alias_move_to());
    const dialog = within(screen.getByRole('dialog', { name: m.alias_move_of({ alias: 'champion' }) }));
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '3' } });
    type(m.alias_why(), 'better');
    expect(dialog.getByRole('row', { name: /val_acc/ }).textContent).toContain('0.80.9+0.1');
    fireEvent.click(dialog.getByRole('button', { name: m.alias_do() }));
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v3' }).isConnected).toBe(true));
    const words = m.alias_moved({ alias: 'champion', from: '2', to: '3' });
    fireEvent.click(await screen.findByRole('tab', { name: m.model_history() }));
    const entry = within(screen.getByRole('region', { name: m.model_history() }));
    expect(entry.getByText(words).isConnected).toBe(true);
    expect([entry.getByText('kim').isConnected, entry.getByText('better').isConnected]).toEqual([true, true]);
    fireEvent.click(await screen.findByRole('button', { name: m.undo() }));
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v2' }).isConnected).toBe(true));
    const { aliases } = await (await source.openRegistry()).getModel('net', new AbortController().signal);
    expect(aliases).toContainEqual({ alias: 'champion', version: '2' });
  });

  it('refuses names that MLflow would refuse, and versions that are not there', async () => {
    const source = await show();
    fireEvent.click(button(m.alias_new()));
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '3' } });
    for (const [name, problem] of [
      ['latest', m.alias_bad_latest({ alias: 'latest' })],
      ['ok, a b', m.alias_bad_characters({ alias: 'a b' })],
      ['V2', m.alias_bad_version({ alias: 'V2' })],
    ] as const) {
      fireEvent.change(screen.getByLabelText(m.alias_names()), { target: { value: name } });
      expect(screen.getByText(problem).isConnected).toBe(true);
      expect(button(m.alias_do()).disabled).toBe(true);
    }
    fireEvent.change(screen.getByLabelText(m.alias_names()), { target: { value: 'prod, shadow' } });
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '7' } });
    expect(screen.getByText(m.alias_no_version({ version: '7' })).isConnected).toBe(true);
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '1' } });
    fireEvent.click(button(m.alias_do()));
    await screen.findByRole('article', { name: 'shadow' });
    expect(lane('prod').getByRole('link', { name: 'v1' }).isConnected).toBe(true);
    expect(source.calls.filter(({ method }) => method === 'registry.change')).toHaveLength(4);
  });

  it('offers no change of what can only be read', async () => {
    await show(undefined, { capabilities: { writes: 'memory' } });
    expect(button(m.alias_new()).title).toBe(m.registry_read_only());
    expect(button(m.alias_new()).disabled).toBe(true);
  });

  it('rolls back to an earlier change after a look at both versions, and tells what something else changed', async () => {
    const source = await show({ tags: [at(0, '3', '1'), at(1, '1', '3')] });
    await waitFor(() => expect(lane('champion').getByText('0.8').isConnected).toBe(true));
    fireEvent.click(screen.getByRole('tab', { name: m.model_history() }));
    const history = within(await screen.findByRole('region', { name: m.model_history() }));
    const items = history.getAllByRole('listitem').map((item) => item.getAttribute('data-kind'));
    expect(items).toEqual(['outside', 'move', 'move', 'outside', 'outside', 'outside']);
    const [, backTo1] = history.getAllByRole('button', { name: m.history_go_back() });
    if (!backTo1) throw new Error('nothing to roll back to');
    fireEvent.click(backTo1);
    const title = m.alias_roll_back_of({ alias: 'champion' });
    const dialog = within(await screen.findByRole('dialog', { name: title }));
    const words = m.alias_moved({ alias: 'champion', from: '2', to: '1' });
    expect(dialog.getByRole('table', { name: words }).textContent).toContain('0.80.7−0.1');
    expect(source.calls.filter(({ method }) => method === 'registry.change')).toEqual([]);
    type(m.alias_why(), 'worse in production');
    fireEvent.click(dialog.getByRole('button', { name: m.alias_roll_back() }));
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v1' }).isConnected).toBe(true));
    const item = (await history.findByText(m.history_rollback())).closest('li');
    expect(item?.textContent).toContain('worse in production');
  });

  it('says of a removal and of an undo that could not be asked that nothing was changed', async () => {
    let isGone = false;
    await show(undefined, {
      gate: ({ method }) => {
        if (isGone && method === 'registry.getModel') throw new TrackingError({ kind: 'unauthorized' });
      },
    });
    await pickOfAlias('challenger', m.alias_remove());
    await waitFor(() => expect(screen.queryByRole('article', { name: 'challenger' })).toBeNull());
    isGone = true;
    fireEvent.click(await screen.findByRole('button', { name: m.undo() }));
    expect((await screen.findByText(refused('challenger'))).isConnected).toBe(true);
    await pickOfAlias('champion', m.alias_remove());
    expect((await screen.findByText(refused('champion'))).isConnected).toBe(true);
    expect(lane('champion').getByRole('link', { name: 'v2' }).isConnected).toBe(true);
  });
});

describe('the page of a version', () => {
  it('deletes it with the aliases that point at it, which are named and go first', async () => {
    globalThis.location.hash = '#/models/net/3';
    const { source } = await mountRegistry(<VersionPage name="net" version="3" />);
    const name = m.row_menu({ name: m.version_name({ version: '3' }) });
    fireEvent.click(await screen.findByRole('button', { name }));
    fireEvent.click(await screen.findByRole('menuitem', { name: m.version_delete() }));
    const title = m.version_delete_of({ version: '3', name: 'net' });
    const dialog = within(await screen.findByRole('dialog', { name: title }));
    expect(dialog.getByText(m.version_delete_aliases({ aliases: 'challenger' })).isConnected).toBe(true);
    fireEvent.click(dialog.getByRole('button', { name: m.version_delete() }));
    await waitFor(() => expect(globalThis.location.hash).toBe('#/models/net'));
    const asked = source.calls.filter(({ method }) => method === 'registry.change');
    const kinds = asked.map(({ request }) => (request as { readonly kind: string }).kind);
    expect(kinds).toEqual(['delete-alias', 'set-model-tag', 'delete-version']);
    const { aliases } = await (await source.openRegistry()).getModel('net', new AbortController().signal);
    expect(aliases.map(({ alias }) => alias)).toEqual(['champion', 'lost']);
  });

  it('keeps it where an alias of it was refused', async () => {
    const { source } = await mountRegistry(<VersionPage name="net" version="3" />, undefined, {
      gate: ({ method, request }) => {
        if (method === 'registry.change' && (request as { kind: string }).kind === 'delete-alias')
          throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    });
    const name = m.row_menu({ name: m.version_name({ version: '3' }) });
    fireEvent.click(await screen.findByRole('button', { name }));
    fireEvent.click(await screen.findByRole('menuitem', { name: m.version_delete() }));
    const dialog = within(await screen.findByRole('dialog'));
    fireEvent.click(dialog.getByRole('button', { name: m.version_delete() }));
    const refused = m.alias_refused({ alias: 'challenger', reason: m.refused_forbidden() });
    expect((await dialog.findByRole('alert')).textContent).toBe(refused);
    expect(source.calls.filter(({ method }) => method === 'registry.change')).toHaveLength(1);
  });

  it('counts the metrics of its run that it does not show', async () => {
    const metrics = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`m${index}`, index]));
    await mountRegistry(<VersionPage name="net" version="3" />, undefined, {
      runs: [makeRun({ id: '3', metrics })],
    });
    expect((await screen.findByText(m.card_more({ count: '22' }))).tagName).toBe('DT');
  });
});

describe('forms', () => {
  it('hold texts as the server has them, where a list has cut ones', async () => {
    const description = 'long '.repeat(200);
    const tags = [{ key: 'team', value: 'x'.repeat(1_000) }];
    const cut = { ...NET, description: 'long…', tags: [{ key: 'team', value: 'x…' }] };
    await mountRegistry(
      <>
        <ModelDialog kind="describe" model={cut} onClose={nothing} />
        <ModelDialog kind="tags" model={cut} onClose={nothing} />
      </>,
      { description, tags },
    );
    const text = await screen.findByRole('textbox', { name: m.models_description() });
    expect((text as HTMLTextAreaElement).value).toBe(description);
    const value = await screen.findByRole('textbox', { name: m.tag_value_of({ key: 'team' }) });
    expect((value as HTMLInputElement).value).toBe('x'.repeat(1_000));
  });

  it('list which of several tags were saved and which were not', async () => {
    let count = 0;
    await mountRegistry(
      <TagsDialog
        title="tags"
        tags={['a', 'b', 'c'].map((key) => ({ key, value: '' }))}
        changeOf={{
          set: (key, value) => ({ kind: 'set-model-tag', model: 'net', key, value }),
          remove: (key) => ({ kind: 'delete-model-tag', model: 'net', key }),
        }}
        onClose={nothing}
      />,
      undefined,
      {
        gate: ({ method }) => {
          if (method === 'registry.change' && ++count === 2)
            throw new TrackingError({ kind: 'unauthorized', status: 401 });
        },
      },
    );
    for (const key of ['a', 'b', 'c']) type(m.tag_value_of({ key }), 'x');
    fireEvent.click(button(m.save()));
    const words = `${m.registry_saved({ keys: 'a' })} ${m.registry_not_saved({ keys: 'b, c' })}`;
    expect((await screen.findByText(words)).isConnected).toBe(true);
  });

  it('stand signatures side by side, those lines first that differ', async () => {
    const runIds = ['a', 'b', 'c'].map((letter) => letter.repeat(32));
    const rows = runIds.map((id, index) => ({
      version: makeVersion('net', String(index + 1), { source: `runs:/${id}/model` }),
      aliases: [],
      run: undefined,
      metric: () => undefined,
      param: () => undefined,
    }));
    const [first, second] = runIds.map((id) => `runs:/${id}/model/MLmodel`);
    const files = {
      [first ?? '']: modelFileOf([
        ['x', 'double'],
        ['age', 'long'],
      ]),
      [second ?? '']: modelFileOf([
        ['x', 'double'],
        ['age', 'double'],
      ]),
    };
    await mountRegistry(<SignatureDialog rows={rows} onClose={nothing} />, undefined, { files });
    const words = m.signature_differ({ count: 1, total: 2 });
    expect((await screen.findByText(words)).isConnected).toBe(true);
    expect(screen.getByText(m.signature_missing({ versions: '3' })).isConnected).toBe(true);
    expect(screen.getByRole('row', { name: /age/ }).textContent).toContain('longdouble–');
    expect(screen.queryByRole('row', { name: / x/ })).toBeNull();
    fireEvent.click(button(m.signature_all()));
    expect(screen.getByRole('row', { name: / x/ }).textContent).toContain('doubledouble–');
  });
});

describe('the list of models', () => {
  it('says that a server has no registry, and asks again on a click', async () => {
    let hasRegistry = false;
    await mountRegistry(<ModelsPage />, undefined, {
      gate: ({ method }) => {
        if (!hasRegistry && method === 'registry.searchModels') throw NO_REGISTRY;
      },
    });
    expect((await screen.findByText(m.registry_none_title())).isConnected).toBe(true);
    hasRegistry = true;
    fireEvent.click(button(m.retry()));
    expect((await screen.findByText(m.models_count({ count: 1, text: '1' }))).isConnected).toBe(true);
    expect(screen.getByRole('grid', { name: m.models_title() }).isConnected).toBe(true);
  });

  it.each([
    ['model', <ModelPage key="model" name="net" />],
    ['version', <VersionPage key="version" name="net" version="3" />],
  ])('is no more missed than the page of a %s where there is no registry', async (_, page) => {
    await mountRegistry(page, undefined, {
      gate: ({ method }) => {
        if (method.startsWith('registry.')) throw NO_REGISTRY;
      },
    });
    expect((await screen.findByText(m.registry_none_title())).isConnected).toBe(true);
    expect(screen.queryByText(m.model_none_body())).toBeNull();
    expect(screen.queryByText(m.version_none_body())).toBeNull();
  });

  it('says that of long values of tags only the beginning is searched', async () => {
    await mountRegistry(<ModelsPage />, { tags: [{ key: 'long', value: 'x'.repeat(5_000) }] });
    await screen.findByText(m.models_count({ count: 1, text: '1' }));
    const words = new RegExp(m.registry_values_cut({ chars: '4,000' }));
    expect(screen.queryByText(words)).toBeNull();
    fireEvent.change(screen.getByRole('searchbox', { name: m.models_search() }), { target: { value: 'n' } });
    expect((await screen.findByText(words)).isConnected).toBe(true);
  });

  it('stands while it waits, and says that none has come', async () => {
    await mountRegistry(<ModelsPage />, undefined, {
      gate: ({ method }) => (method === 'registry.searchModels' ? new Promise(() => undefined) : undefined),
    });
    const grid = await screen.findByRole('grid', { name: m.models_title() });
    expect(grid.getAttribute('aria-rowcount')).toBe('-1');
    expect(screen.getByText(m.models_loading({ count: '0' })).getAttribute('aria-busy')).toBe('true');
  });

  it.each([
    [undefined, '8'],
    ['Staging' as const, '9'],
  ])('has a column of stages only where a model uses them: %s', async (stage, columns) => {
    await mountRegistry(<ModelsPage />, { latest: [{ version: '3', stage }] });
    await screen.findByText(m.models_count({ count: 1, text: '1' }));
    expect(screen.getByRole('grid', { name: m.models_title() }).getAttribute('aria-colcount')).toBe(columns);
  });
});
