import { describe, expect, it } from 'vitest';
import { formatFilter } from './format.ts';
import { parseFilter, parseValue } from './parse.ts';
import { statisticsOfFilter, statisticsOfValue, withoutStatistics } from './statistics-of.ts';

function filterOf(text: string) {
  const parsed = parseFilter(text);
  if (!parsed.ok || !parsed.filter) throw new Error(`no filter: ${text}`);
  return parsed.filter;
}

function namesIn(text: string): readonly string[] {
  return statisticsOfFilter(filterOf(text)).map(({ key, statistic }) => `${statistic.name} ${key}`);
}

describe('statistics of expressions', () => {
  it('finds them wherever they stand', () => {
    expect(namesIn('min(metrics.loss) < 0.1 AND NOT (max(metrics.acc) > 0.9 OR params.lr = 1)')).toEqual([
      'min loss',
      'max acc',
    ]);
    expect(namesIn('metrics.loss < -first(metrics.a)')).toEqual(['first a']);
    expect(namesIn('best(metrics.a) IN (1, 2) OR count(metrics.b) BETWEEN 2 AND 3')).toEqual([
      'best a',
      'count b',
    ]);
    expect(namesIn('max(metrics.a) IS NULL')).toEqual(['max a']);
    expect(namesIn("metrics.loss < 1 AND baseline AND params.model = 'x'")).toEqual([]);
  });

  it('finds those of a value', () => {
    const parsed = parseValue('sqrt(min(metrics.loss)) * 2 - at(metrics.acc, 100)');
    expect(parsed.ok && statisticsOfValue(parsed.value)).toEqual([
      { key: 'loss', statistic: { name: 'min' } },
      { key: 'acc', statistic: { name: 'at', step: 100 } },
    ]);
  });
});

describe('withoutStatistics', () => {
  it.each([
    ["params.model = 'x' AND min(metrics.loss) < 1", "params.model = 'x'"],
    ["params.model = 'x'", "params.model = 'x'"],
    ["(min(metrics.a) < 1 AND metrics.b > 2) AND tags.c = 'd'", "metrics.b > 2 AND tags.c = 'd'"],
    ["min(metrics.loss) < 1 OR params.model = 'x'", undefined],
    ['NOT min(metrics.loss) < 1', undefined],
  ])('keeps of %s what decides without them', (text, kept) => {
    const rest = withoutStatistics(filterOf(text));
    expect(rest && formatFilter(rest)).toBe(kept === undefined ? undefined : formatFilter(filterOf(kept)));
  });
});
