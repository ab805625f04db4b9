// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelAlias } from '../../domain/registry/registered-model.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import type { SourceCall } from '../../testing/memory-answer.ts';
import { makeVersion } from '../../testing/memory-registry.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import type { MountedPage } from '../../testing/mounted-page.tsx';
import { button, lane, makeRunOf, mountRegistry, pickOfAlias } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelPage } from './model-page.tsx';
import { VersionPage } from './version-page.tsx';

beforeEach(() => {
  globalThis.location.hash = '#/models/net';
});
afterEach(cleanup);

const CHAMPION: ModelAlias = { alias: 'champion', version: '2' };
const ROWS = 'aria-rowcount';

async function show(more: Partial<MemorySourceOptions> = {}): Promise<MountedPage> {
  const runs = ['1', '2', '3', '4'].map(makeRunOf);
  const page = await mountRegistry(<ModelPage name="net" />, { aliases: [CHAMPION] }, { runs, ...more });
  await waitFor(() => expect(screen.getByRole('grid').getAttribute(ROWS)).toBe('3'));
  return page;
}

/** As somebody else registers version 4 and makes it the champion; MLflow keeps the time of the former only. */
function register({ source: { registry } }: MountedPage): void {
  registry.versions = [...registry.versions, makeVersion('net', '4', { runId: '4' as RunId })];
  const aliases = [{ alias: 'champion', version: '4' }];
  registry.models = registry.models.map((model) => ({ ...model, aliases, updatedMs: 2 }));
}

/** The page looks at the model again, as it does every 15 s. */
function lookAgain({ queryClient }: MountedPage): Promise<void> {
  return queryClient.refetchQueries({ queryKey: [0, 'registry', 'model', 'net'] });
}

const asked = ({ source }: MountedPage, method: SourceCall['method']) =>
  source.calls.filter((call) => call.method === method).length;

/** Watches from now on whether anything was ever said to be broken. */
function watchAlerts() {
  const seen = new Set<string>();
  const observer = new MutationObserver(() => {
    for (const alert of screen.queryAllByRole('alert')) seen.add(alert.textContent);
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  return () => {
    observer.disconnect();
    return [...seen];
  };
}

describe('a version made elsewhere', () => {
  it('has its lane at once and never looks gone, and its row comes', async () => {
    const page = await show();
    const alerts = watchAlerts();
    register(page);
    await lookAgain(page);
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v4' }).isConnected).toBe(true));
    await waitFor(() => expect(lane('champion').getAllByText('1')).toHaveLength(2));
    await waitFor(() => expect(screen.getByRole('grid').getAttribute(ROWS)).toBe('4'));
    expect(alerts()).toEqual([]);
    // The list is read a second time, however often the model is looked at.
    await lookAgain(page);
    expect(asked(page, 'registry.searchVersions')).toBe(2);
  });

  it('is not called gone while the server has not answered, nor where it could not be asked', async () => {
    let isMade = false;
    let fail: ((thrown: unknown) => void) | undefined;
    const page = await show({
      gate: ({ method }) =>
        method === 'registry.getVersion' || (method === 'registry.searchVersions' && isMade)
          ? new Promise((_, reject) => {
              if (method === 'registry.getVersion') fail = reject;
            })
          : undefined,
    });
    const alerts = watchAlerts();
    register(page);
    isMade = true;
    await lookAgain(page);
    await waitFor(() => expect(fail).toBeDefined());
    expect(lane('champion').getByRole('link', { name: 'v4' }).isConnected).toBe(true);
    fail?.(new TrackingError({ kind: 'network' }));
    await lane('champion').findByText(m.alias_version_unread({ version: '4' }));
    expect(alerts()).toEqual([]);
  });

  it('is read where a race was lost to who made it', async () => {
    const page = await show();
    const alerts = watchAlerts();
    await pickOfAlias('champion', m.alias_move_to());
    fireEvent.change(screen.getByLabelText(m.alias_version()), { target: { value: '3' } });
    fireEvent.click(button(m.alias_do()));
    await waitFor(() => expect(lane('champion').getByRole('link', { name: 'v3' }).isConnected).toBe(true));
    register(page);
    await page.clock.advance(2_000);
    const lost = m.alias_lost({ alias: 'champion', holder: '4', who: m.alias_somebody() });
    expect((await screen.findByText(lost)).isConnected).toBe(true);
    await waitFor(() => expect(screen.getByRole('grid').getAttribute(ROWS)).toBe('4'));
    expect(lane('champion').getByRole('link', { name: 'v4' }).isConnected).toBe(true);
    expect(alerts()).toEqual([]);
  });
});

describe('a version deleted elsewhere', () => {
  const signal = new AbortController().signal;
  const remove = async ({ source }: MountedPage, version: string) =>
    (await source.openRegistry()).change({ kind: 'delete-version', model: 'net', version }, signal);

  it('goes from the table, and its alias, which 2.22.4 leaves, is shown as broken', async () => {
    const page = await show();
    await remove(page, '2');
    await lookAgain(page);
    const words = (await lane('champion').findByRole('alert')).textContent;
    expect(words).toContain(m.alias_broken({ version: '2' }));
    await waitFor(() => expect(screen.getByRole('grid').getAttribute(ROWS)).toBe('2'));
    expect(button(m.alias_broken_fix()).disabled).toBe(false);
  });

  it('is gone from its own page, too', async () => {
    const page = await mountRegistry(<VersionPage name="net" version="2" />);
    await screen.findByRole('heading', { level: 1 });
    await remove(page, '2');
    await lookAgain(page);
    expect((await screen.findByText(m.version_none_title({ name: 'net', version: '2' }))).isConnected).toBe(
      true,
    );
  });
});
