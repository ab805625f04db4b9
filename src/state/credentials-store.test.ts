import { afterEach, describe, expect, it } from 'vitest';
import type { Credentials } from '../domain/credentials.ts';
import { createMapStorage } from '../testing/map-storage.ts';
import { createCredentialsStore, type TabNews } from './credentials-store.ts';

const SERVER = 'http://127.0.0.1:5000';
const ANNA: Credentials = { kind: 'basic', name: 'anna', password: 'secret 1' };
const channels: BroadcastChannel[] = [];

afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

/** A tab with a session of its own; the channel is a real one. */
function openTab(name: string, storage = createMapStorage()) {
  const channel = new BroadcastChannel(name);
  channels.push(channel);
  return { storage, store: createCredentialsStore({ getStorage: () => storage, channel }) };
}

describe('credentials', () => {
  it('go with the page, unless they are kept for the session', () => {
    const { storage, store } = openTab('reload');
    store.keep(SERVER, ANNA, false);
    expect([storage.length, openTab('reload', storage).store.read(SERVER)]).toEqual([0, undefined]);
    store.keep(SERVER, ANNA, true);
    const reloaded = openTab('reload', storage).store;
    expect([reloaded.servers(), reloaded.read(SERVER), reloaded.isForSession(SERVER)]).toEqual([
      [SERVER],
      ANNA,
      true,
    ]);
    store.forget(SERVER);
    expect([store.read(SERVER), storage.length]).toEqual([undefined, 0]);
  });

  it('are for one server only', () => {
    const { store } = openTab('one');
    store.keep(SERVER, ANNA, true);
    expect(store.read('http://127.0.0.1:5001')).toBeUndefined();
  });

  it('come from an open tab, before the person is asked', async () => {
    const [open, fresh] = [openTab('ask').store, openTab('ask').store];
    open.keep(SERVER, ANNA, false);
    expect(await fresh.askTabs(SERVER)).toEqual(ANNA);
    expect(await fresh.askTabs('http://other.test')).toBeUndefined();
  });

  it('are new, and gone, in every tab at once', async () => {
    const [one, other] = [openTab('news').store, openTab('news').store];
    const news: TabNews[] = [];
    other.subscribe((each) => news.push(each));
    one.keep(SERVER, ANNA, false);
    await expect.poll(() => other.read(SERVER)).toEqual(ANNA);
    one.forget(SERVER);
    await expect
      .poll(() => news)
      .toEqual([
        { server: SERVER, credentials: ANNA },
        { server: SERVER, credentials: undefined },
      ]);
    expect(other.read(SERVER)).toBeUndefined();
  });

  it('of another tab last here as long as here was asked for', async () => {
    const [one, other] = [openTab('session'), openTab('session')];
    other.store.keep(SERVER, { ...ANNA, password: 'old' }, true);
    one.store.keep(SERVER, ANNA, false);
    await expect.poll(() => other.store.read(SERVER)).toEqual(ANNA);
    expect(openTab('session', other.storage).store.read(SERVER)).toEqual(ANNA);
    expect(one.storage.length).toBe(0);
  });

  it('last as long as the page where nothing can be stored, and no nonsense is taken', () => {
    const store = createCredentialsStore({
      getStorage: () => {
        throw new DOMException('blocked', 'SecurityError');
      },
      channel: undefined,
    });
    store.keep(SERVER, ANNA, true);
    expect(store.read(SERVER)).toEqual(ANNA);
    const storage = createMapStorage();
    storage.setItem('runlens:sign-in', '{"x":{"kind":"basic"}}');
    expect(openTab('nonsense', storage).store.servers()).toEqual([]);
  });
});
