import { formatCount } from '../../base/format-number.ts';
import { type CompareSet, namedRuns, NO_GROUPS } from '../../domain/runs/compare-set.ts';
import type { RunSort } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { sortWords } from '../../parts/wording.ts';

interface RowsInWords {
  readonly isLoaded: boolean;
  /** Rows are groups of runs. */
  readonly hasGroups: boolean;
}

/** `top 10, without 1, plus 2, 11 runs`; `top 10` alone where that is what it is; `top 10 groups, 50 runs`. */
export function setWords(set: CompareSet, count: number, { isLoaded, hasGroups }: RowsInWords): string {
  if (set.kind === 'these') {
    return count === 0 && namedRuns(set).length === 0
      ? m.set_none()
      : m.set_these({ count, text: formatCount(count) });
  }
  const rule = set.kind === 'top' ? topWords(set.count, hasGroups) : m.set_all();
  const groups = set.groups ?? NO_GROUPS;
  const exceptions = [
    groups.without.length > 0 ? m.set_without_groups({ count: groups.without.length }) : undefined,
    groups.plus.length > 0 ? m.set_plus_groups({ count: groups.plus.length }) : undefined,
  ].filter((part) => part !== undefined);
  const without = set.without.length > 0 ? [m.set_without({ count: set.without.length })] : [];
  const more = set.plus ?? [];
  const plus = more.length > 0 ? [m.set_plus({ count: more.length })] : [];
  const isPlain =
    !hasGroups &&
    set.kind === 'top' &&
    without.length + plus.length + exceptions.length === 0 &&
    count === set.count;
  const runs = isLoaded && !isPlain ? [m.set_runs({ count, text: formatCount(count) })] : [];
  return [rule, ...exceptions, ...without, ...plus, ...runs].join(', ');
}

function topWords(count: number, hasGroups: boolean): string {
  return hasGroups ? m.set_top_groups({ count }) : m.set_top({ count });
}

/** What an action on the set is about, so that nobody takes runs that a rule chose for runs that were ticked by hand. */
export function scopeWords(set: CompareSet, count: number, hasGroups: boolean, sort: RunSort): string {
  if (set.kind === 'these') return m.set_scope_these({ count, text: formatCount(count) });
  const rule = setWords(set, count, { isLoaded: false, hasGroups });
  const sorted = set.kind === 'top' ? m.set_scope_sorted({ set: rule, sort: sortWords(sort) }) : rule;
  return m.set_scope_rule({ count, text: formatCount(count), rule: sorted });
}
