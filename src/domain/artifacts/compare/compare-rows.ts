import { canonicalText } from '../../runs/text-value.ts';

/** One key over files of several runs. */
export interface CompareRow {
  readonly key: string;
  /** In the order of the files; undefined: it has no such key. */
  readonly cells: readonly (string | undefined)[];
  readonly isSame: boolean;
}

export interface CompareRows {
  /** The first of those that were asked for. */
  readonly rows: readonly CompareRow[];
  /** How many those are. */
  readonly found: number;
  readonly differing: number;
  readonly same: number;
}

/** Rows that are handed out at once. */
export const MAX_COMPARE_ROWS = 2_000;

/**
 * Keys of all files, in the order in which they come.
 *
 * @param files key to value, of each file
 * @param find part of a key or a value, in any case
 */
export function compareRows(
  files: readonly ReadonlyMap<string, string>[],
  isDifferencesOnly: boolean,
  find: string,
): CompareRows {
  const keys = new Set(files.flatMap((file) => [...file.keys()]));
  const wanted = find.toLowerCase();
  const rows: CompareRow[] = [];
  let [found, differing] = [0, 0];
  for (const key of keys) {
    const cells = files.map((file) => file.get(key));
    const isSame = isAllSame(cells);
    if (!isSame) differing++;
    if (isSame && isDifferencesOnly) continue;
    if (wanted !== '' && ![key, ...cells].some((text) => text?.toLowerCase().includes(wanted))) continue;
    found++;
    if (rows.length < MAX_COMPARE_ROWS) rows.push({ key, cells, isSame });
  }
  return { rows, found, differing, same: keys.size - differing };
}

/** Texts of equal number are one value: `1e-3` and `0.001`. */
function isAllSame([first, ...others]: readonly (string | undefined)[]): boolean {
  return others.every(
    (cell) =>
      cell === first ||
      (cell !== undefined && first !== undefined && canonicalText(cell) === canonicalText(first)),
  );
}
