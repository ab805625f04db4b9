import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Series } from '../../domain/series/series.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource, seriesName } from '../../testing/memory-source.ts';
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

async function setUp(shape: Partial<RunsQuery>) {
  const source = createMemorySource({
    runs: RUNS,
    histories: { [seriesName(BASE, 'loss')]: historyTo(90), [seriesName(OTHER, 'loss')]: historyTo(90) },
  });
  const clock = createManualClock();
  const spec = { kind: 'sqlite-file', file: new File([], 'runs.db') } as const;
  const { runs } = await openStores(source, spec, { clock, caches: undefined }, new AbortController().signal);
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
  return { rows, turn, asked, last: () => snapshots.at(-1), snapshots };
}

describe('cells beside a baseline', () => {
  it('are measured at its last value, and where a run ended before it at the run’s own last step', async () => {
    const { rows, last, snapshots } = await setUp({ baseline: BASE });
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
      baseline: BASE,
      filter: 'params.lr = "1"',
      experimentIds: [],
    });
    rows();
    await turn();
    expect(asked()).toEqual([]);
  });

  it('have nothing to stand beside where the baseline has no number, or is gone', async () => {
    const { rows } = await setUp({ baseline: 'gone' as RunId });
    expect(rows().rows.map(({ against }) => against)).toEqual([undefined, undefined, undefined]);
    expect(rows().top).toEqual([]);
    const other = await setUp({ baseline: BASE });
    expect(other.rows([{ kind: 'metric', key: 'acc' }]).rows[1]?.against).toEqual([undefined]);
  });
});

describe('rows above the rows', () => {
  it('show the baseline that the filter leaves out, with the rows still measured against it', async () => {
    const { rows, last } = await setUp({ baseline: BASE, filter: "params.lr = '1'" });
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
