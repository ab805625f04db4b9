import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAxis } from '../../../domain/comparison/axis-values.ts';
import type { AxisBrush } from '../../../domain/comparison/parallel/brushes.ts';
import { type ParallelAxis, plainAxis } from '../../../domain/comparison/parallel/parallel-view.ts';
import { parseRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { layOutParallel } from '../../../drawing/parallel-layout.ts';
import { toCssColor } from '../../../drawing/parallel-layer.ts';
import { axisTicks } from './axis-ticks.ts';
import { brushOfExtent, dragExtent, extentsOfBrush, wholeExtent } from './brush-extents.ts';
import { brushWords, valueWords } from './parallel-words.ts';
import { coloredPlaces, colorsByAxis, drawingOrder } from './run-colors.ts';
import { lanesOf, rowsOf, type ShownAxis, showAxes } from './shown-axes.ts';
import { moveItem, nearestAxis } from './use-axis-drag.ts';

type Cell = number | string | null | undefined;

function axisOf(text: string, cells: readonly Cell[], setting: Partial<ParallelAxis> = {}): ShownAxis {
  const column = parseRunColumn(text) as RunColumn;
  const values = [readAxis(cells.length, (place) => cells[place])];
  return showAxes([{ ...plainAxis(column), ...setting }], { columns: [column], values })[0] as ShownAxis;
}

function layoutOf(axes: readonly ShownAxis[]) {
  const size = { width: 700, height: 500, devicePixelRatio: 1 };
  return layOutParallel({ ...size, axisCount: axes.length, ...lanesOf(axes) });
}

const inOrder = (count: number) => Uint32Array.from({ length: count }, (_, run) => run);

describe('where runs are drawn', () => {
  it('numbers by their value, runs without one in a lane below them all', () => {
    const axis = axisOf('params.lr', ['0.1', '0.01', '0.001', undefined, 'nan']);
    const layout = layoutOf([axis]);
    expect(lanesOf([axis])).toEqual({ lanesAbove: [], lanesBelow: ['nan', 'missing'] });
    const [top, middle, low, missing, nan] = rowsOf(axis, layout, 1, inOrder(5));
    expect([top, middle, low]).toEqual([layout.top, (layout.top + layout.bottom) / 2, layout.bottom]);
    expect(nan).toBeGreaterThan(layout.bottom);
    expect(missing).toBeGreaterThan(nan ?? 0);
    const turned = axisOf('params.lr', ['0.1', '0.01', '0.001', undefined, 'nan'], { isInverted: true });
    expect(rowsOf(turned, layout, 1, inOrder(5))[0]).toBe(layout.bottom);
  });

  it('equal numbers on one point, runs of one category side by side within its place', () => {
    const numbers = axisOf('metrics.loss', [1, 1, 2]);
    const [one, other] = rowsOf(numbers, layoutOf([numbers]), 1, inOrder(3));
    expect(one).toBe(other);
    const axis = axisOf('params.o', ['adam', 'adam', 'adam', 'sgd']);
    const layout = layoutOf([axis]);
    const [first, second, third, sgd] = rowsOf(axis, layout, 1, inOrder(4));
    expect(new Set([first, second, third]).size).toBe(3);
    expect(Math.max(first ?? 0, second ?? 0, third ?? 0)).toBeLessThan((layout.top + layout.bottom) / 2);
    expect(sgd).toBeGreaterThan((layout.top + layout.bottom) / 2);
  });

  it('an axis whose values are not here yet is left out', () => {
    expect(showAxes([plainAxis({ kind: 'param', key: 'a' })], { columns: [], values: [] })).toEqual([]);
  });
});

describe('the order of drawing', () => {
  it('is by the metric, the best on top; runs without it below; first rows over later ones', () => {
    const loss = axisOf('metrics.loss', [0.5, 0.1, undefined, 0.1, 0.9]);
    expect([...drawingOrder(5, loss, 'lower')]).toEqual([2, 4, 0, 3, 1]);
    expect([...drawingOrder(5, loss, 'higher')]).toEqual([2, 3, 1, 0, 4]);
    expect([...drawingOrder(3, undefined, undefined)]).toEqual([2, 1, 0]);
  });

  it('has each run once', () => {
    const values = fc.array(fc.oneof(fc.double(), fc.constant(undefined)), { maxLength: 50 });
    fc.assert(
      fc.property(values, (cells) => {
        const order = drawingOrder(cells.length, axisOf('metrics.loss', cells), 'lower');
        expect([...order].sort((a, b) => a - b)).toEqual(cells.map((_, run) => run));
      }),
    );
  });
});

describe('colours', () => {
  it('go along the axis; what has no place on it is grey', () => {
    const colors = colorsByAxis(axisOf('metrics.acc', [0, 1, undefined]), 'light', () => undefined);
    expect(Array.from(colors, toCssColor)).toEqual(['rgb(43 63 158)', 'rgb(242 165 22)', 'rgb(138 147 156)']);
  });
  it('tell categories apart, those beyond the palette and the rest grey', () => {
    const many = Array.from({ length: 40 }, (_, run) => `v${String(run).padStart(2, '0')}`);
    const axis = axisOf('params.p', ['v15', ...many], { scale: 'name' });
    const own = coloredPlaces(axis);
    // The most frequent first, wherever it stands.
    expect(own).toEqual(['v15', 'v00', 'v01', 'v02', 'v03', 'v04', 'v05', 'v06', 'v07', 'v08']);
    const colorOf = (text: string) => (own.includes(text) ? `#0000${text.slice(1)}` : undefined);
    const colors = Array.from(colorsByAxis(axis, 'dark', colorOf), toCssColor);
    expect(colors.slice(0, 3)).toEqual(['rgb(0 0 21)', 'rgb(0 0 0)', 'rgb(0 0 1)']);
    expect(new Set(colors.slice(10, 15))).toEqual(new Set(['rgb(119 129 140)']));
    expect(coloredPlaces(axisOf('metrics.acc', [0, 1]))).toEqual([]);
  });
});

function labelsOf(axis: ShownAxis): readonly string[] {
  return axisTicks(axis, layoutOf([axis])).ticks.map(({ label }) => label);
}

function brushText(brush: Partial<AxisBrush>): string {
  return brushWords({ kind: 'metric', key: 'acc' }, { isExcluding: false, lanes: [], ...brush });
}

describe('labels', () => {
  it('are the values that were tried where they are few', () => {
    expect(labelsOf(axisOf('params.lr', ['0.1', '0.01', '1e-3', undefined]))).toEqual([
      '0.1',
      '0.01',
      '0.001',
      'not logged 1',
    ]);
  });
  it('are one for a constant, none where nothing was logged but in its lane', () => {
    expect(labelsOf(axisOf('metrics.loss', [0.25, 0.25]))).toEqual(['0.25']);
    expect(labelsOf(axisOf('metrics.loss', [undefined, undefined]))).toEqual(['not logged 2']);
    expect(labelsOf(axisOf('metrics.loss', [Number.NaN, Number.POSITIVE_INFINITY]))).toEqual([
      'NaN 1',
      '+∞ 1',
    ]);
  });
  it('of 10,000 categories are as many as there is room for, and the rest is counted', () => {
    const labels = labelsOf(
      axisOf(
        'params.out',
        Array.from({ length: 10_000 }, (_, run) => `out/${run}`),
      ),
    );
    expect(labels).toHaveLength(20);
    expect(labels.at(-1)).toBe('9,981 others');
  });
  it('the ends of a scale have a rounded form, which says so, for where their digits have no room', () => {
    const axis = axisOf(
      'metrics.loss',
      Array.from({ length: 30 }, (_, run) => 0.123456 + run / 7),
    );
    const { ticks } = axisTicks(axis, layoutOf([axis]));
    expect(ticks.at(-1)).toMatchObject({ label: '0.1235', rounded: '≈0.1' });
  });

  it('tell the least and the largest value at the ends', () => {
    const axis = axisOf('metrics.acc', [0.1234, 0.5, 0.8765, 0.6]);
    const labels = axisTicks(axis, layoutOf([axis])).ticks.map(({ label }) => label);
    expect([labels[0], labels.at(-1)]).toEqual(['0.8765', '0.1234']);
    expect(labels.length).toBeGreaterThan(2);
  });
  it('stand clear of each other', () => {
    const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), {
      minLength: 1,
      maxLength: 20,
    });
    fc.assert(
      fc.property(numbers, fc.constantFrom('linear', 'percentile', 'name'), (cells, scale) => {
        const axis = axisOf('params.p', cells.map(String), { scale });
        const ys = axisTicks(axis, layoutOf([axis])).ticks.map(({ y }) => y);
        const gaps = ys.slice(1).map((y, index) => y - (ys[index] ?? 0));
        expect(Math.min(Number.POSITIVE_INFINITY, ...gaps)).toBeGreaterThan(13.9);
      }),
    );
  });
});

describe('a brush that is dragged', () => {
  const axis = axisOf('metrics.acc', [0, 0.25, 0.5, 1, undefined]);
  const layout = layoutOf([axis]);
  const whole = wholeExtent(layout);
  const middle = (layout.top + layout.bottom) / 2;

  it('is turned round at its other end, and never leaves the axis', () => {
    const from = { top: 100, bottom: 120 };
    expect(dragExtent(from, 'top', 50, whole)).toEqual({ top: 120, bottom: 150 });
    expect(dragExtent(from, 'all', -5000, whole)).toEqual({ top: whole.top, bottom: whole.top + 20 });
    expect(dragExtent(from, 'bottom', 5000, whole)).toEqual({ top: 100, bottom: whole.bottom });
  });

  it('means the values under it, with the lane that it reaches', () => {
    expect(brushOfExtent(axis, { top: whole.top, bottom: middle }, layout, false)).toEqual({
      isExcluding: false,
      range: { min: 0.5, max: Number.POSITIVE_INFINITY },
      lanes: [],
    });
    const low = brushOfExtent(axis, { top: middle, bottom: whole.bottom }, layout, true);
    expect(low).toMatchObject({ isExcluding: true, range: { max: 0.5 }, lanes: ['missing'] });
    const lane = brushOfExtent(axis, { top: layout.bottom + 4, bottom: whole.bottom }, layout, false);
    expect(lane).toEqual({ isExcluding: false, lanes: ['missing'] });
  });

  it('keeps the other end to its last digit', () => {
    const brush: AxisBrush = { isExcluding: false, range: { min: 0.123456789, max: 0.5 }, lanes: [] };
    const [extent] = extentsOfBrush(axis, brush, layout);
    const moved = dragExtent(extent ?? whole, 'top', -30, whole);
    const after = brushOfExtent(axis, moved, layout, false, { brush, part: 'top' });
    expect(after?.range?.min).toBe(0.123456789);
    expect(after?.range?.max).toBeGreaterThan(0.5);
  });

  it('is told in words', () => {
    expect(brushText({ range: { min: 0.5, max: Number.POSITIVE_INFINITY } })).toBe('≥ 0.5');
    expect(brushText({ range: { min: 0.1, max: 0.5 }, lanes: ['missing'] })).toBe('0.1 … 0.5, not logged');
    expect(brushText({ texts: { list: ['a', 'b', 'c', 'd', ''], isAllBut: false } })).toBe('a, b, c, 2 more');
    expect(brushText({ texts: { list: ['a'], isAllBut: true } })).toBe('all but a');
  });
});

it('a value of 6,000 characters is told in few', () => {
  const words = valueWords(axisOf('params.prompt', ['x'.repeat(6000)]), 0);
  expect(words.length).toBeLessThan(100);
  expect(valueWords(axisOf('metrics.m', [null, undefined]), 0)).toBe('…');
});

it('an axis goes to the place of the one that it is dropped near', () => {
  expect(nearestAxis([0, 100, 200], 140)).toBe(1);
  expect(moveItem(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
  expect(moveItem(['a'], 4, 0)).toEqual(['a']);
});
