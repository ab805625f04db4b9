import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterTexts } from '../../testing/filter-arbitrary.ts';
import { formatFilter, formatValue } from './format.ts';
import { parseFilter, parseValue } from './parse.ts';

function withoutSpans(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, part: unknown) => (key === 'span' ? undefined : part)) ?? 'null',
  );
}

const WORDS = {
  metrics: ['loss', 'val/loss', 'a b', 'x(1)', '-y'],
  params: ['lr', '한글 키', 'a`b', "it's"],
  tags: ['mlflow.runName', 'OR', '1e3'],
  texts: ["it's", 'a"b', '', 'plain', 'back\\slash\\', '한글 값', 'NOT', '100%_', '42', '7d', 'min'],
  runIds: ['a'.repeat(32), 'b'],
  timesMs: [1_780_000_000_000],
};

describe('formatting', () => {
  it('writes a filter that reads the same', () => {
    fc.assert(
      fc.property(filterTexts(WORDS), (text) => {
        const written = text.replaceAll('a`b', 'a``b');
        const parsed = parseFilter(written);
        if (!parsed.ok || !parsed.filter) throw new Error(`${written}: ${JSON.stringify(parsed)}`);
        const formatted = formatFilter(parsed.filter);
        const again = parseFilter(formatted);
        expect(again.ok && withoutSpans(again.filter)).toEqual(withoutSpans(parsed.filter));
        expect(again.ok && again.filter && formatFilter(again.filter)).toBe(formatted);
      }),
      { numRuns: 300 },
    );
  });

  it('is what the examples of docs/filter-language.md nearly are', () => {
    const page = readFileSync(new URL('../../../docs/filter-language.md', import.meta.url), 'utf8');
    const examples = /```\n([\s\S]+?)```/.exec(page)?.[1]?.trim().split('\n') ?? [];
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) {
      const parsed = parseFilter(example);
      const formatted = parsed.ok && parsed.filter ? formatFilter(parsed.filter) : '';
      expect(formatted.replaceAll(' AND ', ' ')).toBe(example.replaceAll(' AND ', ' '));
    }
  });

  it('writes a value that reads the same', () => {
    const { value } = fc.letrec<{ value: string }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        fc.constantFrom(
          'metrics.a',
          'params.`b c`',
          '2',
          '1e-4',
          'step',
          '90m',
          'inf',
          'duration',
          'last(metrics.a)',
        ),
        fc.constantFrom(
          'min(metrics.a)',
          'mean(metrics.`a b`, 5)',
          'at(metrics.a, -3)',
          'at_best(metrics.a,metrics.b)',
          "family_std('fold_{n}/f1')",
        ),
        fc
          .tuple(tie('value'), fc.constantFrom(' + ', ' - ', ' * ', ' / ', ' % ', ' ^ '), tie('value'))
          .map((all) => all.join('')),
        tie('value').map((part) => `(${part})`),
        tie('value').map((part) => `-${part}`),
        fc.tuple(tie('value'), tie('value')).map(([a, b]) => `least(${a}, ${b})`),
      ),
    }));
    fc.assert(
      fc.property(value, (text) => {
        const parsed = parseValue(text);
        if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed)}`);
        const again = parseValue(formatValue(parsed.value));
        expect(again.ok && withoutSpans(again.value)).toEqual(withoutSpans(parsed.value));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['metrics.loss<1 params.a=`x`', undefined],
    ['( a OR b ) c and run.created>  1e3', '(a OR b) AND c AND start_time > 1e3'],
    ["params.a not like 'x'", "params.a IS NOT NULL AND NOT params.a LIKE 'x'"],
    ['duration > 5400s and metrics.`val/loss` >= .5', 'duration > 90m AND metrics.val/loss >= .5'],
    ['"two words" "status"', "'two words' AND status"],
  ])('%s', (text, formatted) => {
    const parsed = parseFilter(text);
    expect(parsed.ok && parsed.filter ? formatFilter(parsed.filter) : undefined).toBe(formatted);
  });
});
