// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useEffect } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { arrangeColumns } from '../../domain/runs/column-list.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace, WorkspaceProvider } from '../../state/workspace-store.tsx';
import { ColumnMenu, directionWord } from './column-menu.tsx';
import { useColumnActions } from './use-column-actions.ts';
import { SPARKLINE_ID } from './use-sparkline.tsx';

vi.mock('../../queries/data-client-context.tsx', () => ({ useConnection: () => ({ sourceKey: 'here' }) }));

const LAG = { kind: 'metric', key: 'lag' } as const;
const BEST = { kind: 'statistic', key: 'lag', statistic: { name: 'best' } } as const;
const LR = { kind: 'param', key: 'lr' } as const;

let latest: Workspace | undefined;
const onClose = vi.fn();

function Harness({ columnId }: { readonly columnId: string }) {
  const { workspace } = useWorkspace();
  useEffect(() => {
    latest = workspace;
  });
  const shown = arrangeColumns(workspace.columns ?? [LAG, BEST, LR], workspace.pinnedColumns);
  return (
    <ColumnMenu
      opened={{ columnId, anchor: new DOMRect(10, 10, 80, 20), returnTo: undefined }}
      shown={shown}
      catalogue={undefined}
      actions={useColumnActions(shown)}
      onClose={onClose}
    />
  );
}

function open(columnId: string) {
  window.history.replaceState(null, '', '#/runs?e=1');
  render(
    <MantineProvider env="test">
      <HashRouter>
        <WorkspaceProvider>
          <Harness columnId={columnId} />
        </WorkspaceProvider>
      </HashRouter>
    </MantineProvider>,
  );
}

const item = (name: string) => screen.getByRole('menuitem', { name });
const shadingItem = () => screen.getByRole('menuitem', { name: new RegExp(`^${m.column_shading()}: `) });
const press = (name: string) => act(async () => fireEvent.click(item(name)));
const textsOf = (columns: readonly RunColumn[] | undefined) => columns?.map(formatRunColumn);

afterEach(() => {
  cleanup();
  onClose.mockClear();
});

describe('the menu of a header', () => {
  it('hides its column and closes', async () => {
    open('params.lr');
    await press(m.column_hide());
    expect(textsOf(latest?.columns)).toEqual(['metrics.lag', 'best(metrics.lag)']);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('stays open when a key is pressed outside: the press that opens it is still under way', () => {
    open('params.lr');
    fireEvent.keyDown(document.body, { key: 'ArrowDown', altKey: true });
    expect(onClose).not.toHaveBeenCalled();
    fireEvent.mouseDown(document.body);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('pins it, and says what is pinned', async () => {
    open('params.lr');
    expect(item(m.column_move_right()).hasAttribute('data-disabled')).toBe(true);
    await press(m.column_pin());
    expect(latest?.pinnedColumns).toEqual(['params.lr']);
    await press(m.column_unpin());
    expect(latest?.pinnedColumns).toEqual([]);
  });

  it('asks which way is better where a best needs to know and the name does not tell', async () => {
    open('best(metrics.lag)');
    screen.getByText(m.column_which_way({ metric: 'lag' }));
    await press(directionWord('lower'));
    expect(latest?.directions).toEqual({ lag: 'lower' });
    expect(screen.queryByText(m.column_which_way({ metric: 'lag' }))).toBeNull();
  });

  it('sets the direction of any metric, and asks of none that does not need it', async () => {
    open('metrics.lag');
    expect(screen.queryByText(m.column_which_way({ metric: 'lag' }))).toBeNull();
    const better = item(`${m.column_better()}: ${directionWord(undefined)}`);
    await act(async () => fireEvent.keyDown(better, { key: 'ArrowRight' }));
    const higher = await screen.findByRole('menuitemcheckbox', { name: directionWord('higher') });
    await act(async () => fireEvent.click(higher));
    expect(latest?.directions).toEqual({ lag: 'higher' });
  });

  it('shades its own column, and all number columns when told to', async () => {
    open('metrics.lag');
    await act(async () => fireEvent.keyDown(shadingItem(), { key: 'ArrowRight' }));
    const bars = await screen.findByRole('menuitemcheckbox', { name: m.column_shading_bar() });
    await act(async () => fireEvent.click(bars));
    expect([latest?.shading, latest?.columnShadings]).toEqual(['none', { 'metrics.lag': 'bar' }]);

    await act(async () => fireEvent.keyDown(shadingItem(), { key: 'ArrowRight' }));
    const apply = await screen.findByRole('menuitem', { name: m.column_shading_apply() });
    await act(async () => fireEvent.click(apply));
    expect([latest?.shading, latest?.columnShadings]).toEqual(['bar', {}]);
  });

  it.each([
    ['metrics.loss', '<'],
    ['max(metrics.val/accuracy)', '>'],
    ['count(metrics.loss)', '='],
    ['params.lr', '='],
  ])('offers for a filter by %s first what is better', async (columnId, operator) => {
    open(columnId);
    await press(m.column_filter());
    expect(screen.getByRole<HTMLSelectElement>('combobox').value).toBe(operator);
  });

  it('filters by a family', async () => {
    open('family_mean(fold_{n}/f1)');
    await press(m.column_filter());
    fireEvent.change(screen.getByRole('combobox'), { target: { value: '>' } });
    fireEvent.change(screen.getByRole('textbox', { name: m.column_filter_value() }), {
      target: { value: '0.9' },
    });
    await act(async () => fireEvent.click(screen.getByRole('button', { name: m.column_filter_apply() })));
    expect(latest?.filter).toBe("family_mean('fold_{n}/f1') > 0.9");
  });

  it('sorts by it', async () => {
    open('params.lr');
    await act(async () =>
      fireEvent.click(screen.getByRole('menuitemcheckbox', { name: m.column_sort_ascending() })),
    );
    expect(latest?.sort).toEqual({ column: LR, isDescending: false });
  });

  it('copies its key where the page may write to the clipboard, and offers nothing where it may not', async () => {
    vi.stubGlobal('isSecureContext', false);
    open('params.lr');
    expect(screen.queryByRole('menuitem', { name: m.column_copy_name() })).toBeNull();
    cleanup();
    vi.stubGlobal('isSecureContext', true);
    const writeText = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
    open('params.lr');
    await press(m.column_copy_name());
    expect(writeText).toHaveBeenCalledWith('lr');
    vi.unstubAllGlobals();
  });

  it('of the small curves removes them', async () => {
    open(SPARKLINE_ID);
    await press(m.sparkline_remove());
    expect(latest?.sparkline).toBeUndefined();
    expect(onClose).toHaveBeenCalledTimes(1);
  });
});
