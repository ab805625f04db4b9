import { type CompareSet, NO_GROUPS } from '../domain/runs/compare-set.ts';
import type { RunId } from '../domain/runs/run.ts';
import { formatIds, parseIds } from './id-text.ts';
import { formatList, parseList } from './search-field.ts';

/**
 * The compare set in a link:
 *
 * ```
 * set  = ( rule / ids / "none" ) *( "~" name ":" list )
 * rule = "top:" count  /  "all"
 * name = "without" / "plus" (only with a rule) / "withoutgroups" / "plusgroups"
 * list = id *( "," id )                  (% , : ~ inside an id are percent-encoded once more)
 * ```
 *
 * An id of a run stands as `formatIds` writes it.
 */
export function formatCompareSet(set: CompareSet): string {
  const groups = set.groups ?? NO_GROUPS;
  return [
    formatRule(set),
    formatRuns('without', set.without ?? []),
    formatRuns('plus', set.kind === 'these' ? [] : (set.plus ?? [])),
    formatException('withoutgroups', groups.without),
    formatException('plusgroups', groups.plus),
  ].join('');
}

function formatRule(set: CompareSet): string {
  switch (set.kind) {
    case 'these':
      return set.runIds.length === 0 ? 'none' : formatHandPicked(set.runIds);
    case 'all':
      return 'all';
    case 'top':
      return `top:${set.count}`;
  }
}

/** Undefined for anything that the grammar does not know. */
export function parseCompareSet(text: string): CompareSet | undefined {
  const [rule = '', ...exceptions] = text.split('~');
  const lists = parseExceptions(exceptions);
  if (!lists) return undefined;
  const set = parseRule(rule, lists);
  const { withoutgroups: without, plusgroups: plus } = lists;
  return set && (without.length + plus.length === 0 ? set : { ...set, groups: { without, plus } });
}

function parseRule(rule: string, { without, plus }: Exceptions): CompareSet | undefined {
  const count = /^top:(\d{1,6})$/.exec(rule)?.[1];
  if (count !== undefined)
    return { kind: 'top', count: Number(count), without: toRunIds(without), plus: toRunIds(plus) };
  if (rule === 'all')
    return { kind: 'all', without: toRunIds(without), ...(plus.length > 0 && { plus: toRunIds(plus) }) };
  if (plus.length > 0) return undefined;
  if (rule.includes(':')) return undefined;
  const runIds = rule === 'none' ? [] : toRunIds(parseIds(rule));
  if (rule !== 'none' && runIds.length === 0) return undefined;
  return { kind: 'these', runIds, ...(without.length > 0 && { without: toRunIds(without) }) };
}

/** A single run whose id reads like a rule word keeps apart from it by an escaped first letter. */
function formatHandPicked(runIds: readonly RunId[]): string {
  const text = formatIds(runIds);
  return text === 'all' || text === 'none' ? `%${text.charCodeAt(0).toString(16)}${text.slice(1)}` : text;
}

const EXCEPTIONS = ['without', 'plus', 'withoutgroups', 'plusgroups'] as const;
type ExceptionName = (typeof EXCEPTIONS)[number];
type Exceptions = Readonly<Record<ExceptionName, readonly string[]>>;

function formatRuns(name: ExceptionName, ids: readonly RunId[]): string {
  return ids.length === 0 ? '' : `~${name}:${formatIds(ids)}`;
}

function formatException(name: ExceptionName, ids: readonly string[]): string {
  return ids.length === 0 ? '' : `~${name}:${formatList(ids)}`;
}

function parseExceptions(parts: readonly string[]): Exceptions | undefined {
  let lists: Exceptions = { without: [], plus: [], withoutgroups: [], plusgroups: [] };
  for (const part of parts) {
    const [, word, ids = ''] = /^([a-z]+):([^:]*)$/.exec(part) ?? [];
    const name = EXCEPTIONS.find((each) => each === word);
    if (name === undefined) return undefined;
    const list = name.endsWith('groups') ? parseList(ids) : parseIds(ids);
    lists = { ...lists, [name]: [...new Set(list)] };
  }
  return lists;
}

function toRunIds(ids: readonly string[]): readonly RunId[] {
  return [...new Set(ids)] as RunId[];
}
