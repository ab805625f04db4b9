// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
import { renderToStaticMarkup } from 'react-dom/server';
import { compareGroups } from '../../domain/statistics/compare-groups.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { buildCheckColumn, buildTextColumn } from '../../tables/column-builders.tsx';
import type { GroupCell, GroupRow } from '../../worker/runs/groups-protocol.ts';
import type { RunRow } from '../../worker/runs/runs-protocol.ts';
import { type GroupColumnsContext, withGroups } from './group-columns.tsx';
import { buildKeyColumn } from './key-columns.tsx';

const LOSS: RunColumn = { kind: 'metric', key: 'loss' };
const CONTEXT: GroupColumnsContext = {
  columns: [LOSS],
  formats: new Map([['metrics.loss', { kind: 'number', precision: { notation: 'fixed', decimals: 3 } }]]),
  summaries: new Map([['metrics.loss', { min: 0.5, max: 2, count: 3 }]]),
  directions: { loss: 'lower' },
  shadings: { shading: 'none', columnShadings: {} },
  by: ['params.lr', 'params.opt'],
  show: { centre: 'mean', spread: 'std' },
  styleOf: () => undefined,
  onToggleGroup: vi.fn(),
  onOpen: vi.fn(),
  baseline: undefined,
  delta: undefined,
  onBaseline: vi.fn(),
  onMenu: vi.fn(),
};
const KEY = {
  column: LOSS,
  index: 0,
  format: undefined,
  summary: undefined,
  directions: {},
  shading: 'none',
  sameAs: [],
  delta: undefined,
} as const;

function build(change: Partial<GroupColumnsContext> = {}) {
  const onToggle = vi.fn();
  const plain = [
    buildCheckColumn<RunRow>({
      id: 'compared',
      header: '',
      isChecked: () => true,
      label: () => '',
      onToggle,
    }),
    buildTextColumn<RunRow>({ id: 'name', header: 'Name', text: ({ name }) => name }),
    buildKeyColumn(KEY),
  ];
  const [check, name, loss] = withGroups(plain, { ...CONTEXT, ...change });
  if (!check || !name || !loss) throw new Error('a column is missing');
  return { check, name, loss, onToggle };
}

const group = (cell: GroupCell, runCount = 3): GroupRow => ({
  rank: 0,
  id: 'g',
  values: ['0.1', undefined],
  runCount,
  isOpen: false,
  comparedCount: 1,
  isRuled: false,
  namedIds: [],
  groupCells: [cell],
});
const spread = (half: number | undefined, count: number, nonFiniteCount = 0): GroupCell => ({
  kind: 'spread',
  centre: 0.5,
  half,
  low: half === undefined ? undefined : 0.5 - half,
  high: half === undefined ? undefined : 0.5 + half,
  count,
  nonFiniteCount,
});

describe('a cell of a group', () => {
  const { loss } = build();
  const textOf = (cell: GroupCell, runCount?: number) => loss.cell(group(cell, runCount), 200);
  const titleOf = (cell: GroupCell) => loss.cellTitle?.(group(cell));

  it('is mean ± deviation with the digits of its column, and says of how many it is', () => {
    expect(textOf(spread(0.0625, 3))).toBe('0.500 ± 0.063');
    expect(titleOf(spread(0.0625, 3))).toBe('0.5 ± 0.0625 · mean, std · n = 3 of 3');
    expect(loss.copyText?.(group(spread(0.0625, 3)))).toBe('0.5 ± 0.0625');
  });

  it('has no deviation of a single run', () => {
    expect(textOf(spread(undefined, 1), 1)).toBe('0.500');
    expect(titleOf(spread(undefined, 1))).toContain('n = 1 of 3');
  });

  it('tells runs that diverged, and those that did not log it', () => {
    expect(textOf(spread(0.1, 2, 1))).toBe('0.500 ± 0.100 (2)');
    expect(titleOf(spread(0.1, 2, 1))).toContain('1 NaN or infinite');
    expect(titleOf(spread(0.1, 2))).toContain('1 without it');
    expect(textOf({ kind: 'same', value: Number.NaN })).toBe('NaN');
    expect(textOf(undefined)).toBeUndefined();
  });

  it('is a range where that is asked for', () => {
    const cell: GroupCell = {
      kind: 'spread',
      centre: 0.5,
      half: undefined,
      low: 0.25,
      high: 1,
      count: 3,
      nonFiniteCount: 0,
    };
    expect(textOf(cell)).toBe('0.500 [0.250, 1.000]');
  });

  it('names values that differ', () => {
    const cell: GroupCell = { kind: 'several', count: 14, first: ['1', '2'], isMissing: true };
    expect(textOf(cell)).toBe(m.columns_values({ count: 14, text: '14' }));
    expect(titleOf(cell)).toBe(`1, 2, …, ${m.group_cell_missing()}`);
    const lacking: GroupCell = { kind: 'several', count: 1, first: ['0.002'], isMissing: true };
    expect([textOf(lacking), titleOf(lacking)]).toEqual(['0.002', `0.002, ${m.group_cell_missing()}`]);
    expect(textOf({ kind: 'same', value: '1e-4' })).toBe('0.0001');
    expect(textOf({ kind: 'pending' })).toBe('…');
  });

  it('is the best of its column by what it shows', () => {
    expect(loss.cellLook?.(group(spread(0.1, 3)))).toEqual({ tone: 'best' });
    const { loss: turned } = build({ directions: { loss: 'higher' } });
    expect(turned.cellLook?.(group(spread(0.1, 3)))).toEqual({});
  });
});

const member = (value: number, seed: number) => ({ value, pair: String(seed) });
const beside = (against: GroupRow['against'], more: Partial<GroupRow> = {}): GroupRow => ({
  ...group(spread(0.0625, 3)),
  ...(against && { against }),
  ...more,
});

describe('a group beside the baseline', () => {
  const delta = {
    mode: 'absolute',
    baseline: { kind: 'group', id: 'base' },
    centre: 'mean',
    hasSteps: false,
  } as const;
  const { loss, name, check } = build({ delta, baseline: 'base' });
  const html = (row: GroupRow) => renderToStaticMarkup(<>{loss.cell(row, 300)}</>);

  it('has its difference, with the interval and both n on hover', () => {
    const comparison = compareGroups(
      [member(0.4, 1), member(0.5, 2), member(0.6, 3)],
      [member(0.7, 1), member(0.8, 2), member(0.9, 3), member(1, 4)],
    );
    const row = beside([{ value: 0.85, count: 4, comparison, pairKeys: ['seed'] }]);
    expect(html(row)).toContain('data-verdict="better"');
    expect(html(row)).toContain('0.500 ± 0.063');
    expect(html(row)).toContain('−0.35');
    const title = loss.cellTitle?.(row) ?? '';
    expect(title).toContain('−0.35 against 0.85 of the baseline (mean, n = 4)');
    // Three pairs: their difference is another one than that of the means on screen.
    expect(title).toContain('difference of means −0.3');
    expect(title).toContain('(paired by seed), n = 3');
    expect(title).not.toContain('still run');
    const going = beside([{ value: 0.85, count: 4, comparison, pairKeys: ['seed'], runningCount: 2 }]);
    expect(loss.cellTitle?.(going)).toContain('· 2 runs still run: their values are not the last ones');
  });

  it('has no interval that would be of something else', () => {
    const early = beside([{ value: 0.85, count: 4, earlyCount: 2 }]);
    const title = loss.cellTitle?.(early) ?? '';
    expect(title).toContain(m.delta_early({ count: 2, text: '2' }));
    expect(title).not.toContain('interval');
    const single = beside([
      { value: 0.85, comparison: compareGroups([member(1, 1), member(2, 2)], [member(3, 9)]) },
    ]);
    expect(loss.cellTitle?.(single)).toContain(m.judge_no_interval());
  });

  it('says that the baseline could not be read', () => {
    const row = beside([{ gap: 'failed' }]);
    expect(html(row)).toContain('data-gap="failed"');
    expect(loss.cellTitle?.(row)).toContain(m.delta_gap_failed());
  });

  it('is marked where it is the baseline, has no delta then, and no box above the rows', () => {
    const above = beside([{ value: 0.5, count: 3 }], { id: 'base', rank: -1, by: ['params.a', 'params.b'] });
    expect(html(above)).not.toContain('data-verdict');
    expect(name.cellLabel?.(above)).toBe(`a 0.1 · no b, n = 3 ${m.baseline_suffix()}`);
    expect(check.cell(above, 20)).toBeUndefined();
    expect(renderToStaticMarkup(<>{name.cell(above, 300)}</>)).not.toContain('aria-expanded');
  });
});

describe('columns of groups', () => {
  it('tell in their header what they show, and only where rows are groups', () => {
    expect(build().loss.title).toBe('metrics.loss · mean and std of each group');
    expect(build({ by: [] }).loss.title).toBe('metrics.loss');
  });

  it('name a group by its values and a key that it lacks', () => {
    expect(build().name.cellLabel?.(group(undefined))).toBe('lr 0.1 · no opt, n = 3');
  });

  it('tick groups as groups and runs as runs', () => {
    const onToggleGroup = vi.fn();
    const { check, onToggle } = build({ onToggleGroup });
    const row = group(undefined);
    const run = { id: 'r', cells: [] } as unknown as RunRow;
    check.onToggle?.(row, false);
    expect(onToggleGroup).toHaveBeenCalledWith(row, false);
    expect(onToggle).not.toHaveBeenCalled();
    check.onToggle?.(run, false);
    expect(onToggle).toHaveBeenCalledWith(run, false);
  });
});
