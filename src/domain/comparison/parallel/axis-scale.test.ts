import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAxis } from '../axis-values.ts';
import {
  createScale,
  isCategory,
  MOST_PLACES,
  positionOf,
  SCALE_KINDS,
  type ScaleKind,
  valueAt,
} from './axis-scale.ts';
import { defaultScale } from './default-scale.ts';
import { laneOf, placeRuns } from './place-runs.ts';

type Cell = number | string | null | undefined;

const axisOf = (cells: readonly Cell[]) => readAxis(cells.length, (place) => cells[place]);

function placed(kind: ScaleKind, cells: readonly Cell[]): readonly unknown[] {
  const values = axisOf(cells);
  const runs = placeRuns(values, createScale(kind, values));
  return cells.map((_, run) => laneOf(runs, run) ?? Number((runs.positions[run] ?? 0).toFixed(3)));
}

const cells = fc.array(
  fc.oneof(
    fc.double(),
    fc.constantFrom<Cell>(undefined, null, Number.NaN, Number.POSITIVE_INFINITY, 0, -0),
    fc.string(),
    fc.constantFrom<Cell>('0.1', '1e-1', 'nan', '-inf', 'True', 'true', 'adam'),
  ),
);

describe('where runs stand', () => {
  it.each<[ScaleKind, readonly Cell[], readonly unknown[]]>([
    ['linear', [1, 2, 5], [0, 0.25, 1]],
    ['linear', [7, 7], [0.5, 0.5]],
    ['linear', [-1.7e308, 0, 1.7e308], [0, 0.5, 1]],
    ['log', [0.001, 0.1, 10], [0, 0.5, 1]],
    ['log', [0, -1, 4, Number.NaN], ['other', 'other', 0.5, 'nan']],
    [
      'linear',
      [undefined, null, Number.NaN, 1 / 0, -1 / 0],
      ['missing', 'missing', 'nan', 'positive', 'negative'],
    ],
    ['linear', ['0.1', 'auto', 'nan', '-inf', '0.3'], [0, 'other', 'nan', 'negative', 1]],
    ['percentile', [10, 20, 20, 1e9], [0, 0.5, 0.5, 1]],
    ['percentile', [4], [0.5]],
    ['name', ['b', 'a', undefined, 'b'], [0.25, 0.75, 'missing', 0.25]],
    ['frequency', ['b', 'a', undefined, 'b'], [0.75, 0.25, 'missing', 0.75]],
    // Numbers stand as on an axis of numbers, in whatever way they were written.
    ['name', ['8', '16', '1.6e1', '128'], [0.167, 0.5, 0.5, 0.833]],
    ['name', ['True', 'true', 'false'], [0.25, 0.25, 0.75]],
  ])('on a scale that is %s: %j', (kind, given, expected) => {
    expect(placed(kind, given)).toEqual(expected);
  });

  it('every run is on the scale between 0 and 1, or in one lane that is counted', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom(...SCALE_KINDS), (given, kind) => {
        const values = axisOf(given);
        const runs = placeRuns(values, createScale(kind, values));
        given.forEach((cell, run) => {
          const position = runs.positions[run] ?? Number.NaN;
          const lane = laneOf(runs, run);
          expect(position >= 0 && position <= 1).toBe(lane === undefined);
          expect(Number.isNaN(position)).toBe(lane !== undefined);
          expect(lane === 'missing').toBe(cell === undefined || cell === null);
        });
        const inLanes = runs.lanes.filter((lane) => lane > 0).length;
        expect(runs.laneCounts.reduce((sum, count) => sum + count, 0)).toBe(inLanes);
        expect(runs.awaitedCount).toBe(given.filter((cell) => cell === null).length);
      }),
    );
  });

  it('a place leads to its value and back, on every scale of numbers', () => {
    fc.assert(
      fc.property(
        // Logarithms of numbers that differ in their last digits are the same.
        fc.array(
          fc.integer({ min: 1, max: 1e6 }).map((count) => count / 1000),
          { minLength: 2 },
        ),
        fc.constantFrom<ScaleKind>('linear', 'log', 'percentile', 'time'),
        (numbers, kind) => {
          const scale = createScale(kind, axisOf(numbers));
          for (const number of numbers) {
            const position = positionOf(scale, number);
            const again = valueAt(scale, position);
            expect(Math.abs(positionOf(scale, again) - position)).toBeLessThan(1e-6);
          }
        },
      ),
    );
  });

  it('larger values stand no lower', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2 }),
        fc.constantFrom<ScaleKind>('linear', 'percentile'),
        (numbers, kind) => {
          const scale = createScale(kind, axisOf(numbers));
          const sorted = numbers.toSorted((left, right) => left - right);
          const positions = sorted.map((number) => positionOf(scale, number));
          for (const [index, position] of positions.entries()) {
            expect(position >= (positions[index - 1] ?? 0) - 1e-12).toBe(true);
          }
        },
      ),
    );
  });
});

describe('places of categories', () => {
  it('are as many as can be told apart, the rest folded and counted', () => {
    const many = Array.from({ length: 10_000 }, (_, run) => (run % 4 === 0 ? 'often' : `once-${run}`));
    const scale = createScale('frequency', axisOf(many));
    const places = 'places' in scale ? scale.places : [];
    expect(places).toHaveLength(MOST_PLACES);
    expect(places[0]).toEqual({ text: 'often', isRest: false, runCount: 2500, valueCount: 1 });
    const rest = { text: '', isRest: true, runCount: 7500 - 18, valueCount: 7500 - 18 };
    expect(places.at(-1)).toEqual(rest);
  });

  it('hold every run that has a value, each once', () => {
    fc.assert(
      fc.property(cells, fc.constantFrom<ScaleKind>('frequency', 'name'), (given, kind) => {
        const scale = createScale(kind, axisOf(given));
        const places = 'places' in scale ? scale.places : [];
        const counted = places.reduce((sum, { runCount }) => sum + runCount, 0);
        expect(counted).toBe(given.filter((cell) => cell !== undefined && cell !== null).length);
        expect(isCategory(scale.kind)).toBe(true);
      }),
    );
  });
});

describe('the scale that nobody chose', () => {
  const param = { kind: 'param', key: 'p' } as const;
  it.each<[readonly Cell[], ScaleKind]>([
    [['0.1', '0.01', '0.001'], 'log'],
    [['16', '32', '64', '128'], 'log'],
    [['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'], 'linear'],
    [['0', '0.1', '0.2', '0.5'], 'linear'],
    [['0', '1e-4', '1e-3', '1e-2'], 'name'],
    [['-1', '0.1', '100'], 'linear'],
    [['adam', 'sgd', 'adam'], 'name'],
    [['auto', '0.1', '0.2'], 'name'],
    [Array.from({ length: 40 }, (_, run) => (run === 7 ? 'auto' : String(run))), 'linear'],
    [Array.from({ length: 40 }, (_, run) => `out/${run}`), 'frequency'],
    [['nan', 'nan'], 'linear'],
    [[undefined, undefined], 'linear'],
    [[], 'linear'],
  ])('of %j is %s', (given, kind) => {
    expect(defaultScale(param, axisOf(given))).toBe(kind);
  });

  it('of times is a time, of a loss that falls by powers a logarithm', () => {
    expect(defaultScale({ kind: 'attribute', key: 'start_time' }, axisOf([1e12, 2e12]))).toBe('time');
    const losses = [2.1, 0.9, 0.2, 0.05, 0.011, 0.01];
    expect(defaultScale({ kind: 'metric', key: 'loss' }, axisOf(losses))).toBe('log');
    expect(defaultScale({ kind: 'metric', key: 'acc' }, axisOf([0.91, 0.1, 0.95]))).toBe('linear');
    expect(defaultScale({ kind: 'metric', key: 'acc' }, axisOf([Number.NaN, Number.NaN]))).toBe('linear');
  });
});
