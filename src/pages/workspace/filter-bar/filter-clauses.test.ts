import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatField, quoteText } from '../../../domain/expression/format.ts';
import {
  chosenAge,
  chosenValues,
  hasClause,
  setAge,
  splitClauses,
  toggleClause,
  toggleValue,
} from './filter-clauses.ts';

const HAS_MODEL = 'model IS NOT NULL';

describe('splitClauses', () => {
  it.each([
    ['', []],
    ['resnet', ['resnet']],
    ["status = 'FAILED' and params.lr > 1e-4", ["status = 'FAILED'", 'params.lr > 1e-4']],
    ["name = 'a AND b' AND x", ["name = 'a AND b'", 'x']],
    [
      'metrics.loss BETWEEN 1 AND 2 AND params.lr BETWEEN 3 AND 4',
      ['metrics.loss BETWEEN 1 AND 2', 'params.lr BETWEEN 3 AND 4'],
    ],
    ['(a AND b) AND c', ['(a AND b)', 'c']],
    ['a AND b OR c', ['a AND b OR c']],
  ])('parts %j', (text, clauses) => {
    expect(splitClauses(text)).toEqual(clauses);
  });

  it.each(["name = 'a", '(a AND b', 'a) AND (b', 'params.`k'])('does not part the broken %j', (text) => {
    expect(splitClauses(text)).toBeUndefined();
    expect(toggleClause(text, HAS_MODEL)).toBeUndefined();
    expect(toggleValue(text, 'status', 'FAILED')).toBeUndefined();
    expect(setAge(text, '7d')).toBeUndefined();
  });
});

describe('toggleClause', () => {
  it('puts an OR in parentheses, and takes them off again', () => {
    const both = toggleClause("a = 'x' OR b = 'y'", HAS_MODEL);
    expect(both).toBe(`(a = 'x' OR b = 'y') AND ${HAS_MODEL}`);
    expect(toggleClause(both ?? '', HAS_MODEL)).toBe("a = 'x' OR b = 'y'");
  });

  it('knows the clause in another writing', () => {
    expect(hasClause('resnet AND model  is not null', HAS_MODEL)).toBe(true);
    expect(toggleClause('resnet AND model  is not null', HAS_MODEL)).toBe('resnet');
    expect(hasClause('tags.team = "vision"', "tags.team = 'vision'")).toBe(true);
    expect(hasClause('resnet AND NOT (model IS NOT NULL)', HAS_MODEL)).toBe(false);
  });

  it('leaves as it was what it changes twice', () => {
    const clause = fc.constantFrom(
      "status = 'FAILED'",
      'resnet',
      'params.lr BETWEEN 1 AND 2',
      "(a = '1' OR b)",
    );
    fc.assert(
      fc.property(fc.uniqueArray(clause, { minLength: 2 }), (clauses) => {
        const text = clauses.join(' AND ');
        const added = toggleClause(text, HAS_MODEL) ?? '';
        expect(splitClauses(added)).toEqual([...clauses, HAS_MODEL]);
        expect(toggleClause(added, HAS_MODEL)).toBe(text);
      }),
    );
  });
});

describe('toggleValue', () => {
  it('goes from none over one to several and back', () => {
    const steps = ['FAILED', 'KILLED', 'FAILED', 'KILLED'].reduce<string[]>(
      (texts, value) => [...texts, toggleValue(texts.at(-1) ?? '', 'status', value) ?? ''],
      ['params.lr > 1'],
    );
    expect(steps.slice(1)).toEqual([
      "params.lr > 1 AND status = 'FAILED'",
      "params.lr > 1 AND status IN ('FAILED', 'KILLED')",
      "params.lr > 1 AND status = 'KILLED'",
      'params.lr > 1',
    ]);
  });

  it('keeps the place, and takes the prefix of an attribute for what it is', () => {
    expect(toggleValue('attributes.status = "FAILED" AND resnet', 'status', 'KILLED')).toBe(
      "status IN ('FAILED', 'KILLED') AND resnet",
    );
    expect(chosenValues("status != 'FAILED' AND status > 'A'", 'status')).toEqual([]);
  });

  it('reads back any text', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 1 }), (values) => {
        const text = values.reduce((before, value) => toggleValue(before, 'user', value) ?? '', 'resnet');
        expect(chosenValues(text, 'user')).toEqual(values);
      }),
    );
  });
});

describe('setAge', () => {
  it('puts one age in place of another', () => {
    expect(setAge('resnet', '7d')).toBe('resnet AND start_time > -7d');
    expect(setAge('start_time > -7d AND resnet', '24h')).toBe('resnet AND start_time > -24h');
    expect(setAge('start_time >= -7d', undefined)).toBe('');
    expect(chosenAge("start_time > '2026-01-01' AND start_time>-30d")).toBe('30d');
    expect(chosenAge("start_time > '2026-01-01'")).toBeUndefined();
  });
});

describe('quotes', () => {
  it('make any tag one clause', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), (key, value) => {
        const clause = `${formatField({ kind: 'tag', key })} = ${quoteText(value)}`;
        expect(splitClauses(`${clause} AND resnet`)).toEqual([clause, 'resnet']);
        expect(chosenValues(clause, formatField({ kind: 'tag', key }))).toEqual([value]);
      }),
    );
  });
});
