import {
  type Difference,
  differenceOf,
  DIFF_KINDS,
  type DiffKind,
  type DiffLine,
  type DiffRules,
} from './diff-lines.ts';
import type { DiffView } from './diff-view.ts';

/** A row of the diff: the head of a kind of lines, or a line. */
export type DiffRow =
  | { readonly section: DiffKind; readonly shownCount: number; readonly sameCount: number }
  | (DiffLine & Difference);

export interface DiffRows {
  readonly rows: readonly DiffRow[];
  /** Places of the lines that differ, ascending. */
  readonly differing: readonly number[];
  /** Lines, and those of them that are the same in all runs. */
  readonly lineCount: number;
  readonly sameCount: number;
}

/** The lines that are looked at, kind by kind; a kind of which none is has no head. */
export function arrangeDiff(lines: readonly DiffLine[], view: DiffView, rules: DiffRules): DiffRows {
  const judged = lines.map((line) => ({ ...line, ...differenceOf(line.cells, rules) }));
  const rows: DiffRow[] = [];
  for (const kind of DIFF_KINDS) {
    const ofKind = judged.filter((line) => line.kind === kind);
    const shown = ofKind.filter((line) => !(view.isDifferencesOnly && line.isSame) && holds(line, view.find));
    if (shown.length === 0) continue;
    const sameCount = ofKind.filter(({ isSame }) => isSame).length;
    rows.push({ section: kind, shownCount: shown.length, sameCount });
    rows.push(...(view.order === 'size' ? shown.toSorted((a, b) => b.size - a.size) : shown));
  }
  const differing = rows.flatMap((row, place) => ('section' in row || row.isSame ? [] : [place]));
  const sameCount = judged.filter(({ isSame }) => isSame).length;
  return { rows, differing, lineCount: judged.length, sameCount };
}

/** Whether the key or a value holds the text, in any case. */
function holds({ key, cells }: DiffLine, find: string): boolean {
  const wanted = find.trim().toLowerCase();
  if (wanted === '' || key.toLowerCase().includes(wanted)) return true;
  return cells.some((cell) => cell !== undefined && String(cell).toLowerCase().includes(wanted));
}
