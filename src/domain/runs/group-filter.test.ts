import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { compileFilter } from '../expression/evaluate.ts';
import { parseFilter } from '../expression/parse.ts';
import { clausesOfGroup } from './group-filter.ts';
import { groupRuns } from './run-groups.ts';

const value = fc.oneof(
  fc.constantFrom(
    '0.1',
    '1e-1',
    '.10',
    '5',
    '-3',
    '-0',
    '1e-07',
    'True',
    'true',
    'adam',
    "it's",
    '64x32',
    '',
  ),
  fc.string({ maxLength: 4 }),
  fc.constant(undefined),
);

describe('the filter of a group', () => {
  it('takes its runs and no others', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 8 }), (values) => {
        const runs = values.map(([lr, optimizer], index) =>
          makeRun({
            id: `r${index}`,
            params: {
              ...(lr !== undefined && { 'model/lr': lr }),
              ...(optimizer !== undefined && { optimizer }),
            },
          }),
        );
        const context = contextOf(runs);
        const keys = [
          { text: 'params.model/lr', read: (place: number) => values[place]?.[0] },
          { text: 'params.optimizer', read: (place: number) => values[place]?.[1] },
        ];
        for (const { id, members } of groupRuns(runs.length, keys)) {
          const clauses = clausesOfGroup(id);
          if (!clauses) continue;
          const parsed = parseFilter(clauses.join(' AND '));
          if (!parsed.ok || !parsed.filter) throw new Error(`cannot be read: ${clauses.join(' AND ')}`);
          const test = compileFilter(parsed.filter, context);
          expect(runs.flatMap((_, row) => (test(row) ? [row] : []))).toEqual(members);
        }
      }),
    );
  });

  it('is written as people write it', () => {
    expect(clausesOfGroup('[["params.lr","number 0.1"],["params.opt","text adam"]]')).toEqual([
      'params.lr = 0.1',
      "params.opt = 'adam'",
    ]);
    expect(clausesOfGroup('[["tags.team",null],["status","text FAILED"]]')).toEqual([
      'tags.team IS NULL',
      "status = 'FAILED'",
    ]);
  });

  it('is none where the language has no words for a value, or the id means nothing', () => {
    expect(clausesOfGroup('[["dataset","text a"]]')).toBeUndefined();
    expect(clausesOfGroup('[["params.lr","number NaN"]]')).toBeUndefined();
    expect(clausesOfGroup('nonsense')).toBeUndefined();
  });
});
