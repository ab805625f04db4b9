// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useEffect } from 'react';
import { HashRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { arrangeColumns } from '../../domain/runs/column-list.ts';
import { formatRunColumn } from '../../domain/runs/run-sort.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace, WorkspaceProvider } from '../../state/workspace-store.tsx';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { directionWord } from './column-menu.tsx';
import { ColumnPickerPanel } from './column-picker-panel.tsx';

vi.mock('../../queries/data-client-context.tsx', () => ({
  useConnection: () => ({ sourceKey: 'here' }),
  // Few keys are looked through on the page itself.
  useDataClient: () => undefined,
}));

const info = (key: string) => ({ key, runCount: 9, distinctCount: 3, isVarying: true });
const CATALOGUE: KeyCatalogue = {
  version: 1,
  metrics: [{ ...info('lag'), distinctCount: 50, min: 0.001, max: 0.5 }, info('loss')],
  params: [info('lr'), { ...info('seed'), isVarying: false }],
  tags: [],
};

let latest: Workspace | undefined;

function Harness() {
  const { workspace } = useWorkspace();
  useEffect(() => {
    latest = workspace;
  });
  const shown = arrangeColumns(workspace.columns ?? [], workspace.pinnedColumns);
  return <ColumnPickerPanel catalogue={CATALOGUE} shown={shown} />;
}

const texts = () => latest?.columns?.map(formatRunColumn);
const box = (name: string | RegExp) => screen.getByRole('checkbox', { name });
const click = (element: HTMLElement) => act(async () => fireEvent.click(element));
const type = (label: string, value: string) =>
  act(async () => fireEvent.change(screen.getByLabelText(label), { target: { value } }));
const problem = () =>
  screen
    .getAllByRole('status')
    .map(({ textContent }) => textContent)
    .join('');
const openStatistics = (metric: string) =>
  click(screen.getByRole('button', { name: m.columns_statistics({ metric }) }));

beforeEach(() => {
  // The lists are virtual: without a height they would hold no row.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(400);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(900);
  window.history.replaceState(null, '', '#/runs?e=1');
  render(
    <MantineProvider env="test">
      <HashRouter>
        <WorkspaceProvider>
          <Harness />
        </WorkspaceProvider>
      </HashRouter>
    </MantineProvider>,
  );
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the column picker', () => {
  it('tells of each key from where to where, how many values, in how many runs', () => {
    const runs = m.columns_in_runs({ count: 9, text: '9' });
    const lag = [m.columns_range({ min: '0.001', max: '0.5' }), m.columns_values({ count: 50, text: '50+' })];
    box(`lag ${[...lag, runs].join(' · ')}`);
    expect(box(`loss ${m.columns_values({ count: 3, text: '3' })} · ${runs}`)).toBeDefined();
  });

  it('finds keys, and says when there is none', async () => {
    box(/^lag/);
    expect(document.activeElement).toBe(screen.getByLabelText(m.columns_search()));
    await type(m.columns_search(), 'LR');
    box(/^lr/);
    expect(screen.queryByRole('checkbox', { name: /^lag/ })).toBeNull();
    await type(m.columns_search(), 'nothing of the kind');
    screen.getByText(m.columns_none({ text: 'nothing of the kind' }));
  });

  it('leaves out what is the same everywhere, and counts it', async () => {
    await click(screen.getByRole('switch', { name: m.columns_varying_only() }));
    expect(screen.queryByRole('checkbox', { name: /^seed/ })).toBeNull();
    await click(screen.getByRole('button', { name: m.columns_unfold() }));
    box(/^seed/);
  });

  it('shows a key by its box and hides it again', async () => {
    await click(box(/^lr/));
    expect(texts()).toEqual(['params.lr']);
    const list = screen.getByRole('region', { name: m.columns_shown() });
    within(list).getByTitle('params.lr');
    await click(box(/^lr/));
    expect(texts()).toEqual([]);
  });

  it('shows a metric as its best', async () => {
    await openStatistics('loss');
    await click(box(m.statistic_best()));
    expect(texts()).toEqual(['best(metrics.loss)']);
    expect(screen.queryByText(m.column_unknown_way())).toBeNull();
  });

  it('asks which way is better where the name does not tell', async () => {
    await openStatistics('lag');
    const [asking] = screen.getAllByRole('group', { name: m.column_which_way({ metric: 'lag' }) });
    await click(within(asking ?? document.body).getByRole('button', { name: directionWord('higher') }));
    expect(latest?.directions).toEqual({ lag: 'higher' });
    expect(screen.queryByText(m.column_unknown_way())).toBeNull();
  });

  it('says what is wrong with an expression, and adds one that is right', async () => {
    const add = screen.getByRole('button', { name: m.columns_expression_add() });
    await type(m.columns_expression(), 'params.lr *');
    expect(problem()).toBe('');
    await click(add);
    expect(problem()).toContain('params.lr *');
    expect(screen.getByLabelText(m.columns_expression()).getAttribute('aria-invalid')).toBe('true');
    await type(m.columns_expression(), 'params.lr * 2');
    expect(problem()).toBe('');
    await click(add);
    expect(texts()?.length).toBe(1);
    expect(latest?.columns?.[0]).toEqual({ kind: 'expression', key: 'params.lr * 2' });
  });

  it('warns of a key that no run has, offers the nearest, and takes it when told twice', async () => {
    const add = screen.getByRole('button', { name: m.columns_expression_add() });
    await type(m.columns_expression(), 'step * params.sead');
    await click(add);
    expect(problem()).toContain(m.filter_unknown({ column: 'params.sead' }));
    expect(texts()).toBeUndefined();
    await click(screen.getByRole('button', { name: m.filter_unknown_use({ column: 'params.seed' }) }));
    await click(add);
    expect(latest?.columns?.[0]).toEqual({ kind: 'expression', key: 'step * params.seed' });
    await type(m.columns_expression(), 'metrics.later');
    await click(add);
    await click(add);
    expect(texts()).toContain('=metrics.later');
  });
});
