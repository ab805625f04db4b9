import { describe, expect, it } from 'vitest';
import type { ExperimentId } from './runs/experiment.ts';
import type { RunId } from './runs/run.ts';
import { parseRunColumn, type RunColumn } from './runs/run-sort.ts';
import { DEFAULT_WORKSPACE, shadingOf, type Workspace } from './workspace.ts';
import { reduceWorkspace, type WorkspaceAction } from './workspace-actions.ts';

const runId = 'a' as RunId;
const column = (text: string): RunColumn => parseRunColumn(text) ?? { kind: 'tag', key: text };

describe('reduceWorkspace', () => {
  it.each<[WorkspaceAction, Partial<Workspace>]>([
    [
      { type: 'set-experiments', experimentIds: ['1'] as ExperimentId[] },
      { experimentIds: ['1'] as ExperimentId[] },
    ],
    [{ type: 'set-filter', filter: 'params.lr = 1' }, { filter: 'params.lr = 1' }],
    [{ type: 'set-lifecycle', lifecycle: 'deleted' }, { lifecycle: 'deleted' }],
    [
      { type: 'set-sort', sort: { column: column('params.lr'), isDescending: true } },
      { sort: { column: column('params.lr'), isDescending: true } },
    ],
    [{ type: 'set-tab', tab: 'table' }, { tab: 'table' }],
    [{ type: 'set-compare-set', set: { kind: 'all', without: [] } }, { set: { kind: 'all', without: [] } }],
    [
      { type: 'toggle-run', runId, isMember: true, isRuled: true },
      { set: { kind: 'top', count: 10, without: [runId], plus: [] } },
    ],
    [
      { type: 'toggle-run', runId, isMember: false, isRuled: false },
      { set: { kind: 'top', count: 10, without: [], plus: [runId] } },
    ],
    [{ type: 'open-group', id: 'g', isOpen: true }, { openGroups: ['g'] }],
    [{ type: 'open-group', id: 'g', isOpen: false }, {}],
    [{ type: 'show-matters', isShown: true }, { isMattersShown: true }],
    [{ type: 'judge-by', column: 'metrics.f1' }, { judgedBy: 'metrics.f1' }],
    [{ type: 'set-find', find: 'loss' }, { find: 'loss' }],
    [
      { type: 'set-baseline', baseline: { kind: 'run', id: runId } },
      { baseline: { kind: 'run', id: runId } },
    ],
    [{ type: 'set-columns', columns: [column('name')] }, { columns: [column('name')] }],
    [
      { type: 'set-columns', columns: [column('name')], pinned: ['name'] },
      { columns: [column('name')], pinnedColumns: ['name'] },
    ],
    [
      { type: 'recall-table', table: { columns: [column('name')], directions: { lag: 'lower' } } },
      { columns: [column('name')], directions: { lag: 'lower' } },
    ],
    [{ type: 'set-column-widths', widths: { name: 200 } }, { columnWidths: { name: 200 } }],
    [{ type: 'set-direction', key: 'loss', direction: 'higher' }, { directions: { loss: 'higher' } }],
    [{ type: 'set-direction', key: 'loss', direction: undefined }, {}],
    [{ type: 'set-shading', shading: 'heat' }, { shading: 'heat' }],
    [
      { type: 'set-column-shading', column: column('params.lr'), shading: 'bar' },
      { columnShadings: { 'params.lr': 'bar' } },
    ],
    [{ type: 'set-column-shading', column: column('params.lr'), shading: 'none' }, {}],
    [{ type: 'set-sparkline', key: 'loss' }, { sparkline: 'loss' }],
    [
      { type: 'set-same-keys', groups: [['params.lr', 'params.rate']] },
      { sameKeys: [['params.lr', 'params.rate']] },
    ],
    [
      { type: 'set-chart', change: { xKind: 'log', xWindow: { min: 1, max: 2 } } },
      { chart: { ...DEFAULT_WORKSPACE.chart, xKind: 'log', xWindow: { min: 1, max: 2 } } },
    ],
  ])('does %j and nothing else', (action, change) => {
    expect(reduceWorkspace(DEFAULT_WORKSPACE, action)).toEqual({ ...DEFAULT_WORKSPACE, ...change });
  });

  it('shades one column otherwise than all, until all are shaded alike', () => {
    const [lr, loss] = [column('params.lr'), column('metrics.loss')];
    const states = (
      [
        { type: 'set-shading', shading: 'heat' },
        { type: 'set-column-shading', column: lr, shading: 'none' },
        { type: 'set-column-shading', column: loss, shading: 'bar' },
        { type: 'set-column-shading', column: lr, shading: 'heat' },
        { type: 'set-shading', shading: 'bar' },
      ] as const
    ).reduce<Workspace[]>(
      (before, action) => [...before, reduceWorkspace(before.at(-1) ?? DEFAULT_WORKSPACE, action)],
      [],
    );
    const looks = states.map((state) =>
      ['params.lr', 'metrics.loss', 'params.x'].map((text) => shadingOf(text, state)).join(' '),
    );
    expect(looks).toEqual([
      'heat heat heat',
      'none heat heat',
      'none bar heat',
      'heat bar heat',
      'bar bar bar',
    ]);
    expect(states.at(-1)?.columnShadings).toEqual({});
  });

  it('forgets a direction and keeps those of other metrics', () => {
    const both = { ...DEFAULT_WORKSPACE, directions: { loss: 'higher', lag: 'lower' } } as const;
    expect(
      reduceWorkspace(both, { type: 'set-direction', key: 'loss', direction: undefined }).directions,
    ).toEqual({
      lag: 'lower',
    });
  });

  it('takes a zoom and chosen columns back', () => {
    const zoomed = reduceWorkspace(DEFAULT_WORKSPACE, {
      type: 'set-chart',
      change: { xWindow: { min: 1, max: 2 } },
    });
    expect(reduceWorkspace(zoomed, { type: 'set-chart', change: { xWindow: undefined } })).toEqual(
      DEFAULT_WORKSPACE,
    );
    const chosen = reduceWorkspace(DEFAULT_WORKSPACE, { type: 'set-columns', columns: [] });
    expect(reduceWorkspace(chosen, { type: 'set-columns', columns: undefined })).toEqual(DEFAULT_WORKSPACE);
  });

  it.each([
    ['metrics.val/acc', true],
    ['metrics.loss', false],
    ['min(metrics.loss)', false],
    ['step_of_best(metrics.loss)', true],
    ['metrics.unheard_of', true],
    ['duration', true],
    ['start_time', false],
    ['params.lr', false],
    ['name', false],
  ])('sorts by %s first with isDescending %s, then the other way', (text, isDescending) => {
    const click = { type: 'sort-by', column: column(text) } as const;
    const once = reduceWorkspace(DEFAULT_WORKSPACE, click);
    expect(once.sort).toEqual({ column: column(text), isDescending });
    expect(reduceWorkspace(once, click).sort.isDescending).toBe(!isDescending);
  });

  it('sorts the better values first as the person said', () => {
    const told = { ...DEFAULT_WORKSPACE, directions: { loss: 'higher' } } as const;
    const sorted = reduceWorkspace(told, { type: 'sort-by', column: column('metrics.loss') });
    expect(sorted.sort.isDescending).toBe(true);
  });
});

it.each<[Workspace['set'], Workspace['set']]>([
  [{ kind: 'these', runIds: [runId] }, DEFAULT_WORKSPACE.set],
  [
    { kind: 'top', count: 5, without: [runId], plus: [runId] },
    { kind: 'top', count: 5, without: [], plus: [] },
  ],
  [
    { kind: 'all', without: [runId] },
    { kind: 'all', without: [] },
  ],
])('another list keeps the rule of the set alone: %j', (set, rule) => {
  const before = { ...DEFAULT_WORKSPACE, set };
  expect(reduceWorkspace(before, { type: 'set-lifecycle', lifecycle: 'deleted' }).set).toEqual(rule);
});
