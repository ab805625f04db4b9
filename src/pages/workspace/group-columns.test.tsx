// @vitest-environment happy-dom
import { describe, expect, it, vi } from 'vitest';
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
