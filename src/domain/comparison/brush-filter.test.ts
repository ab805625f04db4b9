import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { compileFilter } from '../expression/evaluate.ts';
import { parseFilter } from '../expression/parse.ts';
import type { Run } from '../runs/run.ts';
import type { RunColumn } from '../runs/run-sort.ts';
import { readAxis } from './axis-values.ts';
import { type BrushedColumn, filterOfBrushes } from './brush-filter.ts';
import { createScale, SCALE_KINDS, type ScaleKind } from './parallel/axis-scale.ts';
import { type AxisBrush, brushOfSpan, passingRuns } from './parallel/brushes.ts';
import { LANES, placeRuns } from './parallel/place-runs.ts';

const PARAM: RunColumn = { kind: 'param', key: 'model/lr rate' };
const METRIC: RunColumn = { kind: 'metric', key: 'val/loss' };
const START: RunColumn = { kind: 'attribute', key: 'start_time' };
const DURATION: RunColumn = { kind: 'attribute', key: 'duration' };
const NAME: RunColumn = { kind: 'attribute', key: 'name' };
const COLUMNS = [PARAM, METRIC, START, DURATION, NAME] as const;

type Cells = readonly [param?: string, metric?: number];

function runOf([param, metric]: Cells, index: number): Run {
  return makeRun({
    id: `r${index}`,
    // A run without a name has none: the source gives it one.
    name: param || 'none',
    startMs: 1_700_000_000_000 + index * 777,
    endMs: 1_700_000_000_000 + index * 777 + (index % 3) * 91_234,
    params: param === undefined ? {} : { 'model/lr rate': param },
    metrics: metric === undefined ? {} : { 'val/loss': metric },
  });
}

function valueOf(column: RunColumn, run: Run | undefined): string | number | undefined {
  if (column === PARAM) return run?.params[0]?.value;
  if (column === METRIC) return run?.metrics[0]?.value;
  if (column === START) return run?.startMs;
  return column === NAME ? run?.name : (run?.endMs ?? 0) - (run?.startMs ?? 0);
}

function axisOf(column: RunColumn, runs: readonly Run[], scale: ScaleKind, brushes: readonly AxisBrush[]) {
  const values = readAxis(runs.length, (place) => valueOf(column, runs[place]));
  const made = createScale(scale, values);
  return { column, scale, values, brushes, made, placed: placeRuns(values, made) };
}

/** Undefined: the language has no words for it. */
function found(runs: readonly Run[], axes: readonly BrushedColumn[]): readonly number[] | undefined {
  const written = filterOfBrushes(axes);
  if (!written.ok) return undefined;
  const text = written.clauses.map((clause) => `(${clause})`).join(' AND ');
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`cannot be read: ${text}`);
  const test = parsed.filter ? compileFilter(parsed.filter, contextOf(runs)) : () => true;
  return runs.flatMap((_, row) => (test(row) ? [row] : []));
}

const word = fc.oneof(
  fc.constantFrom('0.1', '1e-1', '5', '-3', '-0', '1e-07', 'True', 'true', 'adam', "it's", '', 'nan', 'inf'),
  fc.constantFrom('-Infinity', '12345678901234567890', '0', '1_000', '64x32'),
  fc.string({ maxLength: 3 }),
);
const number = fc.oneof(
  fc.double(),
  fc.constantFrom(0, -0, 0.5, 1 / 3, Number.NaN, 1 / 0, -1 / 0, 1e21, 1e-9),
);
const cells = fc.array(fc.tuple(fc.option(word, { nil: undefined }), fc.option(number, { nil: undefined })), {
  minLength: 1,
  maxLength: 30,
});
const end = fc.double({ min: -0.2, max: 1.2, noNaN: true });
const drawn = fc.record({
  isExcluding: fc.boolean(),
  lanes: fc.subarray([...LANES]),
  span: fc.option(fc.tuple(end, end), { nil: undefined }),
});

describe('the filter of brushes', () => {
  it('finds the runs that pass and no others, whatever is brushed', () => {
    fc.assert(
      fc.property(
        cells,
        fc.constantFrom(...COLUMNS),
        fc.constantFrom(...SCALE_KINDS),
        fc.array(drawn, { minLength: 1, maxLength: 3 }),
        (all, column, scale, parts) => {
          const runs = all.map(runOf);
          const bare = axisOf(column, runs, scale, []);
          const brushes = parts.map(({ isExcluding, lanes, span }) => {
            const [low, high] = (span ?? [2, 2]).toSorted((a, b) => a - b);
            return { isExcluding, lanes, ...brushOfSpan(bare.made, { low: low ?? 2, high: high ?? 2 }) };
          });
          const axis = { ...bare, brushes };
          const { mask } = passingRuns([axis], runs.length);
          const rows = found(runs, [axis]);
          const passing = runs.flatMap((_, run) => (mask[run] === 1 ? [run] : []));
          // Names that look like numbers are texts to the language: it has no ranges of them.
          expect(rows ?? (column === NAME ? passing : undefined)).toEqual(passing);
        },
      ),
    );
  });

  const texts = ['adam', 'sgd', 'True', '0.10', undefined];
  const runs = texts.map((param, index) => runOf([param, index / 4], index));
  const clausesOf = (column: RunColumn, scale: ScaleKind, ...brushes: Partial<AxisBrush>[]) => {
    const whole = brushes.map((brush) => ({ isExcluding: false, lanes: [], ...brush }));
    const written = filterOfBrushes([axisOf(column, runs, scale, whole)]);
    return written.ok ? written.clauses : undefined;
  };

  it('is written as people write it', () => {
    const open = Number.POSITIVE_INFINITY;
    expect(clausesOf(METRIC, 'linear', { range: { min: 0.25, max: 0.75 } })).toEqual([
      'metrics.val/loss BETWEEN 0.25 AND 0.75',
    ]);
    expect(clausesOf(METRIC, 'linear', { range: { min: -0.5, max: open } })).toEqual([
      'metrics.val/loss >= -0.5',
    ]);
    expect(clausesOf(METRIC, 'linear', { isExcluding: true, range: { min: -open, max: 0.5 } })).toEqual([
      'NOT metrics.val/loss <= 0.5',
    ]);
    expect(clausesOf(PARAM, 'name', { texts: { list: ['adam', '0.1'], isAllBut: false } })).toEqual([
      "params.`model/lr rate` IN ('adam', 0.1)",
    ]);
    expect(clausesOf(PARAM, 'name', { lanes: ['missing'] })).toEqual(['params.`model/lr rate` IS NULL']);
    expect(clausesOf(START, 'time', { range: { min: 1_700_000_000_000.4, max: open } })).toEqual([
      "start_time >= '2023-11-14T22:13:20.001Z'",
    ]);
    expect(clausesOf(DURATION, 'linear', { range: { min: 90_000, max: 7_200_000 } })).toEqual([
      'duration BETWEEN 90s AND 2h',
    ]);
  });

  it('has no words for what a run has several of, and for an expression that is none', () => {
    const datasets: RunColumn = { kind: 'attribute', key: 'dataset.name' };
    const lanes = { lanes: ['missing'] } as const;
    expect(clausesOf(datasets, 'name', lanes)).toBeUndefined();
    expect(clausesOf({ kind: 'expression', key: '1 +' }, 'linear', lanes)).toBeUndefined();
    expect(clausesOf({ kind: 'expression', key: 'metrics.a * 2' }, 'linear', lanes)).toEqual([
      'metrics.a * 2 IS NULL',
    ]);
    // An axis without a brush asks for nothing.
    expect(clausesOf(datasets, 'name')).toEqual([]);
  });
});
