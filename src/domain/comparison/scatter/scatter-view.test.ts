import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SCATTER_VIEWS } from '../../../testing/comparison-arbitrary.ts';
import { DEFAULT_SCATTER_VIEW, packScatterView, readScatterView } from './scatter-view.ts';

describe('view of the scatter plot', () => {
  it('travels in a link', () => {
    fc.assert(
      fc.property(SCATTER_VIEWS, (view) => {
        const packed = packScatterView(view);
        const json: unknown = JSON.parse(JSON.stringify(packed ?? {}));
        expect(readScatterView(json)).toEqual(view);
      }),
    );
    expect(packScatterView(DEFAULT_SCATTER_VIEW)).toBeUndefined();
  });

  it.each([
    null,
    3,
    [],
    { x: '' },
    { y: 'nonsense' },
    { color: 4 },
    { xkind: 'cube' },
    { trend: 'yes' },
    { ybetter: 'best' },
    { zoom: [0, 1] },
    { zoom: [1, 0, 0, 1] },
  ])('is not read from %j', (json) => {
    expect(readScatterView(json)).toBeUndefined();
  });
});
