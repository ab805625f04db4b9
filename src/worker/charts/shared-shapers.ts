import type { ChartQuery, LineNames } from './chart-protocol.ts';
import { createLineShaper, type LineShaper } from './line-shaper.ts';
import type { SeriesReader } from '../series/as-of-store.ts';

interface Shared {
  readonly shaper: LineShaper;
  users: number;
}

export interface BorrowedShaper {
  readonly shaper: LineShaper;
  release(): void;
}

const OF_STORES = new WeakMap<SeriesReader, SharedShapers>();

/** Of all charts that are drawn from a store. */
export function shapersOf(store: SeriesReader): SharedShapers {
  const known = OF_STORES.get(store) ?? new SharedShapers();
  OF_STORES.set(store, known);
  return known;
}

/**
 * One shaper for all watches of the same lines: a zoom replaces the watch of a card, and what was made of 2,500,000
 * points would be made anew. Shapes live as long as anyone draws them.
 */
export class SharedShapers {
  private readonly shared = new Map<string, Shared>();

  borrow(
    query: Pick<ChartQuery, keyof LineNames | 'recipe' | 'runs' | 'joins' | 'baseline'>,
  ): BorrowedShaper {
    const { key, expression, viewId, recipe, runs, joins, baseline } = query;
    const measured = baseline && [baseline.measure, baseline.against];
    const name = JSON.stringify([key, expression, viewId, recipe, runs, joins, measured]);
    const entry = this.shared.get(name) ?? { shaper: createLineShaper(query), users: 0 };
    this.shared.set(name, entry);
    entry.users++;
    return {
      shaper: entry.shaper,
      release: () => {
        entry.users--;
        if (entry.users === 0) this.shared.delete(name);
      },
    };
  }
}
