import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AxisValues, readAxis } from './axis-values.ts';
import { findMatters, type Matters, type ParamColumn } from './matters.ts';

type Cell = number | string | null | undefined;

const axis = (cells: readonly Cell[]): AxisValues => readAxis(cells.length, (place) => cells[place]);

function judge(metric: readonly Cell[], params: Readonly<Record<string, readonly Cell[]>>): Matters {
  const columns: ParamColumn[] = Object.entries(params).map(([key, cells]) => ({ key, values: axis(cells) }));
  const steps = findMatters(axis(metric), columns);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const rounded = (value: number | undefined) => (value === undefined ? value : Math.round(value * 1e6) + 0);

function shownOf({ params }: Matters) {
  return params
    .map(({ key, kind, runCount, association, adjustedP }) => [
      key,
      kind,
      runCount,
      rounded(association),
      rounded(adjustedP),
    ])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
}

/** 24 runs: the metric follows `lr`, `opt` shifts it, `noise` has nothing to do with it. */
const RUNS = Array.from({ length: 24 }, (_, place) => ({
  lr: [0.001, 0.01, 0.1][place % 3] ?? 0,
  opt: place % 2 === 0 ? 'adam' : 'sgd',
  noise: (place * 5) % 7,
}));
const LOSS = RUNS.map(({ lr, opt }, place) => -Math.log10(lr) + (opt === 'sgd' ? 0.4 : 0) + (place % 5) / 50);
const PARAMS = {
  lr: RUNS.map(({ lr }) => String(lr)),
  opt: RUNS.map(({ opt }) => opt),
  noise: RUNS.map(({ noise }) => String(noise)),
};

describe('what matters', () => {
  it('is sorted by strength, with sign, runs, and p adjusted for the number of params', () => {
    const { state, params, testedCount, groups, left } = judge(LOSS, PARAMS);
    expect(state).toBe('judged');
    expect(params.map(({ key, kind }) => [key, kind])).toEqual([
      ['lr', 'number'],
      ['opt', 'category'],
      ['noise', 'number'],
    ]);
    const [lr, opt, noise] = params;
    expect(lr?.association).toBeLessThan(-0.9);
    expect(lr).toMatchObject({ runCount: 24, missingCount: 0, valueCount: 3 });
    expect(lr?.adjustedP).toBeCloseTo((lr?.p ?? 0) * 3, 12);
    expect(opt).toMatchObject({ lowest: 'adam', highest: 'sgd' });
    expect(opt?.ratioOfValues).toBeGreaterThan(0);
    expect(noise?.adjustedP).toBeGreaterThan(0.05);
    expect({ testedCount, groups, left }).toEqual({ testedCount: 3, groups: [], left: [] });
  });

  it('has no p of fewer than ten runs, and says nothing of fewer than four', () => {
    const few = judge(LOSS.slice(0, 9), { lr: PARAMS.lr.slice(0, 9) });
    expect(few).toMatchObject({ state: 'judged', testedCount: 0 });
    expect(few.params[0]).toMatchObject({ p: undefined, adjustedP: undefined, runCount: 9 });
    expect(judge([1, 2, 3], { lr: ['1', '2', '3'] })).toMatchObject({ state: 'few-runs', runCount: 3 });
  });

  it('tells a metric without two values, and what of it is not a number', () => {
    expect(judge([2, 2, 2, 2], { lr: ['1', '2', '3', '4'] }).state).toBe('constant');
    const odd = judge([Number.NaN, null, undefined, 1, 2, Number.POSITIVE_INFINITY, 3], {});
    expect(odd).toMatchObject({ state: 'judged', runCount: 4, nanCount: 1, awaitedCount: 1 });
    expect(judge([Number.NaN, Number.NaN], {})).toMatchObject({ state: 'few-runs', nanCount: 2 });
  });

  it('is not decided by one diverged run', () => {
    const calm = judge(LOSS, PARAMS).params.find(({ key }) => key === 'lr')?.association ?? 0;
    const diverged = judge(LOSS.with(3, 1e12), PARAMS).params.find(({ key }) => key === 'lr')?.association;
    expect(diverged).toBeLessThan(calm + 0.3);
    const infinite = judge(LOSS.with(3, Number.POSITIVE_INFINITY), PARAMS).params;
    expect(infinite.find(({ key }) => key === 'opt')).toMatchObject({
      ratioOfValues: undefined,
      runCount: 24,
    });
  });

  it('names params that move together', () => {
    const { groups } = judge(LOSS, {
      ...PARAMS,
      warmup: RUNS.map(({ lr }) => String(lr * 1000)),
      preset: RUNS.map(({ lr }) => `p${lr}`),
      optimizer: RUNS.map(({ opt }) => opt.toUpperCase()),
    });
    expect(groups).toEqual([
      ['lr', 'warmup', 'preset'],
      ['opt', 'optimizer'],
    ]);
  });

  it('takes numbers with few texts among them for categories while they are few, else leaves the texts out', () => {
    const [few] = judge(LOSS, { lr: RUNS.map((_, place) => ['0.1', 'auto', '0.2'][place % 3]) }).params;
    expect(few).toMatchObject({ kind: 'category', valueCount: 3, missingCount: 0 });
    const [many] = judge(LOSS, {
      lr: RUNS.map((_, place) => (place === 5 ? 'auto' : String(place / 10))),
    }).params;
    expect(many).toMatchObject({ kind: 'number', runCount: 23, missingCount: 1 });
  });

  it('takes texts of equal value for one', () => {
    const [own] = judge(LOSS, { flag: RUNS.map((_, place) => ['True', 'true', 'False'][place % 3]) }).params;
    expect(own).toMatchObject({ kind: 'category', valueCount: 2 });
  });

  it('tells what it did not judge, and why', () => {
    const { left, params } = judge([...LOSS.slice(0, 20), 7, 7, 7, 7], {
      path: RUNS.map((_, place) => `/out/${place}`),
      rare: RUNS.map((_, place) => (place < 3 ? String(place) : undefined)),
      one: RUNS.map((_, place) => (place < 9 ? 'x' : undefined)),
      late: RUNS.map((_, place) => (place >= 20 ? String(place) : undefined)),
    });
    expect(params).toEqual([]);
    expect(left).toEqual([
      { key: 'path', reason: 'many-values' },
      { key: 'rare', reason: 'few-runs' },
      { key: 'one', reason: 'one-value' },
      { key: 'late', reason: 'same-metric' },
    ]);
  });

  it('does not depend on the order of the runs or of the params', () => {
    const cell = fc.constantFrom('0.1', '1e-1', '2', 'auto', undefined);
    const run = fc.record({ metric: fc.double({ min: -5, max: 5, noNaN: true }), a: cell, b: cell });
    fc.assert(
      fc.property(fc.array(run, { minLength: 4, maxLength: 40 }), (runs) => {
        const of = (some: typeof runs, keys: readonly ('a' | 'b')[]) =>
          judge(
            some.map(({ metric }) => metric),
            Object.fromEntries(keys.map((key) => [key, some.map((each) => each[key])])),
          );
        const [one, other] = [of(runs, ['a', 'b']), of(runs.toReversed(), ['b', 'a'])];
        const [shown, again] = [shownOf(one), shownOf(other)];
        expect(again).toEqual(shown);
        for (const { strength, association } of one.params) {
          expect(strength).toBeLessThanOrEqual(Math.abs(association) + 1e-12);
        }
      }),
    );
  });
});

describe('numbers that go up and down again', () => {
  const lrs = Array.from({ length: 120 }, (_, place) => 10 ** (-5 + (place / 119) * 4));
  const bent = lrs.map((lr, place) => 0.9 - (Math.log10(lr) + 3) ** 2 / 10 + (place % 7) / 500);

  it('are told by where the metric is best, though rho says nothing', () => {
    const noise = lrs.map((_, place) => (place * 37) % 120);
    const { params } = judge(bent, { noise: noise.map(String), lr: lrs.map(String) });
    const [lr, other] = params;
    expect(lr).toMatchObject({ key: 'lr', kind: 'number', isBent: true });
    expect(Math.abs(lr?.association ?? 1)).toBeLessThan(0.2);
    const [low, high] = (lr?.highest ?? '').split(' – ').map(Number);
    expect(low).toBeLessThan(1e-3);
    expect(high).toBeGreaterThan(1e-3);
    expect(lr?.adjustedP).toBeLessThan(0.001);
    expect(other).toMatchObject({ key: 'noise', isBent: false, lowest: undefined });
  });

  it('are not told of what rises all the way, nor of few runs', () => {
    const rising = lrs.map((lr) => Math.log10(lr));
    expect(judge(rising, { lr: lrs.map(String) }).params[0]).toMatchObject({ isBent: false });
    const few = [...bent.keys()].filter((place) => place % 6 === 0);
    const some = judge(
      few.map((place) => bent[place]),
      { lr: few.map((place) => String(lrs[place])) },
    );
    expect(some.params[0]).toMatchObject({ runCount: 20, isBent: false });
  });
});
