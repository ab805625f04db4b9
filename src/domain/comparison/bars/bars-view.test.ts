import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BARS_VIEWS } from '../../../testing/comparison-arbitrary.ts';
import { DEFAULT_BARS_VIEW, packBarsView, readBarsView } from './bars-view.ts';

describe('view of bars', () => {
  it('travels in a link', () => {
    fc.assert(
      fc.property(BARS_VIEWS, (view) => {
        const json: unknown = JSON.parse(JSON.stringify(packBarsView(view) ?? {}));
        expect(readBarsView(json)).toEqual(view);
      }),
    );
    expect(packBarsView(DEFAULT_BARS_VIEW)).toBeUndefined();
  });

  it.each([null, [], 4, { metric: 'nonsense' }, { by: '' }, { shape: 'violin' }, { order: 3 }])(
    'is not read from %j',
    (json) => {
      expect(readBarsView(json)).toBeUndefined();
    },
  );
});
