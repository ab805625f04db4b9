import type { CompareSet } from '../domain/runs/compare-set.ts';
import type { RunId } from '../domain/runs/run.ts';
import { formatList, parseList } from './search-field.ts';

/**
 * The compare set in a link:
 *
 * ```
 * set  = rule *( "~" ( "without:" ids / "plus:" ids ) )  /  ids  /  "none"
 * rule = "top:" count  /  "all"          (plus: only with top)
 * ids  = id *( "," id )                  (% , : ~ inside an id are percent-encoded once more)
 * ```
 */
export function formatCompareSet(set: CompareSet): string {
  switch (set.kind) {
    case 'these':
      return set.runIds.length === 0 ? 'none' : formatHandPicked(set.runIds);
    case 'all':
      return `all${formatException('without', set.without)}`;
    case 'top':
      return `top:${set.count}${formatException('without', set.without)}${formatException('plus', set.plus)}`;
  }
}

/** Undefined for anything that the grammar does not know. */
export function parseCompareSet(text: string): CompareSet | undefined {
  const [rule = '', ...exceptions] = text.split('~');
  if (rule === 'none' && exceptions.length === 0) return { kind: 'these', runIds: [] };
  const lists = parseExceptions(exceptions);
  if (!lists) return undefined;
  if (rule === 'all') return lists.plus.length > 0 ? undefined : { kind: 'all', without: lists.without };
  const count = /^top:(\d{1,6})$/.exec(rule)?.[1];
  if (count !== undefined) return { kind: 'top', count: Number(count), ...lists };
  if (exceptions.length > 0 || rule.includes(':')) return undefined;
  const runIds = parseRunIds(rule);
  return runIds.length === 0 ? undefined : { kind: 'these', runIds };
}

/** A single run whose id reads like a rule word keeps apart from it by an escaped first letter. */
function formatHandPicked(runIds: readonly RunId[]): string {
  const text = formatList(runIds);
  return text === 'all' || text === 'none' ? `%${text.charCodeAt(0).toString(16)}${text.slice(1)}` : text;
}

function formatException(name: 'without' | 'plus', ids: readonly RunId[]): string {
  return ids.length === 0 ? '' : `~${name}:${formatList(ids)}`;
}

interface Exceptions {
  readonly without: readonly RunId[];
  readonly plus: readonly RunId[];
}

function parseExceptions(parts: readonly string[]): Exceptions | undefined {
  let lists: Exceptions = { without: [], plus: [] };
  for (const part of parts) {
    const [, name, ids = ''] = /^(without|plus):([^:]*)$/.exec(part) ?? [];
    if (name === undefined) return undefined;
    lists = { ...lists, [name]: parseRunIds(ids) };
  }
  return lists;
}

function parseRunIds(text: string): readonly RunId[] {
  return [...new Set(parseList(text))] as RunId[];
}
