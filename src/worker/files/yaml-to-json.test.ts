import fc from 'fast-check';
import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { yamlToJson } from './yaml-to-json.ts';

it('is the same value', () => {
  const value = fc
    .jsonValue({ maxDepth: 4 })
    .filter((value) => !JSON.stringify(value).includes('__proto__'))
    // -0 is 0.
    .map((value): unknown => JSON.parse(JSON.stringify(value)));
  fc.assert(
    fc.property(value, (value) => {
      const { json, brokenLine } = yamlToJson(stringify(value));
      expect(brokenLine).toBeUndefined();
      expect(JSON.parse(json)).toEqual(value);
    }),
    { numRuns: 60 },
  );
});

it.each([
  ['lr: 1.10\nseed: 12345678901234567890', '{"lr":1.10,"seed":12345678901234567890}'],
  ['a: .nan\nb: -.inf\nc: .5', '{"a":NaN,"b":-Infinity,"c":0.5}'],
  ['when: 2026-11-22', '{"when":"2026-11-22"}'],
  ['base: &b {x: 1}\nnext: *b', '{"base":{"x":1},"next":"*b"}'],
  ['1: one\ntrue: two', '{"1":"one","true":"two"}'],
  ['---\na: 1\n---\nb: 2', '[{"a":1},{"b":2}]'],
  ['', 'null'],
  ['flavors:\n  python_function:\n', '{"flavors":{"python_function":null}}'],
])('%j', (yaml, json) => expect(yamlToJson(yaml).json).toBe(json));

it('tells the first broken line and keeps what stands before', () => {
  expect(yamlToJson('a: 1\nb: [1, 2\nc: {')).toMatchObject({ brokenLine: 3 });
  expect(yamlToJson('a: 1\n\tb: 2').json).toContain('"a":1');
});

it('never follows aliases: a laughing file stays small', () => {
  const lines = Array.from(
    { length: 30 },
    (_, level) => `l${level}: &l${level} [${level === 0 ? '1' : `*l${level - 1}, *l${level - 1}`}]`,
  );
  expect(yamlToJson(lines.join('\n')).json.length).toBeLessThan(2000);
});

it('takes any text', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => yamlToJson(text)).not.toThrow();
    }),
  );
});
