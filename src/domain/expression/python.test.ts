import { execFileSync, spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { pythonText, runIdsCall, toSearchRuns } from './python.ts';

const HAS_PYTHON = spawnSync('python3', ['--version']).status === 0;

describe('the Python call', () => {
  it('names what is asked', () => {
    const filter = "params.`lr` = \"it's\" AND tags.`값` = 'a\\b'";
    expect(toSearchRuns({ experimentIds: ['1', '23'], filter, orderBy: ['metrics.`loss` ASC'] })).toBe(
      [
        'mlflow.search_runs(',
        '    experiment_ids=["1", "23"],',
        String.raw`    filter_string="params.${'`'}lr${'`'} = \"it's\" AND tags.${'`'}값${'`'} = 'a\\b'",`,
        '    order_by=["metrics.`loss` ASC"],',
        ')',
      ].join('\n'),
    );
    expect(toSearchRuns({ experimentIds: ['1'], filter: undefined, orderBy: [] })).toBe(
      'mlflow.search_runs(\n    experiment_ids=["1"],\n)',
    );
  });

  it('lists run ids, by parts where they are many', () => {
    expect(runIdsCall(['1'], ['a', 'b'])).toContain(`filter_string="run_id IN ('a', 'b')"`);
    const many = runIdsCall(
      ['1'],
      Array.from({ length: 1001 }, (_, index) => `id${index}`),
    );
    expect(many).toContain('"id1000"]');
    expect(many).toContain('run_ids[start : start + 1000]');
  });
});

describe('Python strings', () => {
  it.each([
    ['plain', '"plain"'],
    ['say "hi"', `'say "hi"'`],
    [`both ' and "`, String.raw`"both ' and \""`],
    ['back\\slash\n\t\r', String.raw`"back\\slash\n\t\r"`],
    ['\u0000\u2028\uD800', String.raw`"\u0000\u2028\ud800"`],
    ['한글 🚀', '"한글 🚀"'],
  ])('%j', (text, written) => {
    expect(pythonText(text)).toBe(written);
  });

  it.skipIf(!HAS_PYTHON)('are read by Python as they were', () => {
    const text = `a'b"c\\d\n\r\t\u0007\u007F\u0085\u2029 한글 🚀 {x} %s \\N{DASH}`;
    const program = `import json; print(json.dumps(${pythonText(text)}))`;
    const answer = execFileSync('python3', ['-c', program], { encoding: 'utf8' });
    expect(JSON.parse(answer)).toBe(text);
  });
});
