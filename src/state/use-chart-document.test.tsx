// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_WORKSPACE } from '../domain/workspace.ts';
import { decodePacked, encodePacked } from '../url/packed-rest.ts';
import { useChartDocument } from './use-chart-document.ts';

afterEach(cleanup);

function open(hash: string) {
  window.history.replaceState(null, '', hash);
  return renderHook(useChartDocument, {
    wrapper: ({ children }: { readonly children: ReactNode }) => <HashRouter>{children}</HashRouter>,
  }).result;
}

/** What the packed part of the address says. */
function packed() {
  const text = new URLSearchParams(window.location.hash.split('?')[1]).get('w') ?? '';
  return decodePacked(text) ?? {};
}

it('begins as the link says, and keeps what it does not know', async () => {
  const result = open(`#/run/a?tab=charts&w=${encodePacked({ y: 'log', 'x-new': 1 })}`);
  expect(result.current.settings).toEqual({ ...DEFAULT_WORKSPACE.chart, yKind: 'log' });
  act(() => result.current.onSettings({ cardColumns: 4 }));
  await waitFor(() => expect(packed()).toEqual({ y: 'log', cards: 4, 'x-new': 1 }));
  expect(window.location.hash).toContain('tab=charts');
});

it('takes changes back and does them again, in the address too', async () => {
  const result = open('#/run/a');
  act(() => result.current.onSettings({ yKind: 'log' }));
  act(() => result.current.onSettings({ smoothing: { kind: 'ema', weight: 0.5 } }, 'slider'));
  act(() => result.current.onSettings({ smoothing: { kind: 'ema', weight: 0.6 } }, 'slider'));
  act(() => result.current.undo());
  expect(result.current.settings).toMatchObject({ yKind: 'log', smoothing: undefined });
  await waitFor(() => expect(packed()).toEqual({ y: 'log' }));
  act(() => result.current.undo());
  expect(result.current).toMatchObject({ canUndo: false, canRedo: true });
  act(() => result.current.redo());
  act(() => result.current.redo());
  expect(result.current.settings.smoothing).toEqual({ kind: 'ema', weight: 0.6 });
});

it('follows Back, as one step that can be undone', async () => {
  const result = open('#/run/a');
  act(() => {
    window.history.pushState(null, '', `#/run/a?w=${encodePacked({ x: 'log' })}`);
    window.dispatchEvent(new PopStateEvent('popstate'));
  });
  await waitFor(() => expect(result.current.settings.xKind).toBe('log'));
  act(() => result.current.undo());
  expect(result.current.settings.xKind).toBe('linear');
});

it('names the card that fills the screen, and what of a link means nothing', async () => {
  const result = open(`#/run/a?w=${encodePacked({ y: 'round' })}`);
  expect(result.current.problems).toEqual(['w.y']);
  act(() => result.current.onCard('m:loss'));
  await waitFor(() => expect(window.location.hash).toContain('card=m:loss'));
  act(() => result.current.onCard(undefined));
  await waitFor(() => expect(window.location.hash).not.toContain('card='));
  expect(open('#/run/a?card=loss').current.card).toBeUndefined();
});
