import fc from 'fast-check';
import { SCALE_KINDS } from '../domain/comparison/parallel/axis-scale.ts';
import type { AxisBrush } from '../domain/comparison/parallel/brushes.ts';
import type { ParallelView } from '../domain/comparison/parallel/parallel-view.ts';
import { LANES } from '../domain/comparison/parallel/place-runs.ts';

const end = fc.double({ noNaN: true });
const brush: fc.Arbitrary<AxisBrush> = fc
  .record({
    isExcluding: fc.boolean(),
    range: fc.option(
      fc.tuple(end, end).map(([a, b]) => ({ min: Math.min(a, b) + 0, max: Math.max(a, b) + 0 })),
      { nil: undefined },
    ),
    texts: fc.option(fc.record({ list: fc.array(fc.string()), isAllBut: fc.boolean() }), { nil: undefined }),
    lanes: fc.subarray([...LANES]),
  })
  .filter(({ range, texts, lanes }) => range !== undefined || texts !== undefined || lanes.length > 0)
  // Ends that are open the other way hold nothing: no drag makes them.
  .filter(({ range }) => range?.min !== Number.POSITIVE_INFINITY && range?.max !== Number.NEGATIVE_INFINITY)
  .map(({ isExcluding, range, texts, lanes }) => ({
    isExcluding,
    ...(range && { range }),
    ...(texts && { texts }),
    lanes,
  }));
/** Any way to look at parallel coordinates. */
export const parallelViews: fc.Arbitrary<ParallelView> = fc.record({
  axes: fc.option(
    fc.array(
      fc.record({
        column: fc.string({ minLength: 1 }).map((key) => ({ kind: 'param', key }) as const),
        scale: fc.constantFrom(undefined, ...SCALE_KINDS),
        isInverted: fc.boolean(),
        brushes: fc.array(brush),
      }),
    ),
    { nil: undefined },
  ),
  color: fc.constantFrom(undefined, 'runs', 'metrics.loss'),
});
