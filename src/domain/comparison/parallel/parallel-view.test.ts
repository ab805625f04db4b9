import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEFAULT_PARALLEL_VIEW, packParallelView, readParallelView } from './parallel-view.ts';
import { parallelViews } from '../../../testing/parallel-view-arbitrary.ts';

describe('how parallel coordinates are looked at', () => {
  it('comes back from a link as it was', () => {
    fc.assert(
      fc.property(parallelViews, (given) => {
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
