import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CompareSet } from '../../domain/runs/compare-set.ts';
import { canonicalText } from '../../domain/runs/text-value.ts';
import { parseRunColumn, type RunColumn, type RunSort } from '../../domain/runs/run-sort.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import type { GroupRow, TableRow } from './groups-protocol.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';
import { createRunsStore } from './runs-store.ts';

const isGroupRow = (row: TableRow): row is GroupRow => 'groupCells' in row;
const LOSS: RunColumn = { kind: 'metric', key: 'loss' };
const LOSS_UP: RunSort = { column: LOSS, isDescending: false };
const MEAN = { centre: 'mean', spread: 'std' } as const;
const by = (...texts: string[]) => ({ by: texts.map((key) => `params.${key}`), show: MEAN, open: [] });
const columns = (...texts: string[]) => texts.flatMap((text) => parseRunColumn(text) ?? []);

/** Three values of lr with two seeds each, and a run without an lr. */
const RUNS = [
  ['a', '0.1', '1', 4],
  ['b', '1e-1', '2', 6],
  ['c', '0.01', '1', 1],
  ['d', '0.01', '2', 2],
  ['e', '1', '1', 9],
  ['f', '1', '2', Number.NaN],
  ['g', undefined, '1', 3],
].map(([id, lr, seed, loss], index) =>
  makeRun({
    id: String(id),
    startMs: 1_000_000 - index,
    metrics: { loss: Number(loss) },
    params: { seed: String(seed), ...(lr !== undefined && { lr: String(lr) }) },
  }),
);

async function show(shape: Partial<RunsQuery>, runs: readonly Run[] = RUNS) {
  const clock = createManualClock();
  const store = createRunsStore(createMemorySource({ runs }), clock);
  const snapshots: RunsSnapshot[] = [];
  void store.watch(makeRunsQuery(shape), new AbortController().signal, (snapshot) =>
    snapshots.push(snapshot),
  );
  await settled();
  await clock.advance(10_000);
  const read = (asked: readonly RunColumn[] = [], start = 0, end = 1_000) =>
    store.table({ viewId: 'view', start, end, columns: asked });
  return { store, read, snapshot: snapshots.at(-1) };
}

const idOf = (lr: number | null) => JSON.stringify([['params.lr', lr === null ? null : `number ${lr}`]]);
const groupsIn = (rows: readonly TableRow[]): readonly GroupRow[] => rows.filter(isGroupRow);
const namesOf = (rows: readonly TableRow[]) =>
  rows.map((row) => (isGroupRow(row) ? (row.values[0] ?? 'none') : row.id));
const top = (count: number, more: Partial<Extract<CompareSet, { kind: 'top' }>> = {}): CompareSet => ({
  kind: 'top',
  count,
  without: [],
  plus: [],
  ...more,
});

const mean = (list: readonly number[]) => list.reduce((sum, one) => sum + one, 0) / list.length;

async function cellOf(centre: 'mean' | 'median', spread: 'min-max' | 'se') {
  const groups = { ...by('constant'), show: { centre, spread } };
  const { read } = await show({ groups }, RUNS.slice(0, 4));
  return groupsIn(read([LOSS]).rows)[0]?.groupCells[0];
}

async function compared(set: CompareSet, more: Partial<RunsQuery> = {}) {
  const { snapshot, read } = await show({ groups: by('lr'), sort: LOSS_UP, set, ...more });
  const boxes = groupsIn(read().rows).map(({ comparedCount, runCount, isRuled }) => [
    comparedCount,
    runCount,
    isRuled,
  ]);
  return { ids: snapshot?.compared.map(({ id }) => id).join(''), boxes };
}

describe('rows of groups', () => {
  it('are sorted by what is shown of the sorted metric; those that lack the key are a group', async () => {
    const { read, snapshot } = await show({ groups: by('lr'), sort: LOSS_UP });
    const { rows } = read(columns('metrics.loss', 'params.seed', 'params.lr'));
    expect(groupsIn(rows).map(({ values, runCount }) => [values, runCount])).toEqual([
      [['0.01'], 2],
      [[undefined], 1],
      [['0.1'], 2],
      [['1'], 2],
    ]);
    expect(snapshot).toMatchObject({ matched: 7, groups: { groupCount: 4, rowCount: 4 } });
    expect(groupsIn(rows).map(({ groupCells }) => groupCells[0])).toEqual([
      {
        kind: 'spread',
        centre: 1.5,
        half: Math.SQRT1_2,
        low: 1.5 - Math.SQRT1_2,
        high: 1.5 + Math.SQRT1_2,
        count: 2,
        nonFiniteCount: 0,
      },
      {
        kind: 'spread',
        centre: 3,
        half: undefined,
        low: undefined,
        high: undefined,
        count: 1,
        nonFiniteCount: 0,
      },
      {
        kind: 'spread',
        centre: 5,
        half: Math.SQRT2,
        low: 5 - Math.SQRT2,
        high: 5 + Math.SQRT2,
        count: 2,
        nonFiniteCount: 0,
      },
      // The run that diverged is told, and is no part of the mean.
      {
        kind: 'spread',
        centre: 9,
        half: undefined,
        low: undefined,
        high: undefined,
        count: 1,
        nonFiniteCount: 1,
      },
    ]);
    expect(groupsIn(rows).map(({ groupCells }) => groupCells.slice(1))).toEqual([
      [
        { kind: 'several', count: 2, first: ['1', '2'], isMissing: false },
        { kind: 'same', value: '0.01' },
      ],
      [{ kind: 'same', value: '1' }, undefined],
      [
        { kind: 'several', count: 2, first: ['1', '2'], isMissing: false },
        { kind: 'same', value: '0.1' },
      ],
      [
        { kind: 'several', count: 2, first: ['1', '2'], isMissing: false },
        { kind: 'same', value: '1' },
      ],
    ]);
    const down = await show({ groups: by('lr'), sort: { ...LOSS_UP, isDescending: true } });
    expect(namesOf(down.read().rows)).toEqual(['1', '0.1', 'none', '0.01']);
  });

  it('take the place of their first run where the sorted column has no statistic', async () => {
    const { read } = await show({ groups: by('lr') });
    expect(namesOf(read().rows)).toEqual(['0.1', '0.01', '1', 'none']);
    const sort: RunSort = { column: { kind: 'param', key: 'lr' }, isDescending: true };
    expect(namesOf((await show({ groups: by('lr'), sort })).read().rows)).toEqual([
      '1',
      '0.1',
      '0.01',
      'none',
    ]);
  });

  it('have their runs below them where they are open, in any window', async () => {
    const groups = { ...by('lr'), open: [idOf(0.01), idOf(1), 'no group at all'] };
    const { read, snapshot, store } = await show({ groups, sort: LOSS_UP });
    const all = ['0.01', 'c', 'd', 'none', '0.1', '1', 'e', 'f'];
    expect(snapshot?.groups).toEqual({ by: ['params.lr'], groupCount: 4, rowCount: all.length });
    expect(namesOf(read().rows)).toEqual(all);
    for (let start = 0; start < all.length; start++)
      for (let end = start; end <= all.length + 1; end++)
        expect(namesOf(read([], start, end).rows)).toEqual(all.slice(start, end));
    expect(store.rank('view', 'd' as RunId)).toBe(2);
    expect(store.rank('view', 'b' as RunId)).toBe(4);
  });

  it('come and go with the query, while the order stays', async () => {
    const { store, read } = await show({ sort: LOSS_UP });
    expect(read().rows).toHaveLength(7);
    const again = (shape: Partial<RunsQuery>) =>
      void store.watch(makeRunsQuery(shape), new AbortController().signal, () => undefined);
    again({ sort: LOSS_UP, groups: by('lr') });
    expect(namesOf(read().rows)).toEqual(['0.01', 'none', '0.1', '1']);
    again({ sort: LOSS_UP, groups: { ...by('lr'), open: [idOf(0.01)] } });
    expect(namesOf(read().rows)).toEqual(['0.01', 'c', 'd', 'none', '0.1', '1']);
    again({ sort: LOSS_UP });
    expect(read().rows).toHaveLength(7);
  });

  it('go by a rule, which a param that is logged later is part of', async () => {
    const groups = { ...by(), allBut: ['params.seed'] };
    const { snapshot } = await show({ groups });
    expect(snapshot?.groups).toMatchObject({ by: ['params.lr'], groupCount: 4 });
    const later = RUNS.map((run, index) => ({
      ...run,
      params: [...run.params, { key: 'warmup', value: String(index % 2) }],
    }));
    const { snapshot: next } = await show({ groups }, later);
    expect(next?.groups).toMatchObject({ by: ['params.lr', 'params.warmup'], groupCount: 7 });
  });

  it('hold no run that the filter leaves out', async () => {
    const { read } = await show({ groups: by('lr'), sort: LOSS_UP, filter: 'params.seed = "2"' });
    expect(groupsIn(read().rows).map(({ values, runCount }) => [values[0], runCount])).toEqual([
      ['0.01', 1],
      ['0.1', 1],
      ['1', 1],
    ]);
  });

  it('show median, range, error or interval where these are asked for', async () => {
    expect(await cellOf('median', 'min-max')).toMatchObject({ centre: 3, half: undefined, low: 1, high: 6 });
    expect(await cellOf('mean', 'se')).toMatchObject({ centre: 3.25 });
  });

  it('say the best and the worst of what they show', async () => {
    const { read } = await show({ groups: by('lr') });
    expect(read([LOSS]).summaries).toEqual([{ min: 1.5, max: 9, count: 4 }]);
  });

  it('are those of all runs one by one (a plain reference)', async () => {
    const anyRun = fc.record({
      lr: fc.constantFrom('0.1', '1e-1', 'x', undefined),
      loss: fc.integer({ min: 0, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(anyRun, { minLength: 1, maxLength: 30 }), async (shapes) => {
        const runs = shapes.map(({ lr, loss }, index) =>
          makeRun({ id: `r${index}`, metrics: { loss }, params: lr === undefined ? {} : { lr } }),
        );
        const { read } = await show({ groups: by('lr'), sort: LOSS_UP }, runs);
        const byValue = new Map<string, number[]>();
        for (const { lr, loss } of shapes) {
          const name = lr === undefined ? 'none' : canonicalText(lr);
          byValue.set(name, [...(byValue.get(name) ?? []), loss]);
        }
        const found = groupsIn(read([LOSS]).rows).map(({ values: [value], runCount, groupCells: [cell] }) => [
          value === undefined ? 'none' : canonicalText(value),
          runCount,
          cell?.kind === 'spread' ? cell.centre.toFixed(9) : undefined,
        ]);
        const expected = [...byValue].map(([name, list]) => [name, list.length, mean(list).toFixed(9)]);
        expect(new Set(found.map(String))).toEqual(new Set(expected.map(String)));
        const centres = found.map(([, , centre]) => Number(centre));
        expect(centres).toEqual(centres.toSorted((a, b) => a - b));
      }),
      { numRuns: 40 },
    );
  });
});

describe('the compare set of groups', () => {
  it('is the first groups with all their runs', async () => {
    expect(await compared(top(2))).toEqual({
      ids: 'cdg',
      boxes: [
        [2, 2, true],
        [1, 1, true],
        [0, 2, false],
        [0, 2, false],
      ],
    });
  });

  it('has whole groups and single runs as exceptions', async () => {
    const set = top(1, { without: ['d' as RunId], groups: { without: [], plus: [idOf(1)] } });
    expect(await compared(set)).toEqual({
      ids: 'cef',
      boxes: [
        [1, 2, true],
        [0, 1, false],
        [0, 2, false],
        [2, 2, false],
      ],
    });
    const { read } = await show({ groups: by('lr'), sort: LOSS_UP, set });
    expect(groupsIn(read().rows).map(({ namedIds }) => namedIds)).toEqual([['d'], [], [], []]);
  });

  it('keeps groups that were ticked when runs are grouped otherwise, or not at all', async () => {
    const set: CompareSet = { kind: 'these', runIds: [], groups: { without: [], plus: [idOf(0.1)] } };
    expect((await compared(set)).ids).toBe('ab');
    expect((await compared(set, { groups: by('seed') })).ids).toBe('ba');
    expect((await compared(set, { groups: undefined })).ids).toBe('ab');
    expect((await compared({ ...set, groups: { without: [], plus: ['{}', '[["x","y"]]'] } })).ids).toBe('');
  });

  it('takes a group of 5,000 runs by one name', async () => {
    const runs = Array.from({ length: 5_010 }, (_, index) =>
      makeRun({
        id: `r${index}`,
        startMs: index,
        metrics: { loss: index },
        params: { lr: index < 10 ? '2' : '1' },
      }),
    );
    const set: CompareSet = { kind: 'these', runIds: [], groups: { without: [], plus: [idOf(1)] } };
    const { snapshot, read } = await show({ groups: by('lr'), sort: LOSS_UP, set }, runs);
    expect(snapshot?.loaded).toBeGreaterThan(0);
    const { rows } = read([LOSS]);
    expect(namesOf(rows)).toContain('1');
    expect(snapshot?.compared.every(({ id }) => Number(id.slice(1)) >= 10)).toBe(true);
  });
});
