import { nameOfPath } from './artifact-path.ts';
import { type ArtifactPlace, placeKey } from './artifact-place.ts';
import type { ArtifactEntry, ArtifactRoot } from './artifact.ts';

/** What is known of one folder. */
export interface FolderOfTree {
  readonly state: 'reading' | 'ready' | 'failed';
  /** The last ones that were read; they stay while the folder is read again. */
  readonly entries: readonly ArtifactEntry[] | undefined;
  readonly hasMore: boolean;
}

/** A model that the run logged: a folder of the tree with files of its own. */
export interface TreeModel {
  readonly modelId: string;
  readonly name: string;
}

export type TreeRow =
  | {
      readonly kind: 'model' | 'folder' | 'file';
      readonly key: string;
      readonly place: ArtifactPlace;
      readonly name: string;
      /** From 1. */
      readonly level: number;
      readonly isOpen: boolean;
      readonly sizeBytes: number | undefined;
      /** Its place among its siblings, from 1, and their number. */
      readonly position: number;
      readonly count: number;
    }
  /** Something to say in the place of what a folder holds. */
  | {
      readonly kind: 'reading' | 'failed' | 'empty' | 'more';
      readonly key: string;
      /** Of the folder. */
      readonly place: ArtifactPlace;
      readonly level: number;
    };

export interface TreeInput {
  readonly root: ArtifactRoot;
  readonly models: readonly TreeModel[];
  /** By `placeKey`; a folder that was never asked for is not there. */
  readonly folders: ReadonlyMap<string, FolderOfTree>;
  /** Keys of the folders that are unfolded. */
  readonly open: ReadonlySet<string>;
}

/** The rows of the tree in their order: the models of the run first, then its own files. */
export function treeRows({ root, models, folders, open }: TreeInput): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const own = folders.get(placeKey({ root, path: '' }))?.entries ?? [];
  const count = models.length + own.length;
  const addBelow = (place: ArtifactPlace, level: number): void => {
    const folder = folders.get(placeKey(place));
    const entries = folder?.entries;
    for (const [index, entry] of (entries ?? []).entries()) {
      const shift = level === 1 ? models.length : 0;
      addEntry(place.root, entry, level, {
        position: index + 1 + shift,
        count: level === 1 ? count : (entries?.length ?? 0),
      });
    }
    const note = noteOf(folder);
    if (note) rows.push({ kind: note, key: `${note} ${placeKey(place)}`, place, level });
  };
  const addEntry = (
    of: ArtifactRoot,
    { path, isFolder, sizeBytes }: ArtifactEntry,
    level: number,
    among: { readonly position: number; readonly count: number },
  ): void => {
    const place = { root: of, path };
    const key = placeKey(place);
    const isOpen = isFolder && open.has(key);
    const kind = isFolder ? 'folder' : 'file';
    rows.push({ kind, key, place, name: nameOfPath(path), level, isOpen, sizeBytes, ...among });
    if (isOpen) addBelow(place, level + 1);
  };
  for (const [index, { modelId, name }] of models.entries()) {
    const place: ArtifactPlace = { root: { kind: 'model', modelId }, path: '' };
    const key = placeKey(place);
    const isOpen = open.has(key);
    const among = { position: index + 1, count };
    rows.push({ kind: 'model', key, place, name, level: 1, isOpen, sizeBytes: undefined, ...among });
    if (isOpen) addBelow(place, 2);
  }
  addBelow({ root, path: '' }, 1);
  return rows;
}

function noteOf(folder: FolderOfTree | undefined): 'reading' | 'failed' | 'empty' | 'more' | undefined {
  if (folder?.state === 'failed') return 'failed';
  if (!folder?.entries) return 'reading';
  if (folder.hasMore) return 'more';
  return folder.entries.length === 0 ? 'empty' : undefined;
}

/** Files and folders whose path holds all words, in any order and either case; at most `limit`, with the number of all. */
export function findInTree(
  { root, models, folders }: Pick<TreeInput, 'root' | 'models' | 'folders'>,
  text: string,
  limit: number,
): { readonly rows: readonly TreeRow[]; readonly found: number } {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const roots: readonly { readonly root: ArtifactRoot; readonly label: string }[] = [
    ...models.map(({ modelId, name }) => ({ root: { kind: 'model', modelId } as const, label: `${name}/` })),
    { root, label: '' },
  ];
  const rows: TreeRow[] = [];
  let found = 0;
  for (const each of roots) {
    const visit = (path: string): void => {
      for (const entry of folders.get(placeKey({ root: each.root, path }))?.entries ?? []) {
        const name = each.label + entry.path;
        const lower = name.toLowerCase();
        if (words.every((word) => lower.includes(word))) {
          found += 1;
          if (rows.length < limit) rows.push(foundRow(each.root, entry, name));
        }
        if (entry.isFolder) visit(entry.path);
      }
    };
    visit('');
  }
  return { rows, found };
}

function foundRow(root: ArtifactRoot, { path, isFolder, sizeBytes }: ArtifactEntry, name: string): TreeRow {
  const place = { root, path };
  const kind = isFolder ? 'folder' : 'file';
  const among = { level: 1, isOpen: false, position: 0, count: -1 };
  return { kind, key: placeKey(place), place, name, sizeBytes, ...among };
}
