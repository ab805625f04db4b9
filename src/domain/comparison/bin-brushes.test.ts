import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binAxis } from './axis-bins.ts';
import { readAxis } from './axis-values.ts';
import { brushesOfCell } from './bin-brushes.ts';

type Cell = number | string | undefined;

function cellsOf(cells: readonly Cell[]) {
  const values = readAxis(cells.length, (place) => cells[place]);
  const { bins, binOf } = binAxis(values);
  return bins.map((bin, index) => {
    const places = cells.flatMap((_, place) => (binOf[place] === index ? [place] : []));
    return { bin, brush: brushesOfCell([{ bin, bins, values }], places)?.[0] };
  });
}

describe('a place of a heat map as a brush', () => {
  it('is a value, a text, what is not finite, or what is missing', () => {
    const brushes = cellsOf(['0.1', '0.10', 'auto', 'nan', 'inf', undefined]).map(({ brush }) => brush);
    expect(brushes).toEqual([
      { isExcluding: false, lanes: [], range: { min: 0.1, max: 0.1 } },
      { isExcluding: false, lanes: [], texts: { list: ['auto'], isAllBut: false } },
      { isExcluding: false, lanes: ['nan', 'positive', 'negative'] },
      { isExcluding: false, lanes: ['missing'] },
    ]);
  });

  it('holds the runs of a range, whatever they are', () => {
    const number = fc.integer({ min: -1e6, max: 1e6 }).map((thousandths) => thousandths / 1000);
    fc.assert(
      fc.property(fc.array(number, { minLength: 20, maxLength: 60 }), (cells) => {
        for (const { brush } of cellsOf(cells)) expect(brush?.range).toBeDefined();
      }),
    );
  });

  it('is none for the rest where numbers stand beside it', () => {
    const texts = Array.from({ length: 40 }, (_, run) => `v${run}`);
    const rest = cellsOf(texts).find(({ bin }) => bin.kind === 'rest');
    expect(rest?.brush?.texts?.isAllBut).toBe(true);
    const mixed = cellsOf([...texts, 1, 2]).find(({ bin }) => bin.kind === 'rest');
    expect(mixed).toMatchObject({ bin: { kind: 'rest' }, brush: undefined });
  });
});
