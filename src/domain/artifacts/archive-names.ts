import { archiveName, folderOfPath, nameOfPath } from './artifact-path.ts';
import type { ArtifactPlace } from './artifact-place.ts';

/**
 * A name in the archive for each file, all of them different, none outside of the folder it is unpacked in. `start` is
 * the folder that is downloaded: names begin with its own; undefined for files of several folders, which keep their
 * whole paths. Files of logged models stand in `models/NAME/`.
 */
export function archiveNames(
  files: readonly ArtifactPlace[],
  start: ArtifactPlace | undefined,
  modelNames: ReadonlyMap<string, string>,
): readonly string[] {
  const taken = new Set<string>();
  return files.map((file) => {
    const name = archiveName(relativeName(file, start, modelNames));
    let free = name;
    for (let count = 2; taken.has(free.toLowerCase()); count += 1) free = numbered(name, count);
    // Some file systems know no upper case.
    taken.add(free.toLowerCase());
    return free;
  });
}

function relativeName(
  { root, path }: ArtifactPlace,
  start: ArtifactPlace | undefined,
  modelNames: ReadonlyMap<string, string>,
): string {
  if (start && start.path !== '') {
    const above = folderOfPath(start.path);
    return above === '' ? path : path.slice(above.length + 1);
  }
  if (root.kind === 'run') return path;
  const model = (modelNames.get(root.modelId) ?? root.modelId).replaceAll('/', '_');
  return start ? `${model}/${path}` : `models/${model}/${path}`;
}

/** `a/b.txt` → `a/b (2).txt`. */
function numbered(name: string, count: number): string {
  const last = nameOfPath(name);
  const folder = folderOfPath(name);
  const at = last.lastIndexOf('.');
  const next = at <= 0 ? `${last} (${count})` : `${last.slice(0, at)} (${count})${last.slice(at)}`;
  return folder === '' ? next : `${folder}/${next}`;
}
