// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { arrangeColumns } from '../../domain/runs/column-list.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { formatRunColumn, NEWEST_FIRST, type RunColumn, type RunSort } from '../../domain/runs/run-sort.ts';
import { recallTable } from '../../state/remembered-table.ts';
import { useWorkspace, WorkspaceProvider } from '../../state/workspace-store.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { useColumnActions } from './use-column-actions.ts';
import { useShownColumns } from './use-shown-columns.ts';

vi.mock('../../queries/data-client-context.tsx', () => ({ useConnection: () => ({ sourceKey: 'here' }) }));

const CATALOGUE = {
  version: 1,
  metrics: [{ key: 'loss', runCount: 9, distinctCount: 9, isVarying: true }],
  params: [{ key: 'lr', runCount: 9, distinctCount: 3, isVarying: true }],
  tags: [],
};
vi.mock('../../queries/use-catalogue.ts', () => ({ useCatalogue: () => CATALOGUE }));

const param = (key: string): RunColumn => ({ kind: 'param', key });
const BY_PARAM = { column: param('sorted'), isDescending: false };
const DATA = { data: 'abcdefghi' };
const BEFORE = ['a', 'b', 'c'].map(param);
const IDS = ['1'] as ExperimentId[];

const wrapper = ({ children }: { readonly children: ReactNode }) => (
  <HashRouter>
    <WorkspaceProvider>{children}</WorkspaceProvider>
  </HashRouter>
);

function open(hash = '#/runs?e=1') {
  window.history.replaceState(null, '', hash);
  const { result } = renderHook(
    () => {
      const store = useWorkspace();
      const shown = arrangeColumns(store.workspace.columns ?? BEFORE, store.workspace.pinnedColumns);
      return { store, shown, actions: useColumnActions(shown) };
    },
    { wrapper },
  );
  return {
    texts: () =>
      result.current.shown.map((column) => formatRunColumn(column).replace('params.', '')).join(' '),
    do: (action: (actions: typeof result.current.actions) => void) =>
      act(() => action(result.current.actions)),
    store: () => result.current.store,
  };
}

afterEach(cleanup);

function remember() {
  const table = open('#/runs?e=8');
  table.do((actions) => actions.setAll([param('mine')]));
  cleanup();
}

describe('what a person does with columns', () => {
  it('shows, hides, replaces and moves them', () => {
    const table = open();
    table.do((actions) => actions.toggle(param('d')));
    table.do((actions) => actions.hide(['params.a']));
    table.do((actions) => actions.show([param('b'), param('e')]));
    expect(table.texts()).toBe('b c d e');
    table.do((actions) => actions.move('params.e', 'params.c'));
    table.do((actions) => actions.moveByOne('params.b', 1));
    expect(table.texts()).toBe('e b c d');
    table.do((actions) => actions.replace('params.c', param('z')));
    expect(table.texts()).toBe('e b z d');
  });

  it('moves pinned ones among themselves', () => {
    const table = open();
    table.do((actions) => actions.pin('params.c', true));
    table.do((actions) => actions.pin('params.b', true));
    expect(table.texts()).toBe('c b a');
    table.do((actions) => actions.moveByOne('params.c', 1));
    expect(table.texts()).toBe('b c a');
    table.do((actions) => actions.move('params.c', 'params.b'));
    expect(table.texts()).toBe('c b a');
    table.do((actions) => actions.replace('params.c', param('x')));
    expect(table.texts()).toBe('x b a');
    table.do((actions) => actions.pin('params.x', false));
    expect(table.texts()).toBe('b x a');
  });

  it('is remembered for the experiment until it is reset, and can be undone', () => {
    const table = open();
    table.do((actions) => actions.hide(['params.a']));
    table.do((actions) => actions.pin('params.c', true));
    table.do((actions) => actions.setDirection('lag', 'lower'));
    expect(recallTable(IDS, 'here')).toMatchObject({
      columns: ['params.b', 'params.c'],
      pinned: ['params.c'],
      better: { lag: 'lower' },
    });
    act(() => table.store().undo());
    expect(table.store().workspace.directions).toEqual({});
    table.do((actions) => actions.reset());
    expect(table.texts()).toBe('a b c');
    expect(recallTable(IDS, 'here').columns).toBeUndefined();
  });
});

describe('the shown columns', () => {
  const SNAPSHOT = { catalogueVersion: 1, state: 'complete' } as RunsSnapshot;
  const show = (hash: string) => {
    window.history.replaceState(null, '', hash);
    const { result } = renderHook(
      () => ({ shown: useShownColumns('view', SNAPSHOT), store: useWorkspace() }),
      { wrapper },
    );
    const ofLink = () => result.current.shown.linkColumns?.map(formatRunColumn);
    return { result, texts: () => result.current.shown.columns.map(formatRunColumn), ofLink };
  };

  it('are chosen from the keys where nobody chose', () => {
    expect(show('#/runs?e=7').texts()).toEqual(['start_time', 'duration', 'metrics.loss', 'params.lr']);
  });

  it('are those chosen last, written into the link, without a step of undo', () => {
    remember();
    const { result, texts } = show('#/runs?e=8');
    expect(texts()).toEqual(['params.mine']);
    expect(result.current.store.workspace.columns).toEqual([param('mine')]);
    expect(result.current.store.canUndo).toBe(false);
  });

  it('are those of the link before all', () => {
    remember();
    // {"columns":["params.lr"]}
    expect(show('#/runs?e=8&w=eyJjb2x1bW5zIjpbInBhcmFtcy5sciJdfQ').texts()).toEqual(['params.lr']);
  });

  it('are the default ones in a link of what somebody else saw, whatever stood here before', () => {
    remember();
    const { result, texts } = show('#/runs?e=8');
    act(() => result.current.store.dispatch({ type: 'set-sort', sort: BY_PARAM }));
    act(() => result.current.store.dispatch({ type: 'set-columns', columns: undefined }));
    expect(texts()).toContain('params.sorted');
    act(() => {
      window.history.pushState(null, '', '#/runs?e=8&data=abcdefghi');
      window.dispatchEvent(new PopStateEvent('popstate'));
    });
    expect(texts()).toEqual(['start_time', 'duration', 'metrics.loss', 'params.lr']);
    cleanup();
    expect(show('#/runs?e=8&data=abcdefghi').texts()).not.toContain('params.mine');
  });

  it('are named by a link only where whoever opens it would see others', () => {
    const table = show('#/runs?e=10');
    expect(table.ofLink()).toBeUndefined();
    const sortBy = (sort: RunSort) =>
      act(() => table.result.current.store.dispatch({ type: 'set-sort', sort }));
    sortBy(BY_PARAM);
    expect(table.texts()).toEqual(['start_time', 'duration', 'metrics.loss', 'params.lr', 'params.sorted']);
    expect(table.ofLink()).toEqual(table.texts());
    sortBy(NEWEST_FIRST);
    const { workspace, formatLink } = table.result.current.store;
    const link = formatLink({ ...workspace, columns: table.result.current.shown.linkColumns }, DATA);
    const before = table.texts();
    cleanup();
    const opened = show(link);
    expect(opened.texts()).toEqual(before);
    expect(opened.ofLink()).toEqual(before);
  });

  it('are named by a link where the metric that was sorted by here last is the first one', () => {
    show('#/runs?e=11&sort=-max(metrics.loss)');
    cleanup();
    const { texts, ofLink } = show('#/runs?e=11');
    expect(ofLink()).toEqual(texts());
  });

  it('begin with the metric that was sorted by last', () => {
    show('#/runs?e=9&sort=-max(metrics.loss)');
    cleanup();
    expect(show('#/runs?e=9').texts()).toContain('max(metrics.loss)');
  });
});
