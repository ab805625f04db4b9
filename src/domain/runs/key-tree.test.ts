import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildKeyTree,
  filterKeyTree,
  type KeyNode,
  type KeyOfTree,
  listTreeRows,
  matchesSearch,
  toSearchWords,
} from './key-tree.ts';

const treeOf = (...keys: string[]) => buildKeyTree(keys.map((key) => ({ key })));
const outline = (nodes: readonly KeyNode<KeyOfTree>[]): unknown =>
  nodes.map((node) => (node.kind === 'leaf' ? node.label : [node.label, outline(node.nodes())]));

interface Line {
  readonly node: KeyNode<KeyOfTree>;
  /** What the groups above say. */
  readonly path: string;
}

/** Every group and leaf from top to bottom. */
function walk(nodes: readonly KeyNode<KeyOfTree>[], path: string): readonly Line[] {
  return nodes.flatMap((node) => [
    { node, path },
    ...(node.kind === 'group' ? walk(node.nodes(), node.path) : []),
  ]);
}

function countGroups(node: KeyNode<KeyOfTree>): number {
  return walk([node], '').filter((line) => line.node.kind === 'group').length;
}

describe('buildKeyTree', () => {
  it('cuts keys at slashes and dots', () => {
    expect(outline(treeOf('val/loss', 'val/acc', 'opt.lr', 'opt.name', 'seed').nodes())).toEqual([
      ['opt', ['lr', 'name']],
      'seed',
      ['val', ['acc', 'loss']],
    ]);
  });

  it('makes one of branches that hold one thing', () => {
    expect(outline(treeOf('a/b/c', 'a/b/d', 'x.y.z').nodes())).toEqual([['a/b', ['c', 'd']], 'x.y.z']);
  });

  it('shows a key beside the group of its name', () => {
    expect(outline(treeOf('loss', 'loss/a', 'loss/b').nodes())).toEqual(['loss', ['loss', ['a', 'b']]]);
  });

  it('takes numbers in names as numbers', () => {
    expect(outline(treeOf('fold_10', 'fold_9', 'fold_1').nodes())).toEqual(['fold_1', 'fold_9', 'fold_10']);
  });

  it.each(['/', '.', '//', 'a/', '/a', 'a//b', '...'])('keeps the odd key %j', (key) => {
    const rows = listTreeRows(treeOf(key, 'a/b', 'a/c'), () => true);
    expect(rows.flatMap((row) => (row.kind === 'leaf' ? [row.leaf.info.key] : []))).toContain(key);
  });

  it('holds every key once, under a path and labels that give it back', () => {
    const key = fc.string({ unit: fc.constantFrom('a', 'b', '/', '.', '1') });
    fc.assert(
      fc.property(fc.uniqueArray(key), (keys) => {
        const lines = walk(treeOf(...keys).nodes(), '');
        const leaves = lines.filter(({ node }) => node.kind === 'leaf');
        expect(leaves.map(({ path, node }) => path + node.label).toSorted()).toEqual(keys.toSorted());
        for (const { path, node } of lines.filter((line) => line.node.kind === 'group')) {
          const below = keys.filter((one) => one.startsWith(node.kind === 'group' ? node.path : ''));
          expect(below.every((one) => one.startsWith(path + node.label))).toBe(true);
          expect(node.kind === 'group' && node.keys.length).toBe(
            walk([node], path).length - countGroups(node),
          );
          expect(below.length).toBeGreaterThan(1);
        }
      }),
    );
  });
});

describe('what is shown of a tree', () => {
  const tree = treeOf('val/loss', 'val/acc', 'seed');

  it('leaves out what is folded', () => {
    const [folded, open] = [false, true].map((isOpen) =>
      listTreeRows(tree, () => isOpen).map(
        (row) => `${row.depth} ${row.kind === 'leaf' ? row.leaf.label : row.group.label}`,
      ),
    );
    expect(folded).toEqual(['0 seed', '0 val']);
    expect(open).toEqual(['0 seed', '0 val', '1 acc', '1 loss']);
  });

  it('keeps what the search finds, as a tree of its own', () => {
    const words = toSearchWords(' LOSS  val ');
    const found = filterKeyTree(tree, (key) => matchesSearch(key.searched, words));
    expect(outline(found.nodes())).toEqual(['val/loss']);
    expect(found.keys.length).toBe(1);
    expect(filterKeyTree(tree, () => false).nodes()).toEqual([]);
  });

  it('finds Korean in either way of writing it', () => {
    const korean = treeOf('정확도'.normalize('NFD'));
    const words = toSearchWords('정확'.normalize('NFC'));
    expect(filterKeyTree(korean, (key) => matchesSearch(key.searched, words)).keys.length).toBe(1);
  });

  it('keeps the order of a level of very many keys', () => {
    const keys = Array.from({ length: 12_000 }, (_, index) => `m${12_000 - index}`);
    expect(
      listTreeRows(treeOf(...keys), () => true).map((row) => row.kind === 'leaf' && row.leaf.label),
    ).toEqual(keys);
  });

  it('keeps nothing but what it is told to, of 12,000 keys', () => {
    const keys = Array.from({ length: 12_000 }, (_, index) => `g${index % 40}/layer.${index}/norm`);
    const large = treeOf(...keys);
    const words = toSearchWords('layer.77 g3');
    const found = filterKeyTree(large, (key) => matchesSearch(key.searched, words));
    expect(found.keys.length).toBe(
      keys.filter((key) => key.includes('layer.77') && key.includes('g3')).length,
    );
  });
});
