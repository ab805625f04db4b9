import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { filterTexts } from '../../testing/filter-arbitrary.ts';
import { makeRun } from '../../testing/make-run.ts';
import type { FilterExpression } from './ast.ts';
import { compileFilter } from './evaluate.ts';
import { parseFilter } from './parse.ts';
import { splitForServer } from './push-down.ts';
import { pushDownRules } from './server-grammar.ts';

const NOW_MS = 1_790_000_000_000;

const PARENT_ID = '0123456789abcdef'.repeat(2);

function filterOf(text: string): FilterExpression | undefined {
  const parsed = parseFilter(text);
  if (!parsed.ok) throw new Error(`${text}: ${JSON.stringify(parsed.problem)}`);
  return parsed.filter;
}

function split(text: string, version = '3.17.2') {
  return splitForServer(filterOf(text), pushDownRules(version), NOW_MS);
}

describe('what is sent to the server', () => {
  it.each([
    ['', undefined, true],
    ['metrics.loss < 0.5', 'metrics.`loss` < 0.5', true],
    ['0.5 > metrics.loss', 'metrics.`loss` < 0.5', true],
    ['metrics.a = 1e21', 'metrics.`a` = 1e21', true],
    ['metrics.a > 1e400', undefined, false],
    ['metrics.a = nan', undefined, false],
    ['metrics.a IN (3, -1)', 'metrics.`a` >= -1 AND metrics.`a` <= 3', false],
    ['metrics.a NOT IN (3, -1)', 'metrics.`a` != 3 AND metrics.`a` != -1', true],
    ['metrics.a IS NOT NULL', undefined, false],
    ['metrics.a > metrics.b', undefined, false],
    ["params.lr = '1' AND params.lr > 0.1", "params.`lr` = '1' AND params.`lr` IS NOT NULL", false],
    ["params.a = 'it''s'", 'params.`a` = "it\'s"', true],
    ["params.a = 'it''s \"'", 'params.`a` IS NOT NULL', false],
    ["params.a = 'x\\'", 'params.`a` IS NOT NULL', false],
    ["params.`a``b` = 'x'", undefined, false],
    ["params.a IN ('x', 'y')", 'params.`a` IS NOT NULL', false],
    ["params.a = 'x' OR params.a = 'y'", 'params.`a` IS NOT NULL', false],
    ["params.a NOT IN ('x', 'y')", "params.`a` != 'x' AND params.`a` != 'y'", true],
    ["params.a NOT LIKE 'x%'", 'params.`a` IS NOT NULL', false],
    ["NOT params.a = 'x'", undefined, false],
    ['NOT params.a IS NULL', 'params.`a` IS NOT NULL', true],
    ["NOT (run_id = 'x' OR params.a IS NULL)", "attributes.run_id != 'x' AND params.`a` IS NOT NULL", true],
    ["run_id IN ('x', 'y')", "attributes.run_id IN ('x', 'y')", true],
    ["run_id = 'x' OR run_id = 'y'", "attributes.run_id IN ('x', 'y')", true],
    ["NOT run_id IN ('x', 'y')", "attributes.run_id NOT IN ('x', 'y')", true],
    ["dataset.name IN ('A', 'b')", "datasets.name IN ('A', 'b')", true],
    ["dataset.name IN ('a\\n', 'b')", undefined, false],
    ["dataset.name IN ('a\n', 'b')", undefined, false],
    ["dataset.name IN ('it''s', 'b')", undefined, false],
    ['status = failed', "attributes.status = 'FAILED'", true],
    ['status != failed', "attributes.status != 'FAILED'", true],
    [
      'status = failed OR status = killed',
      "attributes.status != 'RUNNING' AND attributes.status != 'SCHEDULED' AND attributes.status != 'FINISHED'",
      true,
    ],
    ['NOT status = failed', "attributes.status != 'FAILED'", true],
    ["status LIKE '%'", undefined, true],
    ['start_time > -7d', `attributes.start_time > ${NOW_MS - 7 * 86_400_000}`, true],
    ["start_time BETWEEN '2026-01-01T00:00Z' AND 1.5", 'attributes.start_time >= 1767225600000', false],
    ['resnet', "attributes.run_name ILIKE '%resnet%'", true],
    ['한글', undefined, false],
    ["'50%'", "attributes.run_name ILIKE '%50%%'", false],
    ["name LIKE 'a\\b'", "attributes.run_name LIKE 'a_b'", false],
    [
      `note = 'x' AND parent = '${PARENT_ID}'`,
      `tags.\`mlflow.note.content\` = 'x' AND tags.\`mlflow.parentRunId\` = '${PARENT_ID}'`,
      true,
    ],
    [`parent != '${PARENT_ID}'`, `tags.\`mlflow.parentRunId\` != '${PARENT_ID}'`, true],
    ['parent IS NULL', 'tags.`mlflow.parentRunId` IS NULL', true],
    // The parents themselves have to be loaded for their names.
    ["metrics.a > 1 AND parent = 'sweep'", undefined, false],
    ["NOT parent IN ('sweep')", undefined, false],
    [`parent LIKE '${PARENT_ID}'`, undefined, false],
    // Of the running ones only this page knows.
    ["status = 'SILENT'", "attributes.status = 'RUNNING'", false],
    ["status != 'SILENT'", undefined, false],
    [
      "status IN ('SILENT', 'FAILED')",
      "attributes.status != 'SCHEDULED' AND attributes.status != 'FINISHED' AND attributes.status != 'KILLED'",
      false,
    ],
    ["status IN ('SILENT', 'RUNNING')", "attributes.status = 'RUNNING'", true],
    ["status NOT IN ('SILENT', 'RUNNING')", "attributes.status != 'RUNNING'", true],
    ["note LIKE '%x%'", 'tags.`mlflow.note.content` IS NOT NULL', false],
    ["user = 'x' AND duration > 5m AND alias = 'a' AND experiment = 'e'", undefined, false],
    ['min(metrics.a) < 1', undefined, false],
    ['(metrics.a > 1 AND params.x IS NULL) OR metrics.a > 1', 'metrics.`a` > 1', false],
  ])('%s', (text, pushed, isExact) => {
    expect(split(text)).toEqual({ pushed, isExact });
  });

  it.each([
    ['params.a IS NULL', undefined, false],
    ['params.a ~ x', undefined, false],
    ["dataset.name IN ('A', 'b')", undefined, false],
    ["dataset.name = 'A'", undefined, false],
    // NaN is kept as 0 there.
    ['metrics.a != 0', undefined, false],
    ['metrics.a != 1', 'metrics.`a` != 1', true],
    ['metrics.a < 1', 'metrics.`a` < 1', false],
    ['metrics.a > 0', 'metrics.`a` > 0', true],
    ["name LIKE 'v1.2%'", "attributes.run_name LIKE 'v1_2%'", false],
  ])('2.22.4: %s', (text, pushed, isExact) => {
    expect(split(text, '2.22.4')).toEqual({ pushed, isExact });
    expect(splitForServer(filterOf(text), pushDownRules(undefined), NOW_MS)).toEqual({ pushed, isExact });
  });

  it('is at most 50 clauses, and no list of more than 1,000 ids', () => {
    const many = Array.from({ length: 60 }, (_, index) => `metrics.m${index} > 0`).join(' AND ');
    const { pushed, isExact } = split(many);
    expect(pushed?.split(' AND ')).toHaveLength(50);
    expect(isExact).toBe(false);
    const none = Array.from({ length: 60 }, (_, index) => `'${index}'`).join(', ');
    expect(split(`params.a NOT IN (${none})`)).toMatchObject({ isExact: false });
    const ids = Array.from({ length: 1001 }, (_, index) => `'${index}'`).join(', ');
    expect(split(`run_id IN (${ids})`)).toEqual({ pushed: undefined, isExact: false });
  });

  it('keeps every run that the filter keeps, and no other where it is exact', () => {
    const values = ['a', 'A', "it's", 'a"b', '한글', '1e-3', '', '%', 'x_y', '0'];
    const tagged = (id: string, index: number) => ({
      'mlflow.runName': values[index % 10] ?? id,
      t: id,
      'mlflow.parentRunId': index % 2 === 0 ? PARENT_ID : '3',
    });
    const runs = values.map((value, index) =>
      makeRun({
        id: `${index}`,
        metrics: index % 3 === 0 ? {} : { m: [Number.NaN, 0, 1, Number.POSITIVE_INFINITY][index % 4] ?? 0 },
        params: index % 2 === 0 ? { p: value } : {},
        tags: tagged(value, index * 3),
        status: (['FINISHED', 'FAILED', 'RUNNING', 'SCHEDULED'] as const)[index % 4] ?? 'KILLED',
        startMs: NOW_MS + index,
        datasets: [{ name: value, digest: '1', sourceType: 'x', context: index > 4 ? 'a' : undefined }],
      }),
    );
    const context = contextOf(runs, { nowMs: NOW_MS });
    const words = {
      metrics: ['m', 'none'],
      params: ['p', 'none'],
      tags: ['t', 'mlflow.runName'],
      texts: [...values, PARENT_ID, 'run 3'],
      runIds: ['1', '2', 'none'],
      timesMs: [NOW_MS + 5],
    };
    fc.assert(
      fc.property(filterTexts(words), (text) => {
        const filter = filterOf(text);
        if (!filter) throw new Error(text);
        const { pushed, isExact } = split(text);
        const sent = filterOf(pushed ?? '');
        const isWanted = compileFilter(filter, context);
        const isSent = sent ? compileFilter(sent, context) : () => true;
        const rows = [...runs.keys()];
        const lost = rows.filter((row) => isWanted(row) && !isSent(row));
        const surplus = isExact ? rows.filter((row) => isSent(row) && !isWanted(row)) : [];
        expect({ pushed, lost, surplus }).toEqual({ pushed, lost: [], surplus: [] });
      }),
      { numRuns: 500 },
    );
  });
});
