/**
 * Keys as a tree, cut at `/` and `.`; branches with one child are one with it. A level is made when it is asked for:
 * making all of 12,000 keys at once takes 110 ms.
 */
export interface KeyTree<Info extends KeyOfTree> {
  readonly keys: readonly SearchableKey<Info>[];
  readonly nodes: () => readonly KeyNode<Info>[];
}

export interface KeyOfTree {
  readonly key: string;
}

export interface SearchableKey<Info extends KeyOfTree> {
  readonly info: Info;
  /** The whole key: NFC, lower-case. */
  readonly searched: string;
}

export type KeyNode<Info extends KeyOfTree> = KeyGroup<Info> | KeyLeaf<Info>;

export interface KeyGroup<Info extends KeyOfTree> {
  readonly kind: 'group';
  /** What all keys below begin with, separator included: no two groups of a tree share it. */
  readonly path: string;
  readonly label: string;
  /** All keys below. */
  readonly keys: readonly SearchableKey<Info>[];
  readonly nodes: () => readonly KeyNode<Info>[];
}

export interface KeyLeaf<Info extends KeyOfTree> {
  readonly kind: 'leaf';
  readonly info: Info;
  /** What the groups above do not say. */
  readonly label: string;
}

/** A line of the tree as it is shown. */
export type KeyTreeRow<Info extends KeyOfTree> =
  | {
      readonly kind: 'group';
      readonly group: KeyGroup<Info>;
      readonly depth: number;
      readonly isOpen: boolean;
    }
  | { readonly kind: 'leaf'; readonly leaf: KeyLeaf<Info>; readonly depth: number };

/** The tree of the keys; numbers inside names count as numbers (`fold_2` before `fold_10`). */
export function buildKeyTree<Info extends KeyOfTree>(infos: readonly Info[]): KeyTree<Info> {
  return treeOf(infos.map((info) => ({ info, searched: toSearchText(info.key) })));
}

/** What a search must hold of a key: all words of the search, in any order. */
export function toSearchWords(search: string): readonly string[] {
  return toSearchText(search).split(/\s+/).filter(Boolean);
}

export function matchesSearch(searched: string, words: readonly string[]): boolean {
  return words.every((word) => searched.includes(word));
}

export function toSearchText(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** The tree of the keys that are kept. */
export function filterKeyTree<Info extends KeyOfTree>(
  tree: KeyTree<Info>,
  isKept: (key: SearchableKey<Info>) => boolean,
): KeyTree<Info> {
  return treeOf(tree.keys.filter(isKept));
}

/** The lines from top to bottom, those inside folded groups left out. */
export function listTreeRows<Info extends KeyOfTree>(
  tree: KeyTree<Info>,
  isOpen: (group: KeyGroup<Info>) => boolean,
): readonly KeyTreeRow<Info>[] {
  const rows: KeyTreeRow<Info>[] = [];
  const visit = (nodes: readonly KeyNode<Info>[], depth: number): void => {
    for (const node of nodes) {
      if (node.kind === 'leaf') rows.push({ kind: 'leaf', leaf: node, depth });
      else {
        const open = isOpen(node);
        rows.push({ kind: 'group', group: node, depth, isOpen: open });
        if (open) visit(node.nodes(), depth + 1);
      }
    }
  };
  visit(tree.nodes(), 0);
  return rows;
}

function treeOf<Info extends KeyOfTree>(keys: readonly SearchableKey<Info>[]): KeyTree<Info> {
  return { keys, nodes: once(() => branch(keys, '')) };
}

/** The keys, all of which begin with `path`, under the next piece of their names, in order. */
function branch<Info extends KeyOfTree>(
  keys: readonly SearchableKey<Info>[],
  path: string,
): readonly KeyNode<Info>[] {
  const groups = new Map<string, SearchableKey<Info>[]>();
  const nodes: KeyNode<Info>[] = [];
  for (const key of keys) {
    const end = pieceEnd(key.info.key, path.length);
    if (end < 0) {
      nodes.push(leafOf(key, path));
      continue;
    }
    const groupPath = key.info.key.slice(0, end);
    const members = groups.get(groupPath);
    if (members) members.push(key);
    else groups.set(groupPath, [key]);
  }
  for (const [groupPath, members] of groups) {
    const [only] = members;
    nodes.push(only && members.length === 1 ? leafOf(only, path) : groupOf(members, groupPath, path));
  }
  // Sorting 12,000 siblings takes 60 ms; so many are searched, not read, and stand in the order they came in.
  if (nodes.length > MAX_SORTED) return nodes;
  return nodes
    .map((node) => ({ node, sortText: toSortText(node.label) }))
    .sort((a, b) => (a.sortText < b.sortText ? -1 : Number(a.sortText > b.sortText)))
    .map(({ node }) => node);
}

const MAX_SORTED = 3_000;

function leafOf<Info extends KeyOfTree>({ info }: SearchableKey<Info>, path: string): KeyLeaf<Info> {
  return { kind: 'leaf', info, label: info.key.slice(path.length) };
}

function groupOf<Info extends KeyOfTree>(
  keys: readonly SearchableKey<Info>[],
  groupPath: string,
  parentPath: string,
): KeyGroup<Info> {
  const path = sharedPath(keys, groupPath);
  // Without the separator at its end.
  const label = path.slice(parentPath.length, -1);
  return { kind: 'group', path, label, keys, nodes: once(() => branch(keys, path)) };
}

/** The path with the further pieces that all keys share. */
function sharedPath<Info extends KeyOfTree>(keys: readonly SearchableKey<Info>[], path: string): string {
  const first = keys[0]?.info.key ?? '';
  const end = pieceEnd(first, path.length);
  if (end < 0) return path;
  const next = first.slice(0, end);
  const isShared = keys.every(
    ({ info }) => info.key.startsWith(next) && pieceEnd(info.key, path.length) === end,
  );
  return isShared ? sharedPath(keys, next) : path;
}

/** Behind the next separator; -1 where none is left, or nothing stands before or behind it. */
function pieceEnd(key: string, from: number): number {
  for (let place = from + 1; place < key.length - 1; place += 1) {
    const letter = key[place];
    if (letter === '/' || letter === '.') return place + 1;
  }
  return -1;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** Digits padded, so that a plain comparison orders them as numbers: a collator takes three times as long. */
function toSortText(text: string): string {
  const lower = toSearchText(text);
  return /\d/.test(lower) ? lower.replaceAll(/\d+/g, (digits) => digits.padStart(12, '0')) : lower;
}
