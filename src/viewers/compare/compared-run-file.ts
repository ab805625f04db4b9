import { nameOfPath } from '../../domain/artifacts/artifact-path.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { type ComparedFile, sameBytes } from '../../queries/compared-files.ts';

/** A file that was read. */
export interface FileOfRun {
  readonly run: ComparedRun;
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly startByte: number;
  /** As the first one, byte for byte. */
  readonly isSame: boolean;
}

/** Files that were read, in the order of the runs: the first is what others are measured against. */
export function readFiles(
  runs: readonly ComparedRun[],
  files: ReadonlyMap<RunId, ComparedFile>,
  known: readonly FileOfRun[],
): readonly FileOfRun[] {
  let first: Uint8Array | undefined;
  const read = runs.flatMap((run): FileOfRun[] => {
    const file = files.get(run.id);
    if (file?.state !== 'ready') return [];
    const { bytes, path, startByte } = file;
    first ??= bytes;
    const before = known.find((each) => each.run === run && each.bytes === bytes);
    // Compared once: twenty files of 2 MB take some ms each.
    if (before && known[0]?.bytes === first) return [before];
    return [{ run, name: nameOfPath(path), bytes, startByte, isSame: sameBytes(bytes, first) }];
  });
  return read.length === known.length && read.every((file, index) => file === known[index]) ? known : read;
}
