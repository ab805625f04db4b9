import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chartLayout } from '../../testing/layout-arbitrary.ts';
import { DEFAULT_LAYOUT } from './chart-layout.ts';
import { packLayout, unpackLayout } from './chart-layout-text.ts';

const anyFields = fc.record(
  {
    cards: fc.jsonValue(),
    pins: fc.jsonValue(),
    moves: fc.jsonValue(),
    sizes: fc.jsonValue(),
    families: fc.jsonValue(),
  },
  { requiredKeys: [] },
);
const anyPacked = fc.oneof(fc.jsonValue(), anyFields);

describe('packLayout', () => {
  it('comes back the same through JSON', () => {
    fc.assert(
      fc.property(chartLayout, (layout) => {
        const json = JSON.stringify(packLayout(layout));
        const back = unpackLayout(json === undefined ? undefined : JSON.parse(json));
        expect(back).toEqual({ layout, problems: [] });
      }),
      { numRuns: 300 },
    );
    expect(packLayout(DEFAULT_LAYOUT)).toBeUndefined();
  });

  it('reads each entry alone, and takes anything', () => {
    const packed = {
      pins: ['m:loss', 7, 'x'],
      moves: 'no',
      cards: [[1, null, 'metric', 'loss'], [2]],
      families: { a: 1 },
    };
    expect(unpackLayout(packed)).toEqual({
      layout: {
        ...DEFAULT_LAYOUT,
        pins: ['m:loss'],
        made: [{ id: 'c:1', section: undefined, content: { kind: 'metric', key: 'loss' } }],
      },
      problems: ['cards', 'pins', 'moves', 'families'],
    });
    fc.assert(
      fc.property(anyPacked, (json) => {
        const { layout } = unpackLayout(json);
        // What was taken is a layout that comes back as it is.
        expect(unpackLayout(packLayout(layout))).toEqual({ layout, problems: [] });
      }),
    );
  });
});
