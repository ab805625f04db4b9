// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import type { RunCell, RunRow } from '../../worker/runs/runs-protocol.ts';
import { buildKeyColumn, directionOfColumn, type KeyColumn, undirectedMetric } from './key-columns.tsx';

const LOSS = { kind: 'metric', key: 'val/loss' } as const;
const LR = { kind: 'param', key: 'lr' } as const;
const row = (cell: RunCell) => ({ cells: [cell] }) as unknown as RunRow;
const family = (mean: number, std: number | undefined, count: number) =>
  ({ cells: [mean], families: [{ mean, std, count }] }) as unknown as RunRow;
const build = (column: KeyColumn['column'], more: Partial<KeyColumn> = {}) =>
  buildKeyColumn({
    column,
    index: 0,
    format: undefined,
    summary: { min: 1, max: 5, count: 9 },
    directions: {},
    shading: 'none',
    delta: undefined,
    sameAs: [],
    ...more,
  });

describe('a text cell', () => {
  it('writes equal values in one way, and tells what was logged on hover and on copy', () => {
    const built = build(LR);
    expect(built.cell(row('1e-4'), 200)).toBe('0.0001');
    expect(built.cellTitle?.(row('1e-4'))).toContain('1e-4');
    expect(built.copyText?.(row('1e-4'))).toBe('1e-4');
    expect(built.cellTitle?.(row('adam'))).toBe('adam');
    expect(built.cell(row(undefined), 200)).toBeUndefined();
  });

  it('shows that an empty text was logged', () => {
    expect(build(LR).cell(row(''), 200)).toBe('""');
    expect(build(LR).copyText?.(row(''))).toBe('');
  });

  it('is shaded only where all texts are numbers: 64 beside 64x32 means nothing', () => {
    const [numbers, texts] = [true, false].map((isNumeric) =>
      build(LR, { shading: 'bar', format: { kind: 'text', isNumeric } }),
    );
    expect(numbers?.cellLook?.(row('5'))).toEqual({ shade: { kind: 'bar', share: 1 } });
    expect(texts?.cellLook?.(row('5'))).toBeUndefined();
  });
});

describe('a cell of a family', () => {
  const built = build({ kind: 'family', key: 'fold_{n}/f1', part: 'mean' });

  it('is the mean with its deviation; of how many stands on hover', () => {
    expect(built.cell(family(0.75, 0.125, 5), 200)).toBe('0.75 ± 0.125');
    expect(built.cellTitle?.(family(0.75, 0.125, 5))).toBe('0.75 ± 0.125 · n = 5');
    expect(built.header).toBe('fold_{n}/f1 · mean ± std');
  });

  it('has no deviation of one member', () => {
    expect(built.cell(family(0.75, undefined, 1), 200)).toBe('0.75');
    expect(built.cellTitle?.(family(0.75, undefined, 1))).toBe('0.75 · n = 1');
  });
});

describe('a number cell', () => {
  it('stands out where it is the best of all matched runs', () => {
    expect(build(LOSS).cellLook?.(row(1))).toEqual({ tone: 'best' });
    expect(build(LOSS).cellLook?.(row(5))).toBeUndefined();
    expect(build(LOSS, { directions: { 'val/loss': 'higher' } }).cellLook?.(row(5))).toEqual({
      tone: 'best',
    });
    expect(build(LOSS).cellTitle?.(row(1))).toMatch(/^1, .*9/);
  });

  it('is shaded towards the better end', () => {
    const built = build(LOSS, { shading: 'heat' });
    expect(built.cellLook?.(row(2))).toEqual({ shade: { kind: 'heat', share: 0.75 } });
    expect(built.cellLook?.(row(Number.NaN))).toBeUndefined();
  });

  it('says that it waits while its history is read', () => {
    const built = build(
      { kind: 'statistic', key: 'val/loss', statistic: { name: 'min' } },
      { summary: undefined },
    );
    expect(built.cell(row(null), 80)).toBe('…');
    expect(built.cellLook?.(row(null))).toEqual({ tone: 'pending' });
    expect(built.cellTitle?.(row(null))).not.toBe('');
    expect(built.copyText?.(row(null))).toBeUndefined();
    expect(built.cellLook?.(row(3))).toBeUndefined();
  });

  it('shows when a metric was logged as a time, and the text of an expression', () => {
    const logged = build({ kind: 'statistic', key: 'loss', statistic: { name: 'last_logged' } });
    expect(logged.cell(row(Date.UTC(2026, 10, 7, 12)), 150)).toMatch(/2026/);
    expect(build({ kind: 'expression', key: 'params.a' }).cell(row('adam'), 80)).toBe('adam');
  });
});

const at = (cell: RunCell, step: number | undefined) =>
  ({ cells: [cell], steps: [step] }) as unknown as RunRow;

describe('a cell of a statistic', () => {
  const MIN = { kind: 'statistic', key: 'val/loss', statistic: { name: 'min' } } as const;

  it('tells the step that its value comes from, the best one too', () => {
    expect(build(MIN).cellTitle?.(at(2, 40_000))).toBe('2 · at step 40,000');
    expect(build(MIN).cellTitle?.(at(1, 10))).toBe('1, best of 9 · at step 10');
    expect(build(MIN).cellTitle?.(at(2, undefined))).toBe('2');
    const logged = build({ kind: 'statistic', key: 'loss', statistic: { name: 'last_logged' } });
    expect(logged.cellTitle?.(at(0, 7))).toMatch(/1970.* · at step 7$/);
  });

  it('does not say a step twice', () => {
    const built = build({ kind: 'statistic', key: 'val/loss', statistic: { name: 'step_of_best' } });
    expect(built.cellTitle?.(at(40_000, 40_000))).toBe('40000');
  });

  it('asks which way is better where it depends on that and nobody knows', () => {
    const best = { kind: 'statistic', key: 'lag', statistic: { name: 'best' } } as const;
    const asking = build(best);
    expect(asking.header).toBe('lag · best ?');
    expect([asking.isAsking, asking.title]).toEqual([true, m.column_which_way_hint({ metric: 'lag' })]);
    // Empty like any missing value, in runs that have the metric and in those that do not.
    for (const cell of [undefined, null]) {
      expect(asking.cell(row(cell), 80)).toBeUndefined();
      expect(asking.cellTitle?.(row(cell))).toBeUndefined();
      expect(asking.cellLook?.(row(cell))).toBeUndefined();
      expect(asking.copyText?.(row(cell))).toBeUndefined();
    }
    const told = build(best, { directions: { lag: 'lower' } });
    expect([told.header, told.isAsking, told.cell(row(3), 80)]).toEqual(['lag · best', undefined, '3']);
  });
});

describe('undirectedMetric', () => {
  it.each<[RunColumn, string | undefined]>([
    [{ kind: 'statistic', key: 'lag', statistic: { name: 'step_of_best' } }, 'lag'],
    [{ kind: 'statistic', key: 'loss', statistic: { name: 'at_best', other: 'lag' } }, 'lag'],
    [{ kind: 'statistic', key: 'lag', statistic: { name: 'at_best', other: 'loss' } }, undefined],
    [{ kind: 'statistic', key: 'lag', statistic: { name: 'min' } }, undefined],
    [{ kind: 'metric', key: 'lag' }, undefined],
  ])('of %j is %s', (column, metric) => {
    expect(undirectedMetric(column, {})).toBe(metric);
  });
});

describe('keys declared the same', () => {
  it('stand in the header together', () => {
    expect(build(LR, { sameAs: ['training.learning_rate'] }).header).toBe('lr = training.learning_rate');
    expect(build(LR).header).toBe('lr');
  });
});

describe('directionOfColumn', () => {
  it.each<[RunColumn, string | undefined]>([
    [LOSS, 'lower'],
    [{ kind: 'statistic', key: 'acc', statistic: { name: 'mean', count: 3 } }, 'higher'],
    [{ kind: 'statistic', key: 'acc', statistic: { name: 'step_of_best' } }, undefined],
    [{ kind: 'statistic', key: 'acc', statistic: { name: 'last_logged' } }, undefined],
    [{ kind: 'expression', key: 'metrics.loss' }, undefined],
    [LR, undefined],
  ])('of %j is %s', (column, direction) => {
    expect(directionOfColumn(column, {})).toBe(direction);
  });
});
