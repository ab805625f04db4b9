// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { ReadableView } from '../../domain/views/saved-view.ts';
import { useWorkspace, WorkspaceProvider } from '../../state/workspace-store.tsx';
import { changeSinceSaved, parseSavedWorkspace } from '../../url/saved-workspace.ts';
import type { ViewChangeRequest } from '../../worker/views/views-protocol.ts';
import { useViewWork } from './use-view-work.ts';

const written = vi.hoisted((): ViewChangeRequest[] => []);

vi.mock('../../queries/view-queries.ts', () => ({
  useViewWriter: () => async (request: ViewChangeRequest) => {
    written.push(request);
    return { state: 'done', id: 'abc' };
  },
}));
vi.mock('../../queries/sign-in-context.tsx', () => ({ usePerson: () => ({ state: 'unknown' }) }));

afterEach(cleanup);

const EXPERIMENT = '1' as ExperimentId;
const VIEW = { experimentId: EXPERIMENT, id: 'abc' as ReadableView['id'] };
const COLUMNS: readonly RunColumn[] = [{ kind: 'param', key: 'lr' }];

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>
    <HashRouter>
      <WorkspaceProvider>{children}</WorkspaceProvider>
    </HashRouter>
  </QueryClientProvider>
);

function start(columns: readonly RunColumn[] | undefined) {
  written.length = 0;
  window.history.replaceState(null, '', '#/runs?e=1&set=top:2&data=abcdefghi');
  return renderHook(() => ({ work: useViewWork(columns), ...useWorkspace() }), { wrapper }).result;
}

function savedLast() {
  const change = written.at(-1)?.change;
  const saved = change && 'content' in change ? parseSavedWorkspace(change.content, VIEW) : undefined;
  if (!saved) throw new Error('nothing that can be read was saved');
  return saved.workspace;
}

it.each(['saveAs', 'update'] as const)(
  '%s: a view holds columns that grew, and is unchanged then',
  async (how) => {
    const result = start(COLUMNS);
    await act(async () => {
      const { work } = result.current;
      if (how === 'saveAs') await work.saveAs(EXPERIMENT, 'kept', false);
      else await work.update(VIEW, undefined);
    });
    expect(savedLast().columns).toEqual(COLUMNS);
    expect(result.current.workspace.columns).toEqual(COLUMNS);
    expect(changeSinceSaved({ ...result.current.workspace, view: VIEW }, savedLast())).toBe('none');
    expect(result.current.canUndo).toBe(false);
  },
);

it('leaves default columns to whoever opens the view', async () => {
  const result = start(undefined);
  await act(async () => void (await result.current.work.saveAs(EXPERIMENT, 'kept', false)));
  expect(savedLast().columns).toBeUndefined();
  expect(result.current.workspace).toMatchObject({ view: VIEW });
  expect(result.current.workspace.columns).toBeUndefined();
});
