import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { compileFilter } from './evaluate.ts';
import { fieldsOfValue, missingKeyClauses, referencedFields } from './explain.ts';
import { formatField, formatFilter } from './format.ts';
import { nearestKey } from './nearest-key.ts';
import { parseFilter, parseValue } from './parse.ts';

function filterOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.ok || !parsed.filter) throw new Error(`${text}: ${JSON.stringify(parsed)}`);
  return parsed.filter;
}

describe('clauses that leave out runs without the key', () => {
  it.each([
    ["params.a != 'x'", ["(params.a != 'x' OR params.a IS NULL)"]],
    [
      "resnet params.a != 'x' AND tags.`b c` NOT IN ('y')",
      [
        "resnet (params.a != 'x' OR params.a IS NULL) AND tags.`b c` NOT IN ('y')",
        "resnet params.a != 'x' AND (tags.`b c` NOT IN ('y') OR tags.`b c` IS NULL)",
      ],
    ],
    [
      // Of one key all at once: by one of them alone no run is taken in.
      'metrics.a > 1 AND params.b = 2 metrics.a < 5',
      [
        '(metrics.a > 1 OR metrics.a IS NULL) AND params.b = 2 (metrics.a < 5 OR metrics.a IS NULL)',
        'metrics.a > 1 AND (params.b = 2 OR params.b IS NULL) metrics.a < 5',
      ],
    ],
    ['params.a NOT LIKE x AND b', ['(params.a NOT LIKE x OR params.a IS NULL) AND b']],
    ['metrics.a BETWEEN 1 AND 2', ['(metrics.a BETWEEN 1 AND 2 OR metrics.a IS NULL)']],
    ['min(metrics.a) < 1', ['(min(metrics.a) < 1 OR metrics.a IS NULL)']],
    ["params.a !~ 'x' OR params.a IS NULL", []],
    ["NOT params.a != 'x'", []],
    ['metrics.a > metrics.b', []],
    ["status != 'FAILED' AND params.a IS NOT NULL", []],
  ])('%s', (text, including) => {
    const clauses = missingKeyClauses(filterOf(text), text);
    expect(clauses.map((clause) => clause.including)).toEqual(including);
    for (const clause of clauses)
      expect(formatFilter(clause.filter)).toBe(formatFilter(filterOf(clause.including)));
  });

  it('tell which of them surprise', () => {
    const text =
      'params.a != 1 AND params.b NOT IN (1) AND params.c !~ x AND params.d NOT LIKE x AND params.e = 1';
    const clauses = missingKeyClauses(filterOf(text), text);
    expect(clauses.map(({ column, isNegative }) => [column, isNegative])).toEqual([
      ['params.a', true],
      ['params.b', true],
      ['params.c', true],
      ['params.d', true],
      ['params.e', false],
    ]);
  });

  it('take in the runs without the key, and no others', () => {
    const runs = [
      makeRun({ id: 'a', params: { purpose: 'debug' } }),
      makeRun({ id: 'b', params: { purpose: 'final' } }),
      makeRun({ id: 'c' }),
    ];
    const text = "params.purpose != 'debug'";
    const [clause] = missingKeyClauses(filterOf(text), text);
    if (!clause) throw new Error('no clause');
    const context = contextOf(runs);
    const [before, after] = [filterOf(text), clause.filter].map((filter) => compileFilter(filter, context));
    expect(runs.map((_, row) => [before?.(row), after?.(row)])).toEqual([
      [false, false],
      [true, true],
      [false, true],
    ]);
  });
});

describe('what an expression names', () => {
  it('comes with its places', () => {
    const text = "at_best(metrics.a, metrics.b) > 1 OR NOT (params.`c d` IS NULL) AND name IN (tags.e, 'f')";
    expect(
      referencedFields(filterOf(text)).map(({ field, span }) => [
        formatField(field),
        text.slice(span.start, span.end),
      ]),
    ).toEqual([
      ['metrics.a', 'at_best(metrics.a, metrics.b)'],
      ['metrics.b', 'at_best(metrics.a, metrics.b)'],
      ['params.`c d`', 'params.`c d`'],
      ['name', 'name'],
      ['tags.e', 'tags.e'],
    ]);
    const value = parseValue('-least(metrics.a, 2) * step');
    expect(value.ok && fieldsOfValue(value.value).map(({ field }) => formatField(field))).toEqual([
      'metrics.a',
    ]);
  });
});

describe('the nearest key', () => {
  const KEYS = ['val/loss', 'train/loss', 'learning_rate', 'lr', 'Accuracy', '검증 손실'];

  it.each([
    ['val_loss', 'val/loss'],
    ['VAL.LOSS', 'val/loss'],
    ['tran/loss', 'train/loss'],
    ['lerning_rate', 'learning_rate'],
    ['learnign_rate', 'learning_rate'],
    ['rl', 'lr'],
    ['accuracy', 'Accuracy'],
    ['검증_손실'.normalize('NFD'), '검증 손실'],
    ['momentum', undefined],
    ['lr', undefined],
  ])('of %s is %s', (key, nearest) => {
    expect(nearestKey(key, KEYS)).toBe(nearest);
  });
});
