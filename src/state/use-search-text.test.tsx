// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { useSearchText } from './use-search-text.ts';

afterEach(cleanup);

function renderText(hash: string) {
  window.history.replaceState(null, '', hash);
  return renderHook(() => useSearchText('q'), {
    wrapper: ({ children }: { readonly children: ReactNode }) => <HashRouter>{children}</HashRouter>,
  });
}

it('begins with the text of the address', () => {
  expect(renderText('#/?q=a%20b').result.current[0]).toBe('a b');
});

it('has the typed text at once and the address soon after, in one entry', async () => {
  const { result } = renderText('#/?from=mail');
  const entries = window.history.length;
  for (const text of ['학', '학습', '학습/']) {
    act(() => result.current[1](text));
    expect(result.current[0]).toBe(text);
  }
  await waitFor(() => expect(window.location.hash).toBe('#/?q=%ED%95%99%EC%8A%B5/&from=mail'));
  expect(result.current[0]).toBe('학습/');
  expect(window.history.length).toBe(entries);
});

it('leaves the address when it is empty', async () => {
  const { result } = renderText('#/?q=a');
  act(() => result.current[1](''));
  await waitFor(() => expect(window.location.hash).toBe('#/'));
});

it('follows Back', async () => {
  const { result } = renderText('#/?q=a');
  act(() => {
    window.history.pushState(null, '', '#/?q=b');
    window.dispatchEvent(new PopStateEvent('popstate'));
  });
  await waitFor(() => expect(result.current[0]).toBe('b'));
});
