import { describe, expect, it } from 'vitest';
import { median, readCount, spread, spreadFields } from './measure.mjs';
import { NOT_POSSIBLE, row } from './report-row.mjs';
import { buildRows, renderMarkdown } from './report.mjs';

const MACHINE = { cores: 2, processor: 'P', memoryGB: 8, system: 'S', browser: 'B', server: 'M' };
const RUN = { date: '2026-11-22', commit: 'abc', loadBefore: 0.5, tries: 3, seconds: 7 };

function cellsOf(...made: Parameters<typeof row>): readonly string[] {
  const text = renderMarkdown(MACHINE, { list: RUN }, [row(...made)], {});
  const line = text.split('\n').findLast((part) => part.startsWith('| '));
  return (line ?? '').split('|').map((cell) => cell.trim());
}
const verdictOf = (...made: Parameters<typeof row>) => cellsOf(...made)[7];

describe('verdicts', () => {
  it('go by the median, and say where a try did not keep to the target', () => {
    expect(verdictOf('a', 'ms', spread([10, 20, 30]), undefined, 30)).toBe('pass');
    expect(verdictOf('a', 'ms', spread([10, 20, 31]), undefined, 30)).toBe('pass by the median');
    expect(verdictOf('a', 'ms', spread([10, 31, 32]), undefined, 30)).toBe('**falls short**');
    expect(verdictOf('a', 'spikes', 0, 189, 0)).toBe('pass');
    expect(verdictOf('a', 'ms', spread([10]), undefined, undefined)).toBe('');
  });

  it('say of a target whose measure is missing that it was not measured', () => {
    expect(verdictOf('a', 'ms', spread([Number.NaN]), 5, 30)).toBe('**not measured**');
    expect(verdictOf('a', 'ms', undefined, 5, 30)).toBe('**not measured**');
  });
});

describe('rows', () => {
  it('have medians with their spread, the ratio of times and sizes alone, and the tries of both', () => {
    const cells = cellsOf('a', 'ms', spread([10, 20, 30]), spread([1000, 2000]), undefined);
    expect(cells.slice(1, 6)).toEqual(['a', 'ms', '20 (10..30)', '1,500 (1,000..2,000)', '75.0×']);
    expect(cells[8]).toBe('3/2');
    expect(cellsOf('a', 'spikes', 189, 3, undefined)[5]).toBe('');
  });

  it('keep what MLflow’s UI cannot do, marked so', () => {
    expect(cellsOf('a', 'ms', spread([10]), NOT_POSSIBLE, undefined).slice(3, 6)).toEqual([
      '10',
      'not possible',
      '',
    ]);
  });

  it('are left out without a value or a target', () => {
    const list = { runlens: { readyMs: spread([10]) }, mlflow: {} };
    const measures = buildRows({ list }).map(({ measure }: { measure: string }) => measure);
    expect(measures).toContain('experiments, cold: first rows');
    // Its target stands, though it was not measured.
    expect(measures).toContain(
      'longest task before interactive, experiments (MLflow: before its first rows)',
    );
    expect(measures).not.toContain('experiments, cold: files');
  });

  it('tell tries that failed below the table', () => {
    const found = { runlens: {}, errors: [{ error: 'never true\n  at x' }] };
    expect(renderMarkdown(MACHINE, { list: RUN }, [], { list: found })).toContain(
      '- list errors: never true\n',
    );
  });
});

describe('an option that counts', () => {
  it('is a whole number from 1 on, or its default', () => {
    expect([readCount('runs', '7', 5), readCount('runs', undefined, 5)]).toEqual([7, 5]);
    for (const text of ['abc', '0', '-1', '2.5', '', 'Infinity']) {
      expect(() => readCount('runs', text, 5)).toThrow(`--runs takes a whole number from 1 on, not ${text}`);
    }
  });
});

describe('spread', () => {
  it('leaves out what was not measured, and counts what was', () => {
    expect(spread([3, Number.NaN, 1, undefined, 2])).toEqual({ median: 2, min: 1, max: 3, n: 3 });
    expect(spreadFields([{ a: 1, word: 'x' }, { a: 3 }, { error: 'e' }])).toEqual({
      a: { median: 2, min: 1, max: 3, n: 2 },
    });
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
