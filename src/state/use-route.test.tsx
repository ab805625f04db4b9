// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import { experimentsHref, openHref, runHref } from '../url/routes.ts';
import { useDocumentTitle } from './use-document-title.ts';
import { useNavigateTo, useRoute } from './use-route.ts';

beforeEach(() => window.history.replaceState(null, '', '#/'));
afterEach(cleanup);

function wrapper({ children }: { readonly children: ReactNode }) {
  return <HashRouter>{children}</HashRouter>;
}

function renderRoute() {
  return renderHook(() => ({ route: useRoute(), navigateTo: useNavigateTo() }), { wrapper });
}

describe('useRoute', () => {
  it.each(['a%2Fb', 'a/b', '가중치/검증', '🧪 ?#&=', '..', '50%', 'a+b'])(
    'opens the run of id %s, typed or navigated to',
    async (id) => {
      const { result } = renderRoute();
      act(() => result.current.navigateTo(runHref(id as RunId)));
      await waitFor(() => expect(result.current.route).toEqual({ page: 'run', runId: id }));
      expect(window.location.hash).toBe(runHref(id as RunId));

      const typed = renderRoute();
      expect(typed.result.current.route).toEqual({ page: 'run', runId: id });
    },
  );

  it('hands a pasted link over whole', async () => {
    const link = 'http://host/#/compare-runs?runs=["a","b"]&experiments=["1"]';
    const { result } = renderRoute();
    act(() => result.current.navigateTo(openHref(link)));
    await waitFor(() => expect(result.current.route).toEqual({ page: 'open', target: link }));
  });

  it('says which path is unknown, with what stands behind it', () => {
    window.history.replaceState(null, '', '#/nowhere/a%252Fb');
    expect(renderRoute().result.current.route).toEqual({ page: 'not-found', path: '/nowhere/a%2Fb' });
  });
});

describe('useNavigateTo', () => {
  it('stays the same function', async () => {
    const { result } = renderRoute();
    const first = result.current.navigateTo;
    act(() => first(openHref('x')));
    await waitFor(() => expect(result.current.route.page).toBe('open'));
    expect(result.current.navigateTo).toBe(first);
  });

  it('adds an entry, or takes the place of the current one', () => {
    const { result } = renderRoute();
    const before = window.history.length;
    act(() => result.current.navigateTo(openHref('x')));
    expect(window.history.length).toBe(before + 1);
    act(() => result.current.navigateTo(experimentsHref(), { replace: true }));
    expect(window.history.length).toBe(before + 1);
    expect(window.location.hash).toBe('#/');
  });
});

it('useDocumentTitle puts what is open first', () => {
  const { rerender } = renderHook(({ name }) => useDocumentTitle([name, 'Runlens']), {
    initialProps: { name: 'run 1' },
  });
  expect(document.title).toBe('run 1 · Runlens');
  rerender({ name: '' });
  expect(document.title).toBe('Runlens');
});
