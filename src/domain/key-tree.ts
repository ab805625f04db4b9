/** Keys as a tree, cut at `/` and `.`; branches with one child are one with it. */
export interface KeyTree<Info extends KeyOfTree> {
  readonly children: readonly KeyNode<Info>[];
  readonly leafCount: number;
}

export interface KeyOfTree {
  readonly key: string;
}

export type KeyNode<Info extends KeyOfTree> = KeyGroup<Info> | KeyLeaf<Info>;

export interface KeyGroup<Info extends KeyOfTree> {
  readonly kind: 'group';
  /** What all keys below begin with, separator included: no two groups of a tree share it. */
  readonly path: string;
  readonly label: string;
  readonly children: readonly KeyNode<Info>[];
  readonly leafCount: number;
}

export interface KeyLeaf<Info extends KeyOfTree> {
  readonly kind: 'leaf';
  readonly info: Info;
  /** What the groups above do not say. */
  readonly label: string;
  /** The whole key for the search: NFC, lower-case. */
  readonly searched: string;
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

interface SortedLeaf<Info extends KeyOfTree> {
  readonly leaf: KeyLeaf<Info>;
  readonly sortText: string;
}

/** The tree of the keys; numbers inside names count as numbers (`fold_2` before `fold_10`). */
export function buildKeyTree<Info extends KeyOfTree>(infos: readonly Info[]): KeyTree<Info> {
  const sorted = infos
    .map((info): SortedLeaf<Info> => {
      const searched = toSearchText(info.key);
      return { leaf: { kind: 'leaf', info, label: info.key, searched }, sortText: toSortText(searched) };
    })
    .sort((a, b) => (a.sortText < b.sortText ? -1 : Number(a.sortText > b.sortText)));
  const children = branch(
    sorted.map(({ leaf }) => leaf),
    '',
  );
  return { children, leafCount: infos.length };
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

/** The part of the tree whose leaves are kept; undefined where none is. */
export function filterKeyTree<Info extends KeyOfTree>(
  tree: KeyTree<Info>,
  isKept: (leaf: KeyLeaf<Info>) => boolean,
): KeyTree<Info> {
  const children = keepNodes(tree.children, isKept);
  return { children, leafCount: countLeaves(children) };
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
        if (open) visit(node.children, depth + 1);
      }
    }
  };
  visit(tree.children, 0);
  return rows;
}

/** All keys below a group. */
export function leavesOf<Info extends KeyOfTree>(nodes: readonly KeyNode<Info>[]): readonly KeyLeaf<Info>[] {
  return nodes.flatMap((node) => (node.kind === 'leaf' ? [node] : leavesOf(node.children)));
}

/** The leaves, all of which begin with `path`, under the next piece of their keys. */
function branch<Info extends KeyOfTree>(
  leaves: readonly KeyLeaf<Info>[],
  path: string,
): readonly KeyNode<Info>[] {
  const groups = new Map<string, KeyLeaf<Info>[]>();
  const order: (KeyLeaf<Info> | string)[] = [];
  for (const leaf of leaves) {
    const end = pieceEnd(leaf.info.key, path.length);
    if (end < 0) {
      order.push(leaf);
      continue;
    }
    const groupPath = leaf.info.key.slice(0, end);
    const members = groups.get(groupPath);
    if (members) members.push(leaf);
    else {
      groups.set(groupPath, [leaf]);
      order.push(groupPath);
    }
  }
  return order.map((entry) =>
    typeof entry === 'string'
      ? makeGroup(groups.get(entry) ?? [], entry, path)
      : { ...entry, label: entry.info.key.slice(path.length) },
  );
}

function makeGroup<Info extends KeyOfTree>(
  leaves: readonly KeyLeaf<Info>[],
  path: string,
  parentPath: string,
): KeyNode<Info> {
  const [only] = leaves;
  if (only && leaves.length === 1) return { ...only, label: only.info.key.slice(parentPath.length) };
  const children = branch(leaves, path);
  const [child] = children;
  if (children.length === 1 && child?.kind === 'group')
    return { ...child, label: labelOf(child.path, parentPath) };
  return { kind: 'group', path, label: labelOf(path, parentPath), children, leafCount: leaves.length };
}

/** Without the separator at its end. */
function labelOf(path: string, parentPath: string): string {
  return path.slice(parentPath.length, -1);
}

/** Behind the next separator; -1 where none is left, or nothing stands before or behind it. */
function pieceEnd(key: string, from: number): number {
  for (let place = from + 1; place < key.length - 1; place += 1) {
    const letter = key[place];
    if (letter === '/' || letter === '.') return place + 1;
  }
  return -1;
}

function keepNodes<Info extends KeyOfTree>(
  nodes: readonly KeyNode<Info>[],
  isKept: (leaf: KeyLeaf<Info>) => boolean,
): readonly KeyNode<Info>[] {
  return nodes.flatMap((node): readonly KeyNode<Info>[] => {
    if (node.kind === 'leaf') return isKept(node) ? [node] : [];
    const children = keepNodes(node.children, isKept);
    return children.length === 0 ? [] : [{ ...node, children, leafCount: countLeaves(children) }];
  });
}

function countLeaves<Info extends KeyOfTree>(nodes: readonly KeyNode<Info>[]): number {
  return nodes.reduce((sum, node) => sum + (node.kind === 'leaf' ? 1 : node.leafCount), 0);
}

/** Digits padded, so that a plain comparison orders them as numbers: a collator takes 100 ms for 12,000 keys. */
function toSortText(text: string): string {
  return /\d/.test(text) ? text.replaceAll(/\d+/g, (digits) => digits.padStart(12, '0')) : text;
}
