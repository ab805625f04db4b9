import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import type { DatasetInput } from '../runs/run.ts';
import type { EvaluationContext } from './evaluation-context.ts';
import { checkPatterns, compileFilter } from './evaluate.ts';
import { compileValue } from './evaluate-value.ts';
import { parseFilter, parseValue } from './parse.ts';
import { createRegexEngine } from './regex-engine.ts';

const NOW_MS = 1_790_000_000_000;
const DAY_MS = 86_400_000;
const dataset = (name: string, context?: string): DatasetInput => ({
  name,
  digest: `digest-${name}`,
  sourceType: 'local',
  context,
});

const RUNS = [
  makeRun({
    id: 'a',
    name: 'ResNet-50 baseline',
    metrics: { loss: 0.5, acc: 0.9, '검증/손실': 1 },
    params: { lr: '1e-3', optimizer: 'adam', depth: '50', id: '123456789012345678' },
    tags: { team: 'vision', 'mlflow.note.content': 'good one' },
    datasets: [dataset('MyData', 'training'), dataset('test')],
    startMs: NOW_MS - 2 * DAY_MS,
    endMs: NOW_MS - 2 * DAY_MS + 2 * 3_600_000,
    artifactUri: 's3://bucket/a',
  }),
  makeRun({
    id: 'b',
    name: 'vit 한글',
    metrics: { loss: Number.NaN, acc: 0.8 },
    params: { lr: '0.001', optimizer: "it's" },
    tags: { team: 'text', 'mlflow.parentRunId': 'a' },
    status: 'FAILED',
    experimentId: '123456789012345678',
    user: undefined,
  }),
  makeRun({
    id: 'c',
    name: '42',
    metrics: { loss: Number.POSITIVE_INFINITY },
    params: { lr: 'auto', optimizer: 'ADAM' },
    status: 'RUNNING',
    startMs: NOW_MS - 30 * 60_000,
    endMs: undefined,
    user: 'bob',
  }),
  makeRun({ id: 'd', name: '', startMs: undefined, endMs: undefined, params: { lr: '0.1' } }),
];

const MORE: Partial<EvaluationContext> = {
  nowMs: NOW_MS,
  experimentName: (id) => (id === '1' ? 'vision/classify' : undefined),
  registered: (row) => [{ aliases: ['champion', 'prod'], models: ['classifier'] }, undefined][row],
  statistic: (key, { name }, row) => {
    if (key !== 'loss' || name !== 'min') return undefined;
    return [0.05, null, 0.5][row];
  },
};

function idsOf(filter: string, more: Partial<EvaluationContext> = {}): string {
  const parsed = parseFilter(filter);
  if (!parsed.ok || !parsed.filter) throw new Error(`${filter}: ${JSON.stringify(parsed)}`);
  const context = contextOf(RUNS, { ...MORE, ...more });
  const test = compileFilter(parsed.filter, context);
  return context.frame.ids.filter((_, row) => test(row)).join('');
}

const valuesOf = (text: string) => {
  const parsed = parseValue(text);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problem));
  const valueAt = compileValue(parsed.value, contextOf(RUNS, MORE));
  return RUNS.map((_, row) => valueAt(row));
};

describe('filters', () => {
  it.each([
    // Numbers; NaN is unequal to everything, as in MLflow 3.17.
    ['metrics.loss < 1', 'a'],
    ['metrics.loss != 0.5', 'bc'],
    ['NOT metrics.loss != 0.5', 'ad'],
    ['metrics.loss >= 0', 'ac'],
    ['NOT metrics.loss >= 0', 'bd'],
    ['metrics.loss = nan', 'b'],
    ['metrics.loss != nan', 'ac'],
    ['metrics.loss = inf', 'c'],
    ['metrics.loss > metrics.acc', ''],
    ['metrics.acc > metrics.loss', 'a'],
    ['metrics.loss IN (0.5, inf)', 'ac'],
    ['metrics.loss NOT IN (0.5)', 'bc'],
    ['metrics.loss BETWEEN 0.5 AND 1', 'a'],
    ['metrics.검증/손실 = 1', 'a'],
    ['metrics.nothing != 1', ''],
    ['metrics.loss IS NULL', 'd'],
    ['metrics.loss IS NOT NULL', 'abc'],
    ['metrics.acc * 2 + 0.2 = 2', 'a'],
    ['0.85 < metrics.acc', 'a'],
    ['greatest(metrics.acc, 0.85) = 0.85', 'b'],
    ['step > 8', 'abc'],
    // Params: numbers where the other side is one, else texts.
    ['params.lr = 0.001', 'ab'],
    ["params.lr = '0.001'", 'b'],
    ['params.lr > 1e-2', 'd'],
    ['params.lr != 0.001', 'd'],
    ["params.lr != '0.001'", 'acd'],
    ['params.id = 123456789012345678', 'a'],
    ['params.id = 123456789012345679', ''],
    ['params.depth / 2 = 25', 'a'],
    ["params.optimizer = 'adam'", 'a'],
    ["params.optimizer ILIKE 'a%'", 'ac'],
    ["params.optimizer LIKE 'a_am'", 'a'],
    ["params.optimizer NOT LIKE 'a%'", 'bc'],
    ["NOT params.optimizer LIKE 'a%'", 'bcd'],
    ["params.optimizer IN ('adam', 'ADAM')", 'ac'],
    ["params.optimizer NOT IN ('adam')", 'bc'],
    ["NOT params.optimizer IN ('adam')", 'bcd'],
    ["params.optimizer ~ '^a|s$'", 'ab'],
    ["params.optimizer ~ '(?i)adam'", 'ac'],
    ["params.optimizer !~ '^a'", 'bc'],
    ['params.optimizer = "it\'s"', 'b'],
    ['params.optimizer IS NULL', 'd'],
    ['params.lr = params.lr', 'abcd'],
    ['params.lr < params.depth', 'a'],
    ["params.lr BETWEEN '0' AND '0.01'", 'b'],
    ['params.lr BETWEEN 0 AND 0.01', 'ab'],
    // Attributes.
    ['status = failed', 'b'],
    ["status != 'FAILED'", 'acd'],
    ["status IN ('FAILED', 'RUNNING')", 'bc'],
    // Running for 30 minutes and more without a metric.
    ["status = 'SILENT'", 'c'],
    ['status = silent', 'c'],
    ["'SILENT' = status", 'c'],
    ["status != 'SILENT'", 'abd'],
    ["NOT status = 'SILENT'", 'abd'],
    ["status IN ('SILENT', 'FAILED')", 'bc'],
    ["status NOT IN ('SILENT', 'FAILED')", 'ad'],
    ["status NOT IN ('SILENT')", 'abd'],
    ["status = 'RUNNING' AND status = 'SILENT'", 'c'],
    ["name = 'SILENT'", ''],
    ["run_id IN ('a', 'b', 'zz')", 'ab'],
    ['experiment_id = 123456789012345678', 'b'],
    ['experiment_id = 123456789012345679', ''],
    ["experiment LIKE 'vision%'", 'acd'],
    ['experiment IS NULL', 'b'],
    ['name = 42', 'c'],
    ['name IS NULL', 'd'],
    ['user IS NULL', 'b'],
    ['parent = a', 'b'],
    ['parent IS NULL', 'acd'],
    // By the parent's name too, where it is loaded.
    ["parent = 'ResNet-50 baseline'", 'b'],
    ["parent != 'ResNet-50 baseline'", ''],
    ["NOT parent = 'ResNet-50 baseline'", 'acd'],
    ["parent != 'a'", ''],
    ["parent != 'other'", 'b'],
    ["parent IN ('x', 'ResNet-50 baseline')", 'b'],
    ["parent NOT IN ('x', 'ResNet-50 baseline')", ''],
    ["parent NOT IN ('x', 'y')", 'b'],
    ["parent LIKE 'ResNet%'", 'b'],
    ["parent NOT LIKE 'ResNet%'", ''],
    ["parent ~ 'baseline$'", 'b'],
    ["parent !~ 'baseline$'", ''],
    ['note ~ good', 'a'],
    ["artifact_uri LIKE 's3:%'", 'a'],
    ['duration > 90m', 'a'],
    ['duration BETWEEN 20m AND 40m', 'c'],
    ['end_time IS NULL', 'cd'],
    ['end_time != 5', 'ab'],
    ['start_time > -7d', 'ac'],
    ['-7d < start_time', 'ac'],
    ['start_time > 1780000000000', 'ac'],
    ["start_time < '2024-01-01'", 'b'],
    ['end_time - start_time = 60s', 'b'],
    ['last_logged(metrics.acc) < -7d', 'ab'],
    // Several in one run: any of them.
    ["dataset.name = 'MyData'", 'a'],
    ["datasets.name != 'MyData'", 'a'],
    ["datasets.name NOT IN ('MyData', 'test')", ''],
    ["dataset.context = 'training'", 'a'],
    ['dataset.digest IS NULL', 'bcd'],
    ['alias = champion', 'a'],
    ["alias NOT IN ('champion')", 'a'],
    ['model IS NOT NULL', 'a'],
    // Not known is neither there nor missing.
    ['model IS NULL', ''],
    ['min(metrics.loss) < 0.1', 'a'],
    ['NOT min(metrics.loss) < 0.1', 'bcd'],
    ['min(metrics.loss) IS NULL', 'd'],
    // Words.
    ['resnet', 'a'],
    ['RESNET base', 'a'],
    ['"t 한"', 'b'],
    ['한글', 'b'],
    ['NOT resnet', 'bcd'],
    // Joined.
    ['resnet OR status = running', 'ac'],
    ["(metrics.acc > 0.5 OR params.lr = 'auto') AND NOT status = failed", 'ac'],
    // Written out on both sides.
    ["'abc' LIKE 'a%' AND 1 < 2", 'abcd'],
  ])('%s', (filter, ids) => {
    expect(idsOf(filter)).toBe(ids);
  });

  it('compare dates with local midnight, or in the zone that is given', () => {
    const midnightMs = new Date(2026, 10, 1).getTime();
    const runs = [midnightMs - 1, midnightMs].map((startMs, index) => makeRun({ id: `${index}`, startMs }));
    const startsAfter = (text: string) => {
      const parsed = parseFilter(text);
      if (!parsed.ok || !parsed.filter) throw new Error(text);
      const test = compileFilter(parsed.filter, contextOf(runs));
      return runs.filter((_, row) => test(row)).map(({ id }) => id);
    };
    expect(startsAfter("start_time >= '2026-11-01'")).toEqual(['1']);
    expect(startsAfter("start_time >= '2026-11-01 00:00:00'")).toEqual(['1']);
    expect(startsAfter(`start_time >= '${new Date(midnightMs).toISOString()}'`)).toEqual(['1']);
    expect(startsAfter("start_time >= '2026-10-31T00:00:00+14:00'")).toEqual(['0', '1']);
  });

  it('find names whose Korean is written in parts', () => {
    const context = contextOf([makeRun({ id: 'a', name: '한글'.normalize('NFD') })]);
    const parsed = parseFilter('한글');
    expect(parsed.ok && parsed.filter && compileFilter(parsed.filter, context)(0)).toBe(true);
  });

  it('compare the tag in place of the name where runs have it, as MLflow does', () => {
    const runs = [
      makeRun({ id: 'a', name: 'x', tags: { 'mlflow.runName': 'x' } }),
      makeRun({ id: 'b', name: 'x' }),
    ];
    const parsed = parseFilter("name = 'x'");
    if (!parsed.ok || !parsed.filter) throw new Error('not parsed');
    const test = compileFilter(parsed.filter, contextOf(runs));
    expect([test(0), test(1)]).toEqual([true, false]);
  });

  it('take a running run for silent when it has logged nothing for more than 30 minutes', () => {
    const running = { status: 'RUNNING', endMs: undefined } as const;
    const startedAt = (ageMs: number) => makeRun({ id: `${ageMs}`, startMs: NOW_MS - ageMs, ...running });
    const parsed = parseFilter('status = silent');
    if (!parsed.ok || !parsed.filter) throw new Error('not parsed');
    const runs = [
      startedAt(1_800_000),
      startedAt(1_800_001),
      { ...startedAt(9e9), status: 'KILLED' as const },
    ];
    const test = compileFilter(parsed.filter, contextOf(runs, { nowMs: NOW_MS }));
    expect(runs.map((_, row) => test(row))).toEqual([false, true, false]);
  });

  it('know a parent whose name looks like an id by its id alone', () => {
    const [id, name] = ['a'.repeat(32), 'b'.repeat(32)];
    const runs = [makeRun({ id, name }), makeRun({ id: 'c', tags: { 'mlflow.parentRunId': id } })];
    const found = [id, name].map((text) => {
      const parsed = parseFilter(`parent = '${text}'`);
      if (!parsed.ok || !parsed.filter) throw new Error('not parsed');
      return compileFilter(parsed.filter, contextOf(runs))(1);
    });
    expect(found).toEqual([true, false]);
  });

  it('name a pattern that is none, and let it fit nothing', () => {
    const parsed = parseFilter("name = 'a' OR NOT params.a ~ '('");
    if (!parsed.ok || !parsed.filter) throw new Error('not parsed');
    expect(checkPatterns(parsed.filter, createRegexEngine())).toMatchObject({
      code: 'bad-pattern',
      span: { start: 29, end: 32 },
      found: '(',
    });
    expect(idsOf("params.optimizer ~ '('")).toBe('');
    expect(idsOf("params.optimizer !~ '('")).toBe('');
    expect(idsOf("params.optimizer ~ 'a'", { regex: undefined })).toBe('');
  });

  it('are not hung by a pattern that explodes elsewhere', () => {
    const long = makeRun({ id: 'a', params: { x: `${'a'.repeat(5000)}!` } });
    const parsed = parseFilter("params.x ~ '^(a+)+$' OR params.x LIKE '%a%a%a%a%a%a%a%a%b'");
    if (!parsed.ok || !parsed.filter) throw new Error('not parsed');
    expect(compileFilter(parsed.filter, contextOf([long]))(0)).toBe(false);
  });
});

describe('families', () => {
  it('are one number over the last values of their members', () => {
    const context = contextOf([
      makeRun({ id: 'a', metrics: { 'fold_0/f1': 0.8, 'fold_1/f1': 0.9, 'fold_2/f1': Number.NaN } }),
      makeRun({ id: 'b', metrics: { loss: 1 } }),
    ]);
    const valuesOf = (text: string) => {
      const parsed = parseValue(text);
      const read = parsed.ok ? compileValue(parsed.value, context) : () => undefined;
      return [read(0), read(1)];
    };
    expect(valuesOf("family_mean('fold_{n}/f1')")).toEqual([expect.closeTo(0.85), undefined]);
    expect(valuesOf("family_n('fold_{n}/f1')")).toEqual([2, undefined]);
    expect(valuesOf("family_std('fold_{n}/f1') * 0")).toEqual([0, undefined]);
  });
});

describe('values', () => {
  it.each([
    ['metrics.acc', [0.9, 0.8, undefined, undefined]],
    ['params.lr', ['1e-3', '0.001', 'auto', '0.1']],
    ['params.lr * 1000', [1, 1, undefined, 100]],
    ['step * params.depth', [450, undefined, undefined, undefined]],
    ['step', [9, 9, 9, undefined]],
    ['min(metrics.loss) * 2', [0.1, null, 1, undefined]],
    ['last_step(metrics.loss)', [9, 9, 9, undefined]],
    ['-log10(metrics.검증/손실) + 2 ^ 3 % 5', [3, undefined, undefined, undefined]],
    ['duration / 1h', [2, 60 / 3600, 0.5, undefined]],
    ['alias', ['champion, prod', null, null, null]],
    ['dataset.name', ['MyData, test', undefined, undefined, undefined]],
    ["'text'", ['text', 'text', 'text', 'text']],
  ])('%s', (text, values) => {
    expect(valuesOf(text)).toEqual(values);
  });
});
