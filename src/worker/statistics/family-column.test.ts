import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock, settled } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { makeRunsQuery } from '../../testing/runs-query.ts';
import { exportRows } from '../runs/export-rows.ts';
import type { ExportColumn, ExportRequest } from '../runs/runs-protocol.ts';
import { createRunsStore } from '../runs/runs-store.ts';

const folds = (...values: readonly number[]) =>
  Object.fromEntries(values.map((value, index) => [`fold_${index + 1}/f1`, value]));
const RUNS = [
  makeRun({ id: 'low', metrics: folds(0.2, 0.4) }),
  makeRun({ id: 'high', metrics: folds(0.9, 0.7, 0.8) }),
  makeRun({ id: 'one', metrics: folds(0.5) }),
  makeRun({ id: 'none', metrics: { loss: 3 } }),
];
const MEAN = { kind: 'family', key: 'fold_{n}/f1', part: 'mean' } as const;

async function openStore(isDescending: boolean) {
  const store = createRunsStore(createMemorySource({ runs: RUNS }), createManualClock());
  const query = makeRunsQuery({ viewId: 'view', sort: { column: MEAN, isDescending } });
  void store.watch(query, new AbortController().signal, () => undefined);
  await settled();
  return store;
}

async function textOf(format: ExportRequest['format'], columns: readonly ExportColumn[]) {
  const store = await openStore(true);
  const context = { signal: new AbortController().signal, progress: () => undefined };
  const request = { viewId: 'view', format, columns, maxRows: undefined, locale: 'en' };
  return (await exportRows(store.freeze('view'), request, createManualClock(), context)).blob.text();
}

describe('a column of a family', () => {
  it('is the mean over the last values of its members, with deviation and n', async () => {
    const store = await openStore(true);
    const { rows, summaries } = store.rows({ viewId: 'view', start: 0, end: 9, columns: [MEAN] });
    expect(rows.map(({ id }) => id)).toEqual(['high', 'one', 'low', 'none'] as RunId[]);
    expect(rows[0]?.cells[0]).toBeCloseTo(0.8, 12);
    expect(rows[0]?.families?.[0]).toMatchObject({ count: 3 });
    expect(rows[0]?.families?.[0]?.std).toBeCloseTo(0.1, 12);
    expect(rows[1]?.families?.[0]).toEqual({ mean: 0.5, std: undefined, count: 1 });
    expect([rows[3]?.cells[0], rows[3]?.families?.[0]]).toEqual([undefined, undefined]);
    expect(summaries[0]).toMatchObject({ count: 3 });
  });

  it('sorts by the mean, runs without it last', async () => {
    const store = await openStore(false);
    const { rows } = store.rows({ viewId: 'view', start: 0, end: 9, columns: [] });
    expect(rows.map(({ id }) => id)).toEqual(['low', 'one', 'high', 'none']);
  });

  it('is text with its deviation where people read it, and three numbers where programs do', async () => {
    const column = { header: 'f1', meaning: 'value', align: 'right' } as const;
    const parts = (['mean', 'std', 'n'] as const).map((part) => ({
      ...column,
      header: part,
      content: { ...MEAN, part },
    }));
    const shown = await textOf('markdown', [{ ...column, content: MEAN }]);
    expect(shown.split('\n').slice(2, 5)).toEqual(['| 0.8 ± 0.1 |', '| 0.5 |', '| 0.3 ± 0.1414 |']);
    const [, high, one] = (await textOf('csv', parts)).split('\r\n');
    expect(high?.split(',').map(Number)).toEqual([expect.closeTo(0.8, 12), expect.closeTo(0.1, 12), 3]);
    expect(one).toBe('0.5,,1');
  });
});
