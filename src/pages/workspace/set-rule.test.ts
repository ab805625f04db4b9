import { describe, expect, it } from 'vitest';
import type { CompareSet } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { actionsOfRule, ruleOf } from './set-rule.ts';

const ALL: CompareSet = { kind: 'all', without: [] };
const id = 'a' as RunId;
const brushed = { ok: true, clauses: ['metrics.a > 1', 'params.b IS NULL'] } as const;

function rule(set: CompareSet, filter = '', change = {}) {
  return ruleOf({ set, filter }, { count: 201, shownCount: 300, brushed, ...change });
}

const reasonOf = (set: CompareSet, filter = '', change = {}) => {
  const found = rule(set, filter, change);
  return found.kind === 'unheld' ? found.words.replace(/^201 runs do not fit into a link: /, '') : found.kind;
};

describe('runs that are picked become the compare set', () => {
  it('as they are up to 200', () => {
    const few = rule(ALL, '', { count: 200 });
    expect(few).toEqual({ kind: 'ids' });
    expect(actionsOfRule(few, [id])).toEqual([
      { type: 'set-compare-set', set: { kind: 'these', runIds: [id] } },
    ]);
  });

  it('by the filter beyond, with what is left out still left out', () => {
    const set: CompareSet = { kind: 'all', without: [id] };
    const found = rule(set, 'params.b IS NULL');
    expect(found).toEqual({ kind: 'filter', filter: 'params.b IS NULL AND metrics.a > 1', set });
    expect(actionsOfRule(found, [id]).map(({ type }) => type)).toEqual(['set-filter', 'set-compare-set']);
    // Fewer rows than the first so many: all of them.
    const top: CompareSet = { kind: 'top', count: 500, without: [id], plus: [] };
    expect(rule(top)).toMatchObject({ kind: 'filter', set });
    expect(rule({ kind: 'these', runIds: [] }, '', { isOfAllRows: true })).toMatchObject({
      kind: 'filter',
      set: ALL,
    });
  });

  it('or says why a link will not hold them', () => {
    const noSet = m.rule_none_set({ all: m.set_choose_all() });
    expect(reasonOf({ kind: 'top', count: 250, without: [], plus: [] })).toBe(noSet);
    expect(reasonOf({ kind: 'these', runIds: [id] })).toBe(noSet);
    expect(reasonOf({ ...ALL, plus: [id] })).toBe(noSet);
    expect(reasonOf({ ...ALL, groups: { without: [], plus: ['g'] } })).toBe(noSet);
    expect(reasonOf(ALL, "'open")).toBe(m.rule_none_filter());
    expect(reasonOf(ALL, `name = '${'x'.repeat(5000)}'`)).toBe(m.rule_none_long());
    const column = { kind: 'attribute', key: 'dataset.name' } as const;
    expect(reasonOf(ALL, '', { brushed: { ok: false, column } })).toContain('the filter has no words for');
    expect(reasonOf(ALL, '', { brushed: { ok: false, words: m.rule_none_lasso() } })).toBe(
      m.rule_none_lasso(),
    );
  });
});
