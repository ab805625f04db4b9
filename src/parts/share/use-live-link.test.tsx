// @vitest-environment happy-dom
import { cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, expect, it } from 'vitest';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { checkOfRuns } from '../../domain/sharing/set-check.ts';
import { WorkspaceProvider } from '../../state/workspace-store.tsx';
import { parseWorkspace } from '../../url/workspace-codec.ts';
import { useLiveLink } from './use-live-link.ts';

afterEach(cleanup);

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <HashRouter>
    <WorkspaceProvider>{children}</WorkspaceProvider>
  </HashRouter>
);

const IDS = ['a', 'b'] as RunId[];
const RUN = {
  name: 'run',
  experimentId: '1' as ExperimentId,
  startMs: 1,
  isRunning: false,
  colorTag: undefined,
};

function linkOf(isWhole: boolean, columns?: readonly RunColumn[]) {
  window.history.replaceState(null, '', '#/runs?e=1&set=top:2&data=abcdefghi');
  const compared = IDS.map((id): ComparedRun => ({ ...RUN, id }));
  const { result } = renderHook(() => useLiveLink({ compared, isWhole, columns }), { wrapper });
  const [, search = ''] = result.current().split('#/runs');
  return parseWorkspace(search);
}

it('carries its rule, its data, its time and a check of the runs that the rule gives', () => {
  const beforeMs = Date.now();
  const { workspace, facts } = linkOf(true);
  expect(workspace.set).toMatchObject({ kind: 'top', count: 2 });
  expect(facts).toMatchObject({ data: 'abcdefghi', check: checkOfRuns(IDS) });
  expect(facts.atMs).toBeGreaterThanOrEqual(beforeMs);
});

it('names the columns that are shown where nobody would see them by themselves', () => {
  const columns: readonly RunColumn[] = [{ kind: 'param', key: 'lr' }];
  expect(linkOf(true, columns).workspace.columns).toEqual(columns);
});

it('claims nothing of a set that is still being read', () => {
  expect(linkOf(false).facts.check).toBeUndefined();
});
