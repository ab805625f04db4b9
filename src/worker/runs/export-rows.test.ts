import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId, RunStatus } from '../../domain/runs/run.ts';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import type {
  ExportColumn,
  ExportProgress,
  ExportRequest,
  RunCell,
  RunRow,
  RunsQuery,
} from './runs-protocol.ts';
import { exportRows } from './export-rows.ts';
import { createRunsStore } from './runs-store.ts';
import type { FrozenRows } from './view-of-runs.ts';

const BASICS = { meaning: 'value', align: 'left' } as const;
const NAME: ExportColumn = { ...BASICS, header: 'name', content: { kind: 'attribute', key: 'name' } };
const ID: ExportColumn = { ...BASICS, header: 'run_id', content: { kind: 'id' } };
const LOSS: ExportColumn = { ...BASICS, header: 'loss', content: { kind: 'metric', key: 'loss' } };
const CSV: ExportRequest = {
  viewId: 'view',
  format: 'csv',
  columns: [NAME, ID, LOSS],
  maxRows: undefined,
  locale: 'en',
};

function rowAt(rank: number, cells: readonly RunCell[]): RunRow {
  return {
    rank,
    id: `id${rank}` as RunId,
    experimentId: '7' as ExperimentId,
    name: `run ${rank}`,
    status: 'FINISHED' satisfies RunStatus,
    startMs: undefined,
    durationMs: undefined,
    user: undefined,
    colorTag: undefined,
    isCompared: false,
    isRuled: false,
    cells,
  };
}

/** Rows whose cells say what was asked: `run 3` for a name, else 3 or what `values` names. */
function frozen(total: number, values: Readonly<Record<number, RunCell>> = {}) {
  const reads: (readonly [number, number])[] = [];
  const rows: FrozenRows = {
    total,
    read: (start, end, columns) => {
      reads.push([start, end]);
      return Array.from({ length: end - start }, (_, index) => {
        const rank = start + index;
        const cells = columns.map(({ kind }) =>
          kind === 'attribute' ? `run ${rank}` : rank in values ? values[rank] : rank,
        );
        return rowAt(rank, cells);
      });
    },
  };
  return { rows, reads };
}

function run(rows: FrozenRows, request: Partial<ExportRequest> = {}) {
  const controller = new AbortController();
  const context = { signal: controller.signal, progress: () => undefined };
  const reply = exportRows(rows, { ...CSV, ...request }, createManualClock(), context);
  return { reply, abort: () => controller.abort() };
}

describe('the rows of a view', () => {
  it('stay as they were when more come or another order is asked for', async () => {
    const runs = Array.from({ length: 120 }, (_, index) =>
      makeRun({ id: `r${index}`, startMs: 1_000 - index }),
    );
    const clock = createManualClock();
    const store = createRunsStore(createMemorySource({ runs }), clock);
    const controller = new AbortController();
    const watch = (sort: RunsQuery['sort']) =>
      void store.watch({ ...QUERY, sort }, controller.signal, () => undefined);
    watch(NEWEST_FIRST);
    await settled();
    const early = store.freeze('view');
    expect(early.total).toBeGreaterThan(0);
    const before = early.read(0, early.total, []).map(({ id }) => id);
    await clock.advance(1_000);
    watch({ ...NEWEST_FIRST, isDescending: false });
    await clock.advance(1_000);
    expect(early.read(0, early.total, []).map(({ id }) => id)).toEqual(before);
    const late = store.freeze('view');
    expect(late.total).toBe(120);
    expect(late.read(0, 2, []).map(({ id }) => id)).toEqual(['r119', 'r118']);
    expect(late.read(0, 2, []).map(({ rank }) => rank)).toEqual([0, 1]);
    controller.abort();
  });
});

const QUERY = makeRunsQuery();

describe('exportRows', () => {
  it('writes every row in order, the id beside what was read', async () => {
    const { blob, rowCount, uncomputedCount } = await run(frozen(2).rows).reply;
    const bytes = new Uint8Array(await blob.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(await blob.text()).toBe('name,run_id,loss\r\nrun 0,id0,0\r\nrun 1,id1,1\r\n');
    expect(blob.type).toContain('text/csv');
    expect({ rowCount, uncomputedCount }).toEqual({ rowCount: 2, uncomputedCount: 0 });
  });

  it('reads in slices that leave nothing out and nothing twice', async () => {
    const { rows, reads } = frozen(10_000);
    const { blob, rowCount } = await run(rows).reply;
    const lines = (await blob.text()).trimEnd().split('\r\n');
    expect(rowCount).toBe(10_000);
    expect(lines.slice(1)).toEqual(Array.from({ length: 10_000 }, (_, at) => `run ${at},id${at},${at}`));
    expect(reads.length).toBeGreaterThan(2);
    expect(reads.every(([start, end], index) => start === (reads[index - 1]?.[1] ?? 0) && end > start)).toBe(
      true,
    );
  });

  it('lets others have a turn between slices', async () => {
    const { rows, reads } = frozen(10_000);
    const { reply } = run(rows);
    const turn = new Promise((resolve) => setTimeout(resolve, 0));
    await turn;
    const readsByThen = reads.length;
    await reply;
    expect(readsByThen).toBeLessThan(reads.length);
  });

  it('stops reading when it is cancelled', async () => {
    const { rows, reads } = frozen(10_000);
    const { reply, abort } = run(rows);
    abort();
    await expect(reply).rejects.toThrow('aborted');
    expect(reads).toHaveLength(1);
  });

  it('says how far it is while it takes long', async () => {
    let nowMs = 0;
    const clock = { ...createManualClock(), nowMs: () => (nowMs += 60) };
    const heard: ExportProgress[] = [];
    const progress = (said: ExportProgress) => heard.push(said);
    const { signal } = new AbortController();
    await exportRows(frozen(10_000).rows, CSV, clock, { signal, progress });
    expect(heard.length).toBeGreaterThan(0);
    expect(heard.every(({ rows: done, total }) => total === 10_000 && done <= total)).toBe(true);
    expect(heard.map(({ rows: done }) => done)).toEqual(
      heard.map(({ rows: done }) => done).toSorted((left, right) => left - right),
    );
  });

  it('ends after the rows that were asked for', async () => {
    const { blob, rowCount } = await run(frozen(10).rows, { format: 'markdown', maxRows: 1 }).reply;
    expect(rowCount).toBe(1);
    expect((await blob.text()).split('\n')).toHaveLength(4);
  });

  it('counts the cells that are not computed yet and leaves them empty', async () => {
    const { blob, uncomputedCount } = await run(frozen(3, { 0: null, 1: undefined }).rows).reply;
    expect(await blob.text()).toContain('run 0,id0,\r\nrun 1,id1,\r\nrun 2,id2,2');
    expect(uncomputedCount).toBe(1);
  });

  it('writes words for codes where there are some', async () => {
    const status: ExportColumn = { ...NAME, words: new Map([['run 0', 'Finished']]) };
    const experiment: ExportColumn = {
      ...BASICS,
      header: 'experiment',
      content: { kind: 'experiment' },
      words: new Map([['7', 'digits']]),
    };
    const { blob } = await run(frozen(2).rows, { columns: [status, experiment] }).reply;
    expect(await blob.text()).toBe('name,experiment\r\nFinished,digits\r\nrun 1,digits\r\n');
  });
});
