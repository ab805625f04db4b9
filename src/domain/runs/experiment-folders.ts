import type { Experiment } from './experiment.ts';

/** A line of the list of experiments. */
export type ExperimentRow = ExperimentLine | ExperimentFolder;

export interface ExperimentLine {
  readonly kind: 'experiment';
  readonly id: string;
  readonly experiment: Experiment;
  /** What the folders above do not say. */
  readonly label: string;
  readonly depth: number;
}

export interface ExperimentFolder {
  readonly kind: 'folder';
  readonly id: string;
  /** What all names below begin with, the slash included. */
  readonly path: string;
  readonly label: string;
  readonly depth: number;
  readonly experiments: readonly Experiment[];
  readonly isOpen: boolean;
}

/** Every name whole, without folders. */
export function listFlat(experiments: readonly Experiment[]): readonly ExperimentRow[] {
  return experiments.map((experiment) => lineOf(experiment, '', 0));
}

/**
 * Folders by the `/` in names, each where its first experiment stands in the given order: sorted by what comes first of
 * it. What is alone under a name is no folder, and folders with one folder in them are one.
 */
export function listFolders(
  experiments: readonly Experiment[],
  isOpen: (path: string) => boolean,
): readonly ExperimentRow[] {
  const rows: ExperimentRow[] = [];
  const visit = (members: readonly Experiment[], path: string, depth: number): void => {
    for (const [folder, inside] of partsOf(members, path)) {
      const [only] = inside;
      if (only && (folder === undefined || inside.length === 1)) rows.push(lineOf(only, path, depth));
      else if (folder !== undefined) {
        const whole = sharedPath(inside, folder);
        const isFolderOpen = isOpen(whole);
        rows.push(folderOf(inside, whole, path, depth, isFolderOpen));
        if (isFolderOpen) visit(inside, whole, depth + 1);
      }
    }
  };
  visit(experiments, '', 0);
  return rows;
}

type Part = readonly [folder: string | undefined, experiments: readonly Experiment[]];

/** What stands under `path`, in order: each experiment, or a folder with all that is in it. */
function partsOf(members: readonly Experiment[], path: string): readonly Part[] {
  const folders = new Map<string, Experiment[]>();
  const parts: Part[] = [];
  for (const experiment of members) {
    const end = folderEnd(experiment.name, path.length);
    if (end < 0) {
      parts.push([undefined, [experiment]]);
      continue;
    }
    const folder = experiment.name.slice(0, end);
    const known = folders.get(folder);
    if (known) known.push(experiment);
    else {
      const inside = [experiment];
      folders.set(folder, inside);
      parts.push([folder, inside]);
    }
  }
  return parts;
}

/** Behind the next slash; -1 where none is left, or nothing stands before or behind it. */
function folderEnd(name: string, from: number): number {
  const at = name.indexOf('/', from + 1);
  return at < 0 || at === name.length - 1 ? -1 : at + 1;
}

/** The path with the further folders that all names share. */
function sharedPath(experiments: readonly Experiment[], path: string): string {
  const first = experiments[0]?.name ?? '';
  const end = folderEnd(first, path.length);
  if (end < 0) return path;
  const next = first.slice(0, end);
  return experiments.every(({ name }) => name.startsWith(next) && folderEnd(name, path.length) === end)
    ? sharedPath(experiments, next)
    : path;
}

function lineOf(experiment: Experiment, path: string, depth: number): ExperimentLine {
  const label = experiment.name.slice(path.length);
  return { kind: 'experiment', id: experiment.id, experiment, label, depth };
}

function folderOf(
  experiments: readonly Experiment[],
  path: string,
  parent: string,
  depth: number,
  isOpen: boolean,
): ExperimentFolder {
  const label = path.slice(parent.length, -1);
  return { kind: 'folder', id: `folder ${path}`, path, label, depth, experiments, isOpen };
}
