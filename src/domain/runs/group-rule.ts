import { isUniquePerRun, type KeyForColumn } from './default-columns.ts';
import { formatGroupKey } from './run-groups.ts';

/** What runs are grouped by: some keys, and by a lasting rule all params that vary but some. */
export interface GroupRule {
  /** Texts of `formatGroupKey`. */
  readonly by: readonly string[];
  /** Texts of params that the rule leaves out; undefined: there is no rule. */
  readonly allBut?: readonly string[] | undefined;
}

/**
 * The keys by now: a param that is logged later, or begins to vary, is one of them as soon as it does.
 *
 * @param params all that are known, in the order in which they become keys
 */
export function keysOfRule({ by, allBut }: GroupRule, params: readonly KeyForColumn[]): readonly string[] {
  if (!allBut) return by;
  const ruled = params.filter(isRuled).map(({ key }) => formatGroupKey({ kind: 'param', key }));
  return [...new Set([...by, ...ruled.filter((text) => !allBut.includes(text))])];
}

/** Whether a rule takes the param, unless it names it: it varies, and not from run to run. */
export function isRuled(param: KeyForColumn): boolean {
  return param.isVarying && !isUniquePerRun(param);
}

/**
 * The rule after the box before a key was clicked: a param that the rule is about is left out of it or taken in again,
 * another key is one by itself.
 *
 * @param isChosen what the box showed
 * @param isOfRule whether the rule, if there is one, is about the key
 */
export function toggleKey(
  { by, allBut }: GroupRule,
  text: string,
  { isChosen, isOfRule }: { readonly isChosen: boolean; readonly isOfRule: boolean },
): GroupRule {
  const others = by.filter((each) => each !== text);
  if (!allBut || !isOfRule) return { by: isChosen ? others : [...others, text], allBut };
  const left = allBut.filter((each) => each !== text);
  return { by: others, allBut: isChosen ? [...left, text] : left };
}
