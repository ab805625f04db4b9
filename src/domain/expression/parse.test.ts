import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseFilter, parseValue } from './parse.ts';

/** The filter without spans. */
function shapeOf(text: string): unknown {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.problem)}`);
  return withoutSpans(parsed.filter);
}

function withoutSpans(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (key === 'span' ? undefined : part)) ?? 'null',
  );
}

function problemOf(text: string) {
  const parsed = parseFilter(text);
  return parsed.ok ? undefined : parsed.problem;
}

const keyed = (key: string) => ({
  kind: 'compare',
  operator: '>',
  left: { kind: 'field', field: { kind: 'metric', key } },
  right: { kind: 'number', value: 1, text: '1' },
});

const words = (text: string) => ({ kind: 'words', text });

const statistic = (text: string) => {
  const parsed = parseValue(text);
  return parsed.ok && parsed.value.kind === 'statistic' ? [parsed.value.key, parsed.value.statistic] : parsed;
};

const rightOf = (text: string) => {
  const parsed = parseFilter(text);
  return parsed.ok && parsed.filter?.kind === 'compare' ? parsed.filter.right : undefined;
};

const SAME: readonly (readonly [string, string])[] = [
  // Prefixes and quotes as MLflow has them.
  ["params.lr = 'a'", "param.lr = 'a'"],
  ["params.lr = 'a'", 'parameters.`lr` = "a"'],
  ["params.lr = 'a'", "`params`.lr == 'a'"],
  ["params.`a b` = 'x'", 'params."a b" = \'x\''],
  ["params.`a b` = 'x'", "params.'a b' = 'x'"],
  ["attributes.status = 'FINISHED'", "run.status = 'FINISHED'"],
  ["status = 'FINISHED'", 'status = finished'],
  ["status = 'FINISHED'", '"status" = \'FINISHED\''],
  ["name = 'x'", "attr.`Run name` = 'x'"],
  ["name = 'x'", "`Run Name` = 'x'"],
  ['start_time > 5', 'attributes.created > 5'],
  ["user = 'x'", "user_id = 'x'"],
  // Joining.
  ["params.a = 'x' AND params.b = 'y'", "params.a = 'x' params.b = 'y'"],
  ["params.a = 'x' AND params.b = 'y'", "params.a = 'x'and params.b = 'y'"],
  ["params.a = 'x' AND params.b = 'y'", "(params.a = 'x') AND ((params.b = 'y'))"],
  ['a OR b AND NOT c', 'a OR (b AND (NOT c))'],
  ['a b OR c', '(a AND b) OR c'],
  // Numbers and signs.
  ['metrics.a > 1 + 2 * 3 ^ 2', 'metrics.a > 1 + (2 * (3 ^ 2))'],
  ['metrics.a > -2 ^ 2', 'metrics.a > -(2 ^ 2)'],
  ['metrics.a / 2 > 1', '(metrics.a) /2 > 1'],
  ['metrics.a - 2 > 1', '(metrics.a)-2 > 1'],
  ['metrics.a > 10 - 2', 'metrics.a > 10-2'],
  ['max(metrics.a, metrics.b) > 1', 'greatest(metrics.a, metrics.b) > 1'],
  ['last(metrics.a) > 1', 'metrics.a > 1'],
  ["params.a NOT LIKE 'x%'", "params.a IS NOT NULL AND NOT params.a LIKE 'x%'"],
  ["name = 'it''s'", 'name = "it\'s"'],
  ["name ~ 'a'", 'name ~ a'],
];

describe('filters', () => {
  it.each(SAME)('%s means the same as %s', (one, other) => {
    expect(shapeOf(one)).toEqual(shapeOf(other));
  });

  it('are undefined where the text is blank', () => {
    expect(parseFilter(' \n ')).toEqual({ ok: true, filter: undefined });
  });

  it('take keys of any script greedily up to the next space', () => {
    for (const key of ['val/loss', 'a-b', 'mlflow.x_y', '검증/손실', '0', 'OR', 'a:b'])
      expect(shapeOf(`metrics.${key} > 1`)).toEqual(keyed(key));
    expect(shapeOf('metrics.val/loss>1')).toEqual(keyed('val/loss'));
    expect(shapeOf('metrics.`a``b`>1')).toEqual(keyed('a`b'));
  });

  it('search names for bare words, numbers and quoted words', () => {
    expect(shapeOf('resnet-50')).toEqual(words('resnet-50'));
    expect(shapeOf('"two words"')).toEqual(words('two words'));
    expect(shapeOf("'status'")).toEqual(words('status'));
    expect(shapeOf('"and"')).toEqual(words('and'));
    for (const word of ['42', '7d', 'status', 'step', 'run.12', '한글', '2026-11-01', 'min'])
      expect(shapeOf(word)).toEqual(words(word));
    expect(shapeOf('a (b)')).toEqual({ kind: 'and', parts: [words('a'), words('b')] });
  });

  it('read statistics with their operands', () => {
    expect(statistic('min(metrics.val/loss)')).toEqual(['val/loss', { name: 'min' }]);
    expect(statistic('MEAN(metrics.a, 10)')).toEqual(['a', { name: 'mean', count: 10 }]);
    expect(statistic('at(metrics.`a b`, -5)')).toEqual(['a b', { name: 'at', step: -5 }]);
    expect(statistic('at_best(metrics.a, metrics.b)')).toEqual(['a', { name: 'at_best', other: 'b' }]);
  });

  it('read families by their template, and nothing else in its place', () => {
    expect(rightOf("0.9 < family_mean('fold_{n}/f1')")).toMatchObject({
      kind: 'family',
      key: 'fold_{n}/f1',
      part: 'mean',
    });
    for (const text of ['family_n(metrics.a) > 1', "family_std('a', 'b') > 1", 'family_mean() > 1'])
      expect(parseFilter(text).ok).toBe(false);
  });

  it('read durations, ages and numbers without end', () => {
    expect(rightOf('duration > 1.5h')).toMatchObject({ kind: 'duration', ms: 5_400_000 });
    expect(rightOf('duration > 1h30m')).toMatchObject({ kind: 'duration', ms: 5_400_000 });
    expect(rightOf('start_time > -1d12h')).toMatchObject({ operand: { kind: 'duration', ms: 129_600_000 } });
    expect(rightOf('duration > 2m500ms')).toMatchObject({ kind: 'duration', ms: 120_500 });
    expect(rightOf('start_time > -7d')).toMatchObject({ operand: { kind: 'duration', ms: 604_800_000 } });
    expect(rightOf('metrics.a = -inf')).toMatchObject({ operand: { value: Number.POSITIVE_INFINITY } });
    expect(rightOf('metrics.a > 1e+5')).toMatchObject({ value: 100_000 });
    expect(rightOf('metrics.a > .5')).toMatchObject({ value: 0.5 });
    expect(rightOf('metrics.a > 1.')).toMatchObject({ value: 1 });
  });
});

describe('problems', () => {
  it.each([
    ['metrics.loss', 'unexpected', [12, 12], ['operator']],
    ['metrics.loss >', 'unexpected', [14, 14], ['value']],
    ['metrics. > 1', 'unexpected', [0, 8], ['field']],
    ['foo > 1', 'unexpected', [0, 3], ['field']],
    ['dataset.foo = 1', 'unexpected', [0, 11], ['field']],
    ["params.a = 'x' OR", 'unexpected', [17, 17], ['condition']],
    ['and', 'unexpected', [0, 3], ['condition']],
    ['and and', 'unexpected', [0, 3], ['condition']],
    ['AND a', 'unexpected', [0, 3], ['condition']],
    ['or a', 'unexpected', [0, 2], ['condition']],
    ['a AND', 'unexpected', [5, 5], ['condition']],
    ['a and and', 'unexpected', [6, 9], ['condition']],
    ['a OR OR b', 'unexpected', [5, 7], ['condition']],
    ['a AND OR b', 'unexpected', [6, 8], ['condition']],
    ['(a AND) b', 'unexpected', [6, 7], ['condition']],
    ['a NOT', 'unexpected', [5, 5], ['condition']],
    ["params.a = 'x' , b", 'unexpected', [15, 16], ['and-or']],
    ['a )', 'unexpected', [2, 3], ['and-or', 'end']],
    ['()', 'unexpected', [1, 2], ['condition']],
    ['(a', 'unclosed-parenthesis', [0, 1], ['closing-parenthesis']],
    ["params.a = 'it\\'s'", 'unclosed-quote', [17, 18], ['text']],
    ['params.`a = 1', 'unclosed-quote', [0, 13], ['text']],
    ['run_id IN ()', 'unexpected', [11, 12], ['value']],
    ["run_id IN 'a'", 'unexpected', [10, 13], ['list']],
    ["run_id IN ('a'", 'unclosed-parenthesis', [10, 11], ['closing-parenthesis']],
    ['metrics.a BETWEEN 1', 'unexpected', [19, 19], ['and-or']],
    ['params.a IS 3', 'unexpected', [12, 13], ['operator']],
    ["metrics.a > '0'", 'wrong-type', [12, 15], ['number']],
    ["metrics.a LIKE '0'", 'wrong-type', [0, 9], ['text']],
    ["start_time > 'monday'", 'bad-date', [13, 21], ['value']],
    ['start_time > 7d', 'wrong-type', [13, 15], ['value']],
    ['foo(metrics.a) > 1', 'unknown-function', [0, 3], ['field']],
    ['min(params.a) > 1', 'wrong-type', [4, 12], ['field']],
    ['mean(metrics.a) > 1', 'wrong-type', [14, 15], ['number']],
    ['sqrt(metrics.a, 2) > 1', 'unexpected', [16, 17], ['closing-parenthesis']],
    ['name + 1 > 1', 'wrong-type', [0, 4], ['number']],
  ] as const)('%s', (text, code, [start, end], expected) => {
    expect(problemOf(text)).toMatchObject({ code, span: { start, end }, expected });
  });

  it('refuse what is too long or too deep', () => {
    expect(problemOf('a'.repeat(50_001))?.code).toBe('too-long');
    expect(problemOf(`${'('.repeat(1000)}a${')'.repeat(1000)}`)?.code).toBe('too-long');
    expect(problemOf('NOT '.repeat(1000))?.code).toBe('too-long');
    expect(problemOf(`metrics.a > ${'-'.repeat(1000)}1`)?.code).toBe('too-long');
    expect(problemOf(`metrics.a > 1${' + 1'.repeat(1000)}`)?.code).toBe('too-long');
  });

  it('always point into the text, whatever is written', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "'",
        '"',
        '`',
        '(',
        ')',
        ',',
        ' AND ',
        ' OR ',
        'NOT ',
        ' IN ',
        '.',
        ' > ',
        '-',
        ' IS ',
        '~',
      ),
      fc.constantFrom('metrics.a', "params.b = 'x'", '1e-4', '7d', 'min(', 'NULL', ' BETWEEN ', '🚀', 'LIKE'),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        const problem = problemOf(text);
        if (!problem) return;
        expect(problem.span.start).toBeLessThanOrEqual(problem.span.end);
        expect(problem.span.end).toBeLessThanOrEqual(text.length);
        expect(problem.expected.length).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
