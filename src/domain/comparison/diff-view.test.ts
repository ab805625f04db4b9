import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_DIFF_VIEW, DIFF_ORDERS, packDiffView, readDiffView } from './diff-view.ts';

describe('the view of a diff', () => {
  it('comes back from a link as it was', () => {
    const view = fc.record({
      isDifferencesOnly: fc.boolean(),
      order: fc.constantFrom(...DIFF_ORDERS),
      epsilon: fc.double({ min: 0, max: 1.9, noNaN: true }).map((value) => value + 0),
      find: fc.string(),
      isByRun: fc.boolean(),
    });
    fc.assert(
      fc.property(view, (each) => {
        const packed: unknown = JSON.parse(JSON.stringify(packDiffView(each) ?? {}));
        expect(readDiffView(packed)).toEqual(each);
      }),
    );
  });

  it('is left out of a link where it is as always', () => {
    expect(packDiffView(DEFAULT_DIFF_VIEW)).toBeUndefined();
  });

  it.each([
    null,
    'all',
    { all: 1 },
    { order: 'name' },
    { within: -1 },
    { within: '0' },
    { find: 2 },
    { rows: 1 },
  ])('that nobody understands is none: %j', (json) => expect(readDiffView(json)).toBeUndefined());
});
