import { describe, expect, it } from 'vitest';
import { baselineOfRun } from '../../domain/runs/baseline.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Series } from '../../domain/series/series.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { openStores } from '../open-stores.ts';
import type { RunsQuery, RunsSnapshot } from './runs-protocol.ts';

const BASE = 'base' as RunId;
const OTHER = 'other' as RunId;
const LOSS: RunColumn = { kind: 'metric', key: 'loss' };

/** Falls by 1 a step from 100. */
function historyTo(lastStep: number): Series {
  const steps = Float64Array.from({ length: lastStep + 1 }, (_, index) => index);
  return { steps, timestampsMs: steps.slice(), values: steps.map((step) => 100 - step) };
}

const RUNS = [
  makeRun({ id: 'early', startMs: 3, lastStep: 40, metrics: { loss: 59 }, params: { lr: '1' } }),
  makeRun({
    id: 'late',
    startMs: 2,
    lastStep: 99,
    metrics: { loss: 3, nan: Number.NaN },
    params: { lr: '1' },
  }),
  makeRun({ id: BASE, startMs: 1, lastStep: 90, metrics: { loss: 10, nan: 1 }, params: { lr: '2' } }),
  makeRun({ id: OTHER, experimentId: '7', startMs: 9, lastStep: 90, metrics: { loss: 4 } }),
];

async function setUp(shape: Partial<RunsQuery>, gate?: MemorySourceOptions['gate']) {
  const source = createMemorySource({
    runs: RUNS,
    ...(gate && { gate }),
    histories: Object.fromEntries(
      [BASE, OTHER, 'late'].map((id) => [seriesName(id, 'loss'), historyTo(id === 'late' ? 99 : 90)]),
    ),
  });
  const clock = createManualClock();
  const spec = { kind: 'sqlite-file', file: new File([], 'runs.db') } as const;
  const { runs } = await openStores(
    source,
    spec,
    { clock, caches: undefined, personOf: () => undefined },
    new AbortController().signal,
  );
  const snapshots: RunsSnapshot[] = [];
  const controller = new AbortController();
  const query: RunsQuery = {
    viewId: 'view',
    experimentIds: ['1' as ExperimentId],
    lifecycle: 'active',
    filter: '',
    directions: {},
    sort: { column: { kind: 'attribute', key: 'start_time' }, isDescending: true },
    set: { kind: 'top', count: 2, without: [], plus: [] },
    ...shape,
  };
  void runs.watch(query, controller.signal, (snapshot) => snapshots.push(snapshot));
  const turn = async () => {
    await settled();
    await clock.advance(200);
    await settled();
  };
  const rows = (columns: readonly RunColumn[] = [LOSS]) =>
    runs.rows({ viewId: 'view', start: 0, end: 50, columns, isOnScreen: true });
  await turn();
  // What is not among the rows is read when rows are asked for.
  rows();
  await turn();
  const asked = () => source.calls.filter(({ method }) => /Histor/.test(method));
  const table = (columns: readonly RunColumn[] = [LOSS]) =>
    runs.table({ viewId: 'view', start: 0, end: 50, columns, isOnScreen: true });
  const retry = () => runs.control({ viewId: 'view', action: 'retry' });
  return { rows, table, retry, turn, asked, last: () => snapshots.at(-1), snapshots };
}

describe('cells beside a baseline', () => {
  it('are measured at its last value, and where a run ended before it at the run’s own last step', async () => {
    const { rows, last, snapshots } = await setUp({ baseline: baselineOfRun(BASE) });
    expect(rows().rows.map(({ id, against }) => [id, against?.[0]])).toEqual([
      ['early', { value: 60, step: 40 }],
      ['late', { value: 10 }],
      [BASE, { value: 10 }],
    ]);
    // The history came after the rows: these are told to be out of date.
    expect((last()?.version ?? 0) - (snapshots[0]?.version ?? 0)).toBeGreaterThan(0);
  });

  it('read no history where all runs came as far', async () => {
    const { rows, turn, asked } = await setUp({
      baseline: baselineOfRun(BASE),
      filter: 'params.lr = "1"',
      experimentIds: [],
    });
    rows();
    await turn();
    expect(asked()).toEqual([]);
  });

  it('have nothing to stand beside where the baseline has no number, or is gone', async () => {
    const { rows } = await setUp({ baseline: baselineOfRun('gone' as RunId) });
    expect(rows().rows.map(({ against }) => against)).toEqual([undefined, undefined, undefined]);
    expect(rows().top).toEqual([]);
    const other = await setUp({ baseline: baselineOfRun(BASE) });
    expect(other.rows([{ kind: 'metric', key: 'acc' }]).rows[1]?.against).toEqual([undefined]);
  });
});

const MEAN = { centre: 'mean', spread: 'std' } as const;
const groupOf = (lr: string) =>
  ({ kind: 'group', id: `[["params.lr","number ${lr}"]]`, show: MEAN }) as const;
const grouped = { by: ['params.lr'], show: MEAN, open: [] };

describe('a group as the baseline', () => {
  it('measures by its mean and n; a run that ended before by what its runs had there', async () => {
    const { table, last } = await setUp({ baseline: groupOf('1') });
    // `early` ended at step 40, where `late` had 60; its own last value is 59.
    expect(table().rows.map((row) => [row.id, row.against?.[0]])).toEqual([
      ['early', { value: 59.5, step: 40, count: 2 }],
      ['late', { value: 31, count: 2 }],
      [BASE, { value: 34.5, step: 90, count: 2 }],
    ]);
    expect(last()?.baseline).toEqual({ runCount: 2, failure: undefined });
  });

  it('stands above the rows with its n, also where the filter leaves all its runs out', async () => {
    const { table } = await setUp({ baseline: groupOf('1'), filter: "params.lr = '2'" });
    expect(table().top).toMatchObject([
      { id: groupOf('1').id, rank: -1, by: ['params.lr'], values: ['1'], runCount: 2, isLeftOut: true },
    ]);
    const shown = await setUp({ baseline: groupOf('1'), groups: grouped });
    expect(shown.table().top).toEqual([]);
    const none = await setUp({ baseline: groupOf('7') });
    expect(none.table().top).toEqual([]);
    expect(none.last()?.baseline?.runCount).toBe(0);
  });

  it('measures other groups with the interval of the difference', async () => {
    const ACC: RunColumn = { kind: 'metric', key: 'nan' };
    const { table } = await setUp({ baseline: groupOf('1'), groups: grouped });
    const rows = table([LOSS, ACC]).rows;
    const other = rows.find(({ id }) => id === groupOf('2').id);
    // Its run ended before `late`: it is measured there, and the interval would be of other values.
    expect(other?.against?.[0]).toEqual({ value: 34.5, count: 2, earlyCount: 1 });
    // No run of the baseline has a finite one.
    expect(other?.against?.[1]).toBeUndefined();
  });

  it('is measured against a run by its members, each at its own last step', async () => {
    const { table } = await setUp({ baseline: baselineOfRun(BASE), groups: grouped });
    const [first] = table().rows.filter(({ id }) => id === groupOf('1').id);
    // 59 against 60 at step 40, and 3 against 10: −4 on average.
    expect(first?.against?.[0]).toEqual({ value: 35, earlyCount: 1 });
    const own = table().rows.find(({ id }) => id === groupOf('2').id)?.against?.[0];
    expect(own).toMatchObject({ value: 10, comparison: { interval: undefined }, runningCount: 0 });
  });
});

describe('a baseline whose history cannot be read', () => {
  it('is said in the cells that ask for it, and read again on a click', async () => {
    let isDown = true;
    const { rows, retry, turn, last } = await setUp({ baseline: baselineOfRun(BASE) }, ({ method }) => {
      if (isDown && /Histor/.test(method)) throw new TrackingError({ kind: 'server' });
    });
    expect(rows().rows.map(({ against }) => against?.[0])).toEqual([
      { gap: 'failed' },
      { value: 10 },
      { value: 10 },
    ]);
    expect(last()?.baseline?.failure?.kind).toBe('server');
    isDown = false;
    retry();
    await turn();
    await turn();
    expect(rows().rows[0]?.against).toEqual([{ value: 60, step: 40 }]);
    expect(last()?.baseline?.failure).toBeUndefined();
  });
});

describe('rows above the rows', () => {
  it('show the baseline that the filter leaves out, with the rows still measured against it', async () => {
    const { rows, last } = await setUp({ baseline: baselineOfRun(BASE), filter: "params.lr = '1'" });
    expect(last()?.matched).toBe(2);
    expect(rows().top.map(({ id, rank, cells }) => ({ id, rank, cells }))).toEqual([
      { id: BASE, rank: -1, cells: [10] },
    ]);
    expect(rows().rows[1]?.against).toEqual([{ value: 10 }]);
  });

  it('show added runs of other experiments, that are compared and counted nowhere', async () => {
    const { rows, last } = await setUp({ addedRuns: [OTHER, 'early' as RunId] });
    expect(rows().top.map(({ id, isCompared }) => [id, isCompared])).toEqual([[OTHER, true]]);
    expect(last()).toMatchObject({ matched: 3, loaded: 3 });
    expect(last()?.compared.map(({ id }) => id)).toEqual(['early', 'late', OTHER]);
  });

  it('leave out of the comparison what is left out by hand', async () => {
    const { rows, last } = await setUp({
      addedRuns: [OTHER],
      set: { kind: 'top', count: 2, without: [OTHER], plus: [] },
    });
    expect(last()?.compared.map(({ id }) => id)).toEqual(['early', 'late']);
    expect(rows().top[0]?.isCompared).toBe(false);
  });

  it('compute statistics of their own histories', async () => {
    const best = parseRunColumn('best(metrics.loss)') ?? LOSS;
    const { rows, turn } = await setUp({ addedRuns: [OTHER] });
    const doubled: RunColumn = { kind: 'expression', key: 'best(metrics.loss) * 2' };
    expect(rows([best, doubled]).top[0]?.cells).toEqual([null, null]);
    await turn();
    expect(rows([best, doubled]).top[0]?.cells).toEqual([10, 20]);
  });
});
