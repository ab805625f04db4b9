import { readLineAt } from '../../domain/series/read-line.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import { createAgainst, partsOf } from './baseline-picture.ts';
import { linePeeker, type LinesSource } from './chart-lines.ts';
import type { ChartQuery } from './chart-protocol.ts';
import { shapersOf } from './shared-shapers.ts';

export interface ReadAtRequest {
  /** Of the card, as it is watched. */
  readonly query: ChartQuery;
  /** In the units of its axis. */
  readonly x: number;
}

/** One entry for each line of the card; NaN where it has nothing to tell. */
export interface ReadAtReply {
  readonly xs: Float64Array<ArrayBuffer>;
  readonly ys: Float64Array<ArrayBuffer>;
  /** Values before smoothing; NaN: the line is not smoothed. */
  readonly raws: Float64Array<ArrayBuffer>;
  /** Points at that x, with the smallest and the largest value. */
  readonly counts: Uint32Array<ArrayBuffer>;
  readonly lows: Float64Array<ArrayBuffer>;
  readonly highs: Float64Array<ArrayBuffer>;
}

/** On these the points themselves have their x. */
const OWN_AXES: readonly XAxis['kind'][] = ['step', 'relative', 'wall'];

/**
 * What the lines of a card are at a place, of all points that are held: a picture holds those alone that can be told
 * apart on it. Undefined where lines stand for groups, or their x is looked up elsewhere.
 */
export function readLinesAt({ query, x }: ReadAtRequest, source: LinesSource): ReadAtReply | undefined {
  const borrowed = shapersOf(source.store).borrow(query);
  const { shaper } = borrowed;
  try {
    if (query.groups || !OWN_AXES.includes(shaper.recipe.axis.kind)) return undefined;
    const peek = linePeeker(source, query);
    const list = query.runs.map(peek);
    if (!list.every((stored) => stored !== undefined)) return undefined;
    const againstOf = createAgainst(query, list, undefined);
    const joins = query.joins ?? list.map((_, place) => [place]);
    const reply = emptyReply(joins.length);
    for (const [line, places] of joins.entries()) {
      const { main, raw, isMonotone } = shaper.join(partsOf(places, query, list, undefined), againstOf(line));
      const reading = isMonotone ? readLineAt(main, x) : undefined;
      if (!reading) continue;
      reply.xs[line] = reading.x;
      reply.ys[line] = reading.y;
      reply.raws[line] = raw?.ys[reading.index] ?? Number.NaN;
      reply.counts[line] = reading.count;
      reply.lows[line] = reading.low;
      reply.highs[line] = reading.high;
    }
    return reply;
  } finally {
    borrowed.release();
  }
}

function emptyReply(length: number): ReadAtReply {
  const column = () => new Float64Array(length).fill(Number.NaN);
  return {
    xs: column(),
    ys: column(),
    raws: column(),
    counts: new Uint32Array(length),
    lows: column(),
    highs: column(),
  };
}
