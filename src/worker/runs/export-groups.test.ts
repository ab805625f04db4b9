import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { exportGroups } from './export-groups.ts';
import type { FrozenGroups } from './grouped-view.ts';
import type {
  GroupCell,
  GroupExportColumn,
  GroupPart,
  GroupsExportRequest,
  GroupsQuery,
} from './groups-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const LOSS = { kind: 'metric', key: 'loss' } as const;
const LR = { kind: 'param', key: 'lr' } as const;

function cellColumn(part: GroupPart, shape: Partial<GroupExportColumn> = {}): GroupExportColumn {
  const content = { kind: 'cell', column: LOSS, part } as const;
  return { header: part, meaning: 'value', align: 'right', content, ...shape };
}

const KEY: GroupExportColumn = {
  header: 'lr',
  meaning: 'value',
  align: 'left',
  content: { kind: 'key', index: 0 },
};
const COUNT: GroupExportColumn = { ...KEY, header: 'n', align: 'right', content: { kind: 'run-count' } };
const PARTS = (['centre', 'half', 'low', 'high', 'count'] as const).map((part) => cellColumn(part));

async function write(
  groups: FrozenGroups | undefined,
  columns: readonly GroupExportColumn[],
  shape: Partial<GroupsExportRequest> = {},
) {
  const request: GroupsExportRequest = {
    viewId: 'view',
    format: 'csv',
    columns,
    maxRows: undefined,
    locale: 'en',
    ...shape,
  };
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const reply = await exportGroups(groups, request, createManualClock(), context);
  const text = await reply.blob.text();
  return { ...reply, lines: text.replace('\uFEFF', '').trim().split(/\r?\n/) };
}

/** One group of four runs whose cells are all this one. */
function groupOf(cell: GroupCell, runCount = 4): FrozenGroups {
  return {
    total: 1,
    runTotal: runCount,
    read: (_start, _end, columns) => [{ values: ['0.1'], runCount, cells: columns.map(() => cell) }],
  };
}

/** The groups of runs by learning rate, as a store has them. */
async function groupsOfStore(
  losses: Readonly<Record<string, readonly number[]>>,
  show: GroupsQuery['show'] = { centre: 'mean', spread: 'std' },
) {
  const runs = Object.entries(losses).flatMap(([lr, values]) =>
    values.map((value, index) => makeRun({ id: `${lr} ${index}`, params: { lr }, metrics: { loss: value } })),
  );
  const clock = createManualClock();
  const store = createRunsStore(createMemorySource({ runs }), clock);
  const groups = { by: ['params.lr'], show, open: [] };
  const query = makeRunsQuery({ groups, sort: { column: LOSS, isDescending: false } });
  void store.watch(query, new AbortController().signal, () => undefined);
  await settled();
  return store.freeze(query.viewId).groups;
}

describe('groups as rows of a file', () => {
  it('have the numbers over their runs, in the order of the table', async () => {
    const groups = await groupsOfStore({ '0.1': [1, 2, 3], '1e-3': [0.5], '0.001': [0.25] });
    const { lines, rowCount, uncomputedCount } = await write(groups, [KEY, COUNT, ...PARTS]);
    const std = Math.sqrt((0.125 ** 2 * 2) / 1);
    expect(lines).toEqual([
      'lr,n,centre,half,low,high,count',
      `0.001,2,0.375,${std},${0.375 - std},${0.375 + std},2`,
      '0.1,3,2,1,1,3,3',
    ]);
    expect([rowCount, uncomputedCount]).toEqual([2, 0]);
  });

  it('tell no deviation of one run, and where a median lies between', async () => {
    const groups = await groupsOfStore({ a: [1, 2, 6], b: [9] }, { centre: 'median', spread: 'min-max' });
    const { lines } = await write(groups, [KEY, ...PARTS]);
    expect(lines.slice(1)).toEqual(['a,2,,1,6,3', 'b,9,,9,9,1']);
    const { lines: shown } = await write(groups, [KEY, cellColumn('shown')], { format: 'markdown' });
    expect(shown.slice(2)).toEqual([String.raw`| a | 2 \[1, 6\] |`, '| b | 9 |']);
  });

  it('are for people as the table shows them', async () => {
    const groups = await groupsOfStore({ a: [1, 3] });
    const { lines } = await write(groups, [KEY, COUNT, cellColumn('shown')], { format: 'markdown' });
    expect(lines[2]).toBe('| a | 2 | 2 ± 1.414 |');
  });

  it('of a view without groups are no file', async () => {
    const clock = createManualClock();
    const store = createRunsStore(createMemorySource({ runs: [makeRun({ id: 'a' })] }), clock);
    const query = makeRunsQuery();
    void store.watch(query, new AbortController().signal, () => undefined);
    await settled();
    const { groups } = store.freeze(query.viewId);
    await expect(write(groups, [KEY])).rejects.toThrow('no groups');
  });

  it('end at the asked row', async () => {
    const groups = await groupsOfStore({ a: [1], b: [2], c: [3] });
    const { lines, rowCount } = await write(groups, [KEY], { maxRows: 2 });
    expect([lines.slice(1), rowCount]).toEqual([['a', 'b'], 2]);
  });
});

describe('what is no number of a group', () => {
  it.each<[string, GroupCell, string, string]>([
    ['all runs diverged', { kind: 'same', value: Number.NaN }, 'NaN', '0'],
    ['one text', { kind: 'same', value: 'adam' }, 'adam', '0'],
    ['several texts', { kind: 'several', count: 3, first: ['a', 'b'], isMissing: false }, '"a; b; …"', ''],
    ['nothing logged', undefined, '', '0'],
  ])('stands where the centre does: %s', async (_, cell, centre, count) => {
    const { lines } = await write(groupOf(cell), PARTS);
    expect(lines[1]).toBe(`${centre},,,,${count}`);
  });

  it('is counted where it is not computed yet', async () => {
    const { lines, uncomputedCount } = await write(groupOf({ kind: 'pending' }), [KEY, ...PARTS]);
    expect([lines[1], uncomputedCount]).toEqual(['0.1,,,,,', 1]);
  });

  it('is the first and the last of times', async () => {
    const [min, max] = [Date.UTC(2026, 10, 21), Date.UTC(2026, 10, 22)];
    const columns = [cellColumn('low', { meaning: 'time' }), cellColumn('high', { meaning: 'time' })];
    const { lines } = await write(groupOf({ kind: 'times', min, max }), columns);
    expect(lines[1]).toBe('2026-11-21T00:00:00.000Z,2026-11-22T00:00:00.000Z');
  });

  it('goes by its words where people read it, and is counted where only some runs have a value', async () => {
    const words = new Map([['FAILED', 'Failed']]);
    const status = cellColumn('shown', { words });
    const shown = await write(groupOf({ kind: 'same', value: 'FAILED' }), [status], { format: 'markdown' });
    expect(shown.lines[2]).toBe('| Failed |');
    const some = {
      kind: 'spread',
      centre: 2,
      half: 0.5,
      low: 1.5,
      high: 2.5,
      count: 3,
      nonFiniteCount: 1,
    } as const;
    const part = await write(groupOf(some), [cellColumn('shown')], { format: 'markdown' });
    expect(part.lines[2]).toBe('| 2 ± 0.5 (3) |');
  });

  it('is a param as the table shows it', async () => {
    const column = cellColumn('shown', {
      isKeyText: true,
      content: { kind: 'cell', column: LR, part: 'shown' },
    });
    const shown = await write(groupOf({ kind: 'same', value: '1e-4' }), [column], { format: 'markdown' });
    expect(shown.lines[2]).toBe('| 0.0001 |');
    const csv = await write(groupOf({ kind: 'same', value: '1e-4' }), [column]);
    expect(csv.lines[1]).toBe('1e-4');
  });
});
