import { describe, expect, it } from 'vitest';

import { A, B, ended, historyOf, ignore, KEY, setUp } from '../../testing/series-setup.ts';
import { seriesName } from '../../testing/memory-source.ts';
import { storeAsOf } from './as-of-store.ts';

describe('a store as of a moment', () => {
  it('holds no point that was logged later, and is read as far as the other', async () => {
    const { store, clock } = await setUp({
      histories: { [seriesName(A, KEY)]: historyOf(40), [seriesName(B, KEY)]: historyOf(3) },
    });
    const asOf = storeAsOf(store, 9);
    const demand = asOf.demand(KEY, ended(A, B), ignore);
    await clock.advance(1_000);
    expect(demand.series.map(({ state }) => state)).toEqual(['exact', 'exact']);
    expect(demand.series.map(({ columns }) => columns.length)).toEqual([10, 3]);
    expect(demand.series[0]?.columns.steps[9]).toBe(9);
    // What others look at holds all.
    expect(store.peek(KEY, A)?.columns.length).toBe(40);
    expect(asOf.peek(KEY, A)?.columns.length).toBe(10);
    demand.release();
  });

  it('has nothing of a run that had logged nothing by then', async () => {
    const { store, clock } = await setUp({ histories: { [seriesName(A, KEY)]: historyOf(5) } });
    const demand = storeAsOf(store, -1).demand(KEY, ended(A), ignore);
    await clock.advance(1_000);
    expect(demand.series[0]?.state).toBe('empty');
  });

  it('is one for a moment, so that cards share what they read', async () => {
    const { store } = await setUp({});
    expect(storeAsOf(store, 5)).toBe(storeAsOf(store, 5));
    expect(storeAsOf(store, undefined)).toBe(store);
  });
});
