import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCALE_KINDS } from './axis-scale.ts';
import type { AxisBrush } from './brushes.ts';
import {
  DEFAULT_PARALLEL_VIEW,
  packParallelView,
  type ParallelView,
  readParallelView,
} from './parallel-view.ts';
import { LANES } from './place-runs.ts';

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
const view: fc.Arbitrary<ParallelView> = fc.record({
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

describe('how parallel coordinates are looked at', () => {
  it('comes back from a link as it was', () => {
    fc.assert(
      fc.property(view, (given) => {
        const packed = packParallelView(given);
        const read =
          packed === undefined ? DEFAULT_PARALLEL_VIEW : readParallelView(JSON.parse(JSON.stringify(packed)));
        expect(read).toEqual(given);
      }),
    );
  });

  it('is short where nothing but the axes was chosen', () => {
    const axis = {
      column: { kind: 'param', key: 'lr' },
      scale: undefined,
      isInverted: false,
      brushes: [],
    } as const;
    expect(packParallelView({ axes: [axis], color: undefined })).toEqual({ axes: ['params.lr'] });
  });

  it.each([
    7,
    { axes: 'params.lr' },
    { axes: ['no column'] },
    { axes: [{ column: 'params.lr', scale: 'cubic' }] },
    { axes: [{ column: 'params.lr', inverted: 1 }] },
    { axes: [{ column: 'params.lr', brushes: [{}] }] },
    { axes: [{ column: 'params.lr', brushes: [{ range: [2, 1] }] }] },
    { axes: [{ column: 'params.lr', brushes: [{ range: [1] }] }] },
    { axes: [{ column: 'params.lr', brushes: [{ texts: [1] }] }] },
    { axes: [{ column: 'params.lr', brushes: [{ lanes: ['fast'] }] }] },
    { color: 'no column' },
  ])('%j is not understood', (json) => {
    expect(readParallelView(json)).toBeUndefined();
  });
});
