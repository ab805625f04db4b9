import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from './experiment.ts';
import { listFlat, listFolders } from './experiment-folders.ts';

function named(...names: string[]): readonly Experiment[] {
  return names.map((name, index) => ({
    id: String(index) as ExperimentId,
    name,
    lifecycle: 'active',
    createdMs: undefined,
    updatedMs: undefined,
    artifactLocation: undefined,
    tags: [],
  }));
}

const open = () => true;
const lines = (names: readonly string[], isOpen: (path: string) => boolean = open) =>
  listFolders(named(...names), isOpen).map(
    (row) => `${'  '.repeat(row.depth)}${row.kind === 'folder' ? `${row.label}/` : row.label}`,
  );

describe('folders of experiments', () => {
  it('hold what begins alike, where the first of it stands', () => {
    expect(lines(['b', 'team/x', 'a', 'team/y/1', 'team/y/2'])).toEqual([
      'b',
      'team/',
      '  x',
      '  y/',
      '    1',
      '    2',
      'a',
    ]);
  });

  it('are none for a single experiment, and one where each holds only the next', () => {
    expect(lines(['alone/in/here', 'z'])).toEqual(['alone/in/here', 'z']);
    expect(lines(['a/b/c/1', 'a/b/c/2'])).toEqual(['a/b/c/', '  1', '  2']);
  });

  it('show nothing of what is in them while they are closed', () => {
    expect(lines(['a/1', 'a/2', 'b'], () => false)).toEqual(['a/', 'b']);
  });

  it('leave slashes at the ends of names alone', () => {
    expect(lines(['/a', '/b', 'c/', 'c/'])).toEqual(['/a', '/b', 'c/', 'c/']);
  });

  const anyName = fc
    .array(fc.constantFrom('', 'a', 'b', '한글', ' ', '%2F', 'c d'), { minLength: 1, maxLength: 5 })
    .map((parts) => parts.join('/'));

  it('lose and repeat no experiment, and folders and label make the whole name', () => {
    fc.assert(
      fc.property(fc.array(anyName, { maxLength: 12 }), (names) => {
        const rows = listFolders(named(...names), open);
        const paths: string[] = [];
        const found = rows.flatMap((row) => {
          const above = row.depth === 0 ? '' : (paths[row.depth - 1] ?? '?');
          const isFolder = row.kind === 'folder';
          expect(`${above}${row.label}${isFolder ? '/' : ''}`).toBe(
            isFolder ? row.path : row.experiment.name,
          );
          if (isFolder) paths[row.depth] = row.path;
          return isFolder ? [] : [row.id];
        });
        expect(found.toSorted()).toEqual(names.map((_, index) => String(index)).toSorted());
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      }),
    );
  });

  it('stand in no flat list', () => {
    expect(listFlat(named('a/1', 'a/2')).map((row) => row.kind === 'experiment' && row.label)).toEqual([
      'a/1',
      'a/2',
    ]);
  });
});
