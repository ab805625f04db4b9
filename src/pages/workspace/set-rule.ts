import { formatCount } from '../../base/format-number.ts';
import type { BrushFilter } from '../../domain/comparison/brush-filter.ts';
import { type CompareSet, MAX_PICKED_RUNS, NO_GROUPS } from '../../domain/runs/compare-set.ts';
import type { WorkspaceAction } from '../../domain/workspace-actions.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord } from '../../parts/wording.ts';
import { hasClause, toggleClause } from './filter-bar/filter-clauses.ts';

/** How picked runs become the compare set. */
export type SetRule =
  | { readonly kind: 'ids' }
  /** More than a link has room for: the filter is narrowed to them, and all its rows are compared. */
  | { readonly kind: 'filter'; readonly filter: string; readonly set: CompareSet }
  /** As ids, though a link will not hold them. */
  | { readonly kind: 'unheld'; readonly words: string };

/** Longer ones leave no room in a link for the rest of a view. */
const LONGEST_FILTER = 4000;

export interface PickedRuns {
  readonly count: number;
  /** Of the set that they were picked from. */
  readonly shownCount: number;
  /** What picks them, or why nothing but their ids does. */
  readonly brushed: BrushFilter | { readonly ok: false; readonly words: string };
  /** They were picked from all rows, whatever the set is. */
  readonly isOfAllRows?: boolean;
}

/** Up to 200 runs are picked as they are; more by a filter, where one finds them. */
export function ruleOf({ filter, set }: Pick<Workspace, 'filter' | 'set'>, picked: PickedRuns): SetRule {
  const { count, shownCount, brushed, isOfAllRows = false } = picked;
  if (count <= MAX_PICKED_RUNS) return { kind: 'ids' };
  const unheld = (reason: string): SetRule => ({
    kind: 'unheld',
    words: m.rule_none({ text: formatCount(count), reason }),
  });
  const rule = isOfAllRows ? ALL_ROWS : ruleOfAll(set, shownCount);
  if (!rule) return unheld(m.rule_none_set({ all: m.set_choose_all() }));
  if (!brushed.ok) {
    return unheld(
      'words' in brushed ? brushed.words : m.rule_none_column({ column: columnWord(brushed.column) }),
    );
  }
  const narrowed = narrow(filter, brushed.clauses);
  if (narrowed === undefined) return unheld(m.rule_none_filter());
  if (narrowed.length > LONGEST_FILTER) return unheld(m.rule_none_long());
  return { kind: 'filter', filter: narrowed, set: rule };
}

/** One step, as far as the set and the filter go. */
export function actionsOfRule(rule: SetRule, runIds: Extract<CompareSet, { kind: 'these' }>['runIds']) {
  const actions: readonly WorkspaceAction[] =
    rule.kind === 'filter'
      ? [
          { type: 'set-filter', filter: rule.filter },
          { type: 'set-compare-set', set: rule.set },
        ]
      : [{ type: 'set-compare-set', set: { kind: 'these', runIds } }];
  return actions;
}

const ALL_ROWS: CompareSet = { kind: 'all', without: [] };

/** The set as all rows but some; undefined: it is something else, of which a filter would find other runs. */
function ruleOfAll(set: CompareSet, shownCount: number): CompareSet | undefined {
  const isAdded =
    (set.kind !== 'these' && (set.plus ?? []).length > 0) || (set.groups ?? NO_GROUPS).plus.length > 0;
  if (set.kind === 'these' || isAdded) return undefined;
  if (set.kind === 'all') return set;
  // The first 500 of 300 rows.
  const isWhole = !set.groups && set.count > shownCount + set.without.length;
  return isWhole ? { kind: 'all', without: set.without } : undefined;
}

/** The filter with these clauses too; undefined: a quote or a parenthesis of it is open. */
function narrow(filter: string, clauses: readonly string[]): string | undefined {
  return clauses.reduce<string | undefined>((text, clause) => {
    if (text === undefined || hasClause(text, clause)) return text;
    return toggleClause(text, clause);
  }, filter);
}
