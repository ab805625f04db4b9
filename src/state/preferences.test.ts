// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createPreferencesStore, preferencesStore, usePreferences } from './preferences.ts';

const KEY = 'runlens:preferences';
const open = (languages: readonly string[] = ['en-US']) =>
  createPreferencesStore(() => localStorage, languages);

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  localStorage.clear();
});

describe('preferences', () => {
  it.each([
    [['ko-KR', 'en'], 'ko'],
    [['ko'], 'ko'],
    [['en-GB', 'ko'], 'en'],
    [['fr', 'ko'], 'ko'],
    [['kok-IN'], 'en'],
    [[], 'en'],
  ])('begin in the language of a browser set to %j', (languages, locale) => {
    expect(open(languages).read()).toMatchObject({ locale, theme: 'system' });
  });

  it('outlast the page', () => {
    open().update({ theme: 'dark', locale: 'ko', tablePercent: 60, serverUrl: 'http://10.0.0.5:5000' });
    expect(open().read()).toEqual({
      isActivityFolded: false,
      theme: 'dark',
      locale: 'ko',
      tablePercent: 60,
      serverUrl: 'http://10.0.0.5:5000',
      recentFilters: [],
    });
  });

  it('keep what “mine” means and the recent filters', () => {
    const set = { mine: { tagKey: 'team', value: 'vision' }, recentFilters: ["status = 'FAILED'", 'resnet'] };
    open().update(set);
    expect(open().read()).toMatchObject(set);
    localStorage.setItem(KEY, JSON.stringify({ mine: { value: '' }, recentFilters: 'resnet' }));
    expect(open().read()).toMatchObject({ recentFilters: [] });
    expect(open().read().mine).toBeUndefined();
  });

  it('drop a bad value alone and keep those of a newer version', () => {
    localStorage.setItem(
      KEY,
      JSON.stringify({ theme: 'neon', locale: 'ko', tablePercent: '40', density: 'high' }),
    );
    const store = open();
    expect(store.read()).toMatchObject({ theme: 'system', locale: 'ko', tablePercent: 47 });
    store.update({ theme: 'light' });
    expect(JSON.parse(localStorage.getItem(KEY) ?? '')).toMatchObject({ theme: 'light', density: 'high' });
  });

  it.each(['', '{', 'null', '7', '[]', '"dark"'])('have defaults where %j is stored', (text) => {
    localStorage.setItem(KEY, text);
    expect(open().read()).toMatchObject({ theme: 'system', locale: 'en' });
  });

  it('last as long as the page where storage is blocked', () => {
    const store = createPreferencesStore(() => {
      throw new DOMException('denied', 'SecurityError');
    }, ['en']);
    store.update({ theme: 'dark' });
    expect(store.read().theme).toBe('dark');
  });

  it('follow another tab', () => {
    const store = open();
    const onChange = vi.fn<() => void>();
    const stop = store.subscribe(onChange);
    const event = { key: KEY, newValue: JSON.stringify({ theme: 'dark' }) };
    window.dispatchEvent(new StorageEvent('storage', event));
    expect(store.read().theme).toBe('dark');
    expect(onChange).toHaveBeenCalledOnce();
    stop();
    window.dispatchEvent(new StorageEvent('storage', { ...event, newValue: null }));
    expect(store.read().theme).toBe('dark');
  });

  it('render anew when they change', () => {
    const { result } = renderHook(() => usePreferences());
    act(() => result.current.update({ theme: 'dark' }));
    expect(result.current.preferences.theme).toBe('dark');
    expect(preferencesStore().read().theme).toBe('dark');
  });
});
