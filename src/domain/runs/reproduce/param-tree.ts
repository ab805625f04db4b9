import type { KeyText } from '../experiment.ts';

/** A param's text, or those whose keys go on behind a dot. */
export type ParamNode = string | ParamTree;
/** In key order; a Map, since keys are anybody's (`__proto__`). */
export type ParamTree = ReadonlyMap<string, ParamNode>;

/**
 * Params with the nesting that their dots stand for: `model.lr` is `lr` of `model`. A key with an empty part
 * (`a..b`) stays as it is, and so does one that another param stands in the way of (`model` beside `model.lr`).
 */
export function nestParams(params: readonly KeyText[]): ParamTree {
  const root = new Map<string, ParamNode>();
  // Short keys first: whatever else begins with one of them cannot be nested.
  const sorted = params.toSorted((a, b) => a.key.length - b.key.length);
  for (const { key, value } of sorted) if (!place(root, key.split('.'), value)) root.set(key, value);
  return inKeyOrder(root);
}

/** The keys as they were logged. */
export function flatParams(params: readonly KeyText[]): ParamTree {
  return inKeyOrder(new Map(params.map(({ key, value }) => [key, value])));
}

function place(root: Map<string, ParamNode>, parts: readonly string[], value: string): boolean {
  if (parts.includes('')) return false;
  const last = parts.at(-1) ?? '';
  let tree = root;
  for (const part of parts.slice(0, -1)) {
    const child = tree.get(part) ?? new Map<string, ParamNode>();
    if (typeof child === 'string') return false;
    tree.set(part, child);
    // Nothing but what was made here is in the tree.
    tree = child as Map<string, ParamNode>;
  }
  if (tree.has(last)) return false;
  tree.set(last, value);
  return true;
}

function inKeyOrder(tree: ParamTree): ParamTree {
  const entries = [...tree].map(([key, node]): [string, ParamNode] => [
    key,
    typeof node === 'string' ? node : inKeyOrder(node),
  ]);
  return new Map(entries.toSorted(([a], [b]) => (a < b ? -1 : Number(a > b))));
}
