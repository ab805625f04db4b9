// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readPageAddress } from './page-address.ts';
import { flushOnLeave } from './use-paced-write.ts';
import { useNavigateTo } from './use-route.ts';
import { useWorkspace, WorkspaceProvider } from './workspace-store.tsx';

function renderWorkspace(hash: string) {
  window.history.replaceState(null, '', hash);
  const seen: (readonly string[] | 'all')[] = [];
  const rendered = renderHook(
    () => {
      const store = useWorkspace();
      seen.push(store.workspace.experimentIds);
      return { ...store, navigateTo: useNavigateTo() };
    },
    {
      wrapper: ({ children }: { readonly children: ReactNode }) => (
        <HashRouter>
          <WorkspaceProvider>{children}</WorkspaceProvider>
        </HashRouter>
      ),
    },
  );
  return { ...rendered, seen };
}

/** What the browser does when the person types an address or goes back. */
function typeAddress(hash: string): void {
  window.history.pushState(null, '', hash);
  window.dispatchEvent(new PopStateEvent('popstate'));
}

const address = () => window.location.hash;

beforeEach(() => window.history.replaceState(null, '', '#/'));
afterEach(cleanup);

describe('useWorkspace', () => {
  it('reads the address before the first render', () => {
    const { result, seen } = renderWorkspace('#/runs?e=1,2&sort=nowhere');
    expect(result.current.workspace.experimentIds).toEqual(['1', '2']);
    expect(result.current.problems).toEqual([{ param: 'sort', text: 'nowhere' }]);
    expect(seen.every((ids) => ids.length === 2)).toBe(true);
    expect(address()).toBe('#/runs?e=1,2&sort=nowhere');
  });

  it('changes at once and writes the address without a new entry, unknown parameters kept', async () => {
    const { result } = renderWorkspace('#/runs?e=1&from=mail');
    const entries = window.history.length;
    act(() => result.current.dispatch({ type: 'set-find', find: 'l' }));
    expect(result.current.workspace.find).toBe('l');
    act(() => result.current.dispatch({ type: 'set-find', find: 'lo' }));
    act(() => result.current.dispatch({ type: 'set-find', find: 'loss' }));
    expect(result.current.workspace.find).toBe('loss');
    await waitFor(() => expect(address()).toBe('#/runs?e=1&find=loss&from=mail'));
    expect(window.history.length).toBe(entries);
    expect(result.current.workspace.find).toBe('loss');
  });

  it.each<[string, () => void]>([
    ['the page is left', () => window.dispatchEvent(new Event('pagehide'))],
    [
      'the pointer goes to the browser',
      () => document.documentElement.dispatchEvent(new Event('pointerleave')),
    ],
    ['it is loaded again by key', () => window.dispatchEvent(new KeyboardEvent('keydown', { code: 'F5' }))],
    [
      'its address is asked for by key',
      () => window.dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyL', ctrlKey: true })),
    ],
    ['it is read to be copied', readPageAddress],
  ])('has the latest change where %s', (_, leave) => {
    flushOnLeave(window);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { result } = renderWorkspace('#/runs?e=1');
    act(() => result.current.dispatch({ type: 'set-find', find: 'a' }));
    act(() => result.current.dispatch({ type: 'set-find', find: 'ab' }));
    expect(address()).not.toContain('find=ab');
    act(leave);
    expect(address()).toBe('#/runs?e=1&find=ab');
    vi.useRealTimers();
  });

  it('adds an entry for a tab', () => {
    const { result } = renderWorkspace('#/runs?e=1');
    const entries = window.history.length;
    act(() => result.current.dispatch({ type: 'set-tab', tab: 'table' }));
    expect(address()).toBe('#/runs?e=1&tab=table');
    expect(window.history.length).toBe(entries + 1);
  });

  it('takes in an address that was typed', async () => {
    const { result } = renderWorkspace('#/runs?e=1');
    act(() => result.current.dispatch({ type: 'set-find', find: 'loss' }));
    act(() => typeAddress('#/runs?e=1&find=acc'));
    await waitFor(() => expect(result.current.workspace.find).toBe('acc'));
    act(() => result.current.undo());
    expect(result.current.workspace.find).toBe('loss');
  });

  it('undoes and redoes, and the address follows', async () => {
    const { result } = renderWorkspace('#/runs?e=1');
    const start = result.current.workspace;
    expect(result.current.canUndo).toBe(false);
    act(() => result.current.dispatch({ type: 'set-chart', change: { cardColumns: 1 } }));
    const changed = result.current.workspace;
    expect(result.current.canUndo).toBe(true);
    act(() => result.current.undo());
    expect(result.current.workspace).toEqual(start);
    await waitFor(() => expect(address()).toBe('#/runs?e=1'));
    act(() => result.current.redo());
    expect(result.current.workspace).toEqual(changed);
    expect(result.current.canRedo).toBe(false);
    await waitFor(() => expect(address()).toMatch(/^#\/runs\?e=1&w=/));
  });

  it('never shows the experiments before when a link opens others', async () => {
    const { result, seen } = renderWorkspace('#/runs?e=1');
    act(() => result.current.navigateTo('#/'));
    const before = seen.length;
    act(() => result.current.navigateTo('#/runs?e=2'));
    await waitFor(() => expect(result.current.workspace.experimentIds).toEqual(['2']));
    expect(seen.slice(before)).not.toContainEqual(['1']);
    expect(result.current.canUndo).toBe(false);
  });

  it('touches no other page, and writes what came too late once the person is back', async () => {
    const { result } = renderWorkspace('#/runs?e=1');
    act(() => result.current.dispatch({ type: 'set-find', find: 'l' }));
    await waitFor(() => expect(address()).toBe('#/runs?e=1&find=l'));
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    act(() => result.current.dispatch({ type: 'set-find', find: 'loss' }));
    act(() => result.current.navigateTo('#/run/a'));
    act(() => {
      vi.advanceTimersByTime(1000);
    });
    vi.useRealTimers();
    expect(address()).toBe('#/run/a');
    act(() => typeAddress('#/runs?e=1&find=l'));
    await waitFor(() => expect(address()).toBe('#/runs?e=1&find=loss'));
    expect(result.current.workspace.find).toBe('loss');
  });

  it('says when the document no longer fits into a link', () => {
    const { result } = renderWorkspace('#/runs?e=1');
    act(() => result.current.dispatch({ type: 'set-filter', filter: 'x'.repeat(9000) }));
    expect(result.current.isTooLongForUrl).toBe(true);
    expect(result.current.workspace.filter).toHaveLength(9000);
    expect(address()).toBe('#/runs?e=1');
  });

  it('names what is missing outside its provider', () => {
    vi.mocked(console.error).mockImplementation(() => {});
    expect(() => renderHook(() => useWorkspace())).toThrow('WorkspaceProvider');
  });
});
