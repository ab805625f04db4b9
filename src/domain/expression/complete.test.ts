import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { completionContext } from './complete.ts';

/** The context at the `|` of the text. */
function at(marked: string) {
  const cursor = marked.indexOf('|');
  return completionContext(marked.replace('|', ''), cursor);
}

describe('completion', () => {
  it.each([
    ['|', '', undefined, ''],
    ['me|', 'me', undefined, 'me'],
    ['metrics.|', 'metrics.', 'metric', ''],
    ['metrics.val/l| > 1', 'metrics.val/l', 'metric', 'val/l'],
    ['params.`a b|', 'params.`a b', 'param', 'a b'],
    ['params.`a| b` = 1', 'params.`a', 'param', 'a'],
    ["a = 1 AND NOT (tags.'x|", "tags.'x", 'tag', 'x'],
    ['metrics.a > 1 or st|', 'st', undefined, 'st'],
    ['metrics.a + par|', 'par', undefined, 'par'],
    ['NOT |', '', undefined, ''],
    // Clauses side by side.
    ["params.a = 'x' lo|", 'lo', undefined, 'lo'],
    ['metrics.a > 1 params.l|', 'params.l', 'param', 'l'],
    ['resnet params.l|', 'params.l', 'param', 'l'],
    ['resnet lo|', 'lo', undefined, 'lo'],
  ])('a field at %s', (marked, typed, prefix, typedKey) => {
    expect(at(marked)).toMatchObject({ kind: 'field', typed, prefix, typedKey, isInCall: false });
  });

  it('a metric inside a call', () => {
    expect(at('min(metrics.l|')).toMatchObject({ kind: 'field', typedKey: 'l', isInCall: true });
    expect(at('at_best(metrics.a, |')).toMatchObject({ kind: 'field', isInCall: true });
    expect(at('min(metrics.a) |')).toMatchObject({ kind: 'operator', field: undefined });
  });

  it.each([
    ['params.opt = |', { kind: 'param', key: 'opt' }, '', false],
    ["params.opt = 'ad|'", { kind: 'param', key: 'opt' }, 'ad', true],
    ['status != fin|', { kind: 'attribute', key: 'status' }, 'fin', false],
    ["status IN ('A', 'F|", { kind: 'attribute', key: 'status' }, 'F', true],
    ['status IN (|', { kind: 'attribute', key: 'status' }, '', false],
    ["tags.a NOT LIKE '|", { kind: 'tag', key: 'a' }, '', true],
    ['params.a BETWEEN 1 AND |', { kind: 'param', key: 'a' }, '', false],
    ['max(metrics.a) > |', undefined, '', false],
  ])('a value at %s', (marked, field, typed, isQuoted) => {
    expect(at(marked)).toMatchObject({ kind: 'value', field, typed, isQuoted });
  });

  it.each([
    ['params.opt |', { kind: 'param', key: 'opt' }, '', false],
    ['params.opt li|', { kind: 'param', key: 'opt' }, 'li', false],
    ['params.opt NOT |', { kind: 'param', key: 'opt' }, '', false],
    ['params.opt IS n|', { kind: 'param', key: 'opt' }, 'n', true],
    ['`params`.`a` |', { kind: 'param', key: 'a' }, '', false],
    ["params.'a'|", { kind: 'param', key: 'a' }, '', false],
    ['resnet |', undefined, '', false],
    ['resnet i|', undefined, 'i', false],
  ])('an operator at %s', (marked, field, typed, isNullTest) => {
    expect(at(marked)).toMatchObject({ kind: 'operator', field, typed, isNullTest });
  });

  it.each([
    ["params.a = 'x' |", ''],
    ["params.a = 'x'|", ''],
    ['metrics.a > 1 an|', 'an'],
    ["status IN ('A') |", ''],
    ['(a OR b) |', ''],
    ['params.a IS NULL |', ''],
    ['params.a BETWEEN 1 AND 2 |', ''],
  ])('AND or OR at %s', (marked, typed) => {
    expect(at(marked)).toMatchObject({ kind: 'and-or', typed });
  });

  it('replaces the whole word that the cursor is in', () => {
    expect(at('metrics.lo|ss > 1').span).toEqual({ start: 0, end: 12 });
    expect(at("params.a = 'ab|c' AND b").span).toEqual({ start: 11, end: 16 });
  });

  it('has an answer everywhere', () => {
    const pieces = fc.array(
      fc.oneof(
        fc.constantFrom('params.a', ' = ', "'", '(', ')', ' AND ', ' NOT ', 'IN', ',', '`', ' '),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(pieces, fc.nat(60), (parts, place) => {
        const text = parts.join('');
        const cursor = Math.min(place, text.length);
        const { span, typed } = completionContext(text, cursor);
        expect(span.start).toBeLessThanOrEqual(cursor);
        expect(span.end).toBeGreaterThanOrEqual(cursor);
        expect(text.slice(span.start, cursor).endsWith(typed)).toBe(true);
      }),
    );
  });
});
