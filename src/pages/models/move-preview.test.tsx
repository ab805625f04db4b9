// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import type { ReactElement } from 'react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { makeRun } from '../../testing/make-run.ts';
import type { SourceCall } from '../../testing/memory-answer.ts';
import { makeVersion } from '../../testing/memory-registry.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { button, mountRegistry, NET, pickOfAlias, type } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelPage } from './model-page.tsx';
import { VersionPage } from './version-page.tsx';

beforeEach(() => {
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

const COUNT = 300;
const numbers = Array.from({ length: COUNT }, (_, index) => String(index + 1));

/** Version N has the run N with `val_acc` N / 1000; the champion is 300. */
function mountMany(element: ReactElement, more: Partial<MemorySourceOptions> = {}) {
  const model = { ...NET, aliases: [{ alias: 'champion', version: String(COUNT) }] };
  const versions = numbers.map((version) => makeVersion('net', version, { runId: version as RunId }));
  const runs = numbers.map((id) => makeRun({ id, metrics: { val_acc: Number(id) / 1000 } }));
  return mountRegistry(element, {}, { registry: { models: [model], versions }, runs, ...more });
}

const row = () => within(screen.getByRole('dialog')).findByRole('row', { name: /val_acc/ });

async function planMove(version: string) {
  await pickOfAlias('champion', m.alias_move_to());
  fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: version } });
}

/** Holds answers of a kind until they are let go. */
function holdBack(isMeant: (call: SourceCall) => boolean) {
  let letGo: (() => void) | undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { gate: (call: SourceCall) => (isMeant(call) ? held : undefined), letGo: () => letGo?.() };
}

async function setHere() {
  fireEvent.click(await screen.findByRole('button', { name: m.alias_set_here() }));
  const names = await screen.findByLabelText(m.alias_names());
  fireEvent.change(names, { target: { value: 'champion' } });
}

describe('the preview of a move', () => {
  it('has the metrics of a version that is on no screen; until they are here it says so', async () => {
    const { gate, letGo } = holdBack(
      ({ method, request }) => method === 'readRuns' && (request as readonly string[]).includes('7'),
    );
    await mountMany(<ModelPage name="net" />, { gate });
    await waitFor(() => expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('300'));
    await screen.findByTitle('0.3');
    await planMove('7');
    expect((await row()).textContent).toBe(`val_acc0.3${m.loading()}`);
    letGo();
    await waitFor(async () => expect((await row()).textContent).toContain('0.30.007−0.293'));
  });

  it('does not say that a version is not there before all are read', async () => {
    const { gate, letGo } = holdBack(
      ({ method, request }) =>
        method === 'registry.searchVersions' &&
        (request as { readonly pageToken?: string }).pageToken !== undefined,
    );
    await mountMany(<ModelPage name="net" />, { gate });
    await screen.findByRole('article', { name: 'champion' });
    await planMove('7');
    expect(within(screen.getByRole('dialog')).getByText(m.loading()).isConnected).toBe(true);
    letGo();
    await waitFor(async () => expect((await row()).textContent).toContain('0.30.007'));
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '301' } });
    expect(screen.getByText(m.alias_no_version({ version: '301' })).isConnected).toBe(true);
  });
});

describe('an alias set from the page of a version', () => {
  it('is planned at once and gets the metrics of both versions', async () => {
    const { gate, letGo } = holdBack(({ method }) => method === 'registry.searchVersions');
    await mountMany(<VersionPage name="net" version="7" />, { gate });
    await setHere();
    await waitFor(async () => expect((await row()).textContent).toBe(`val_acc${m.loading()}0.007`));
    letGo();
    await waitFor(async () => expect((await row()).textContent).toContain('0.30.007−0.293'));
  });

  it('is possible where the other versions could not be read, which is said', async () => {
    let isDown = true;
    const page = await mountMany(<VersionPage name="net" version="7" />, {
      gate: ({ method }) => {
        if (isDown && method === 'registry.searchVersions')
          throw new TrackingError({ kind: 'server', status: 500 });
      },
    });
    await setHere();
    await waitFor(async () => expect((await row()).textContent).toBe('val_acc–0.007'));
    const dialog = within(screen.getByRole('dialog'));
    isDown = false;
    fireEvent.click(await dialog.findByRole('button', { name: m.retry() }));
    await waitFor(async () => expect((await row()).textContent).toContain('0.30.007−0.293'));
    type(m.alias_why(), 'smaller');
    fireEvent.click(button(m.alias_do()));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(page.source.registry.models[0]?.aliases).toEqual([{ alias: 'champion', version: '7' }]);
  });
});
