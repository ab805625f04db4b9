import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { createSeriesColumns, mergePoints } from '../../domain/series/series-columns.ts';
import { findPointRow, readPoints } from './points-window.ts';
import type { RunFacts } from '../charts/run-facts.ts';
import { createEntry, nameOf } from './series-entry.ts';
import type { SeriesStore } from './series-store.ts';

const KEY = 'loss';

function storeOf(histories: readonly (readonly number[])[]): Pick<SeriesStore, 'peek'> {
  const entries = new Map(
    histories.map((steps, index) => {
      const columns = createSeriesColumns();
      const column = Float64Array.from(steps);
      mergePoints(columns, { steps: column, timestampsMs: column, values: column });
      const id = String(index) as RunId;
      return [nameOf(KEY, id), { ...createEntry(KEY, id), columns }];
    }),
  );
  return { peek: (key, id) => entries.get(nameOf(key, id)) };
}

describe('findPointRow', () => {
  it('is the row of the first point at or after the step, in the asked run or one behind it', () => {
    const history = fc.array(fc.integer({ min: -5, max: 9 }), { maxLength: 8 });
    const runs = fc.array(history, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(
        runs,
        fc.integer({ min: -6, max: 10 }),
        fc.nat(20),
        fc.boolean(),
        (all, step, fromRow, isNext) => {
          const source = { store: storeOf(all) as SeriesStore, facts: undefined as unknown as RunFacts };
          const asked = all.map((_, index) => ({ id: String(index) as RunId }));
          const { points } = readPoints(source, { key: KEY, runs: asked, start: 0, end: 100 });
          const firstRowOf = (runId: RunId) => points.findIndex((point) => point.runId === runId);
          const lastRowOf = (runId: RunId) => points.findLastIndex((point) => point.runId === runId);
          const expected = points.findIndex(
            (point) =>
              point.step >= step &&
              (isNext ? firstRowOf(point.runId) > fromRow : lastRowOf(point.runId) >= fromRow),
          );
          const row = findPointRow(source, { key: KEY, runs: asked, step, fromRow, isNext });
          expect(row ?? -1).toBe(expected);
        },
      ),
    );
  });
});
