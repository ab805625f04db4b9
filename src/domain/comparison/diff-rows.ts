import {
  type Difference,
  differenceOf,
  DIFF_KINDS,
  type DiffKind,
  type DiffLine,
  type DiffRules,
} from './diff-lines.ts';
import type { DiffView } from './diff-view.ts';
import { type DiffWords, wordOfLine, wordsOfCell } from './diff-words.ts';

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

/**
 * The lines that are looked at, kind by kind; a kind of which none is has no head.
 *
 * @param words in which `view.find` is looked for, besides what was logged
 */
export function arrangeDiff(
  lines: readonly DiffLine[],
  view: DiffView,
  rules: DiffRules,
  words?: DiffWords,
): DiffRows {
  const judged = lines.map((line) => ({ ...line, ...differenceOf(line.cells, rules) }));
  const rows: DiffRow[] = [];
  for (const kind of DIFF_KINDS) {
    const ofKind = judged.filter((line) => line.kind === kind);
    const shown = ofKind.filter(
      (line) => !(view.isDifferencesOnly && line.isSame) && holds(line, view.find, words),
    );
    if (shown.length === 0) continue;
    const sameCount = ofKind.filter(({ isSame }) => isSame).length;
    rows.push({ section: kind, shownCount: shown.length, sameCount });
    rows.push(...(view.order === 'size' ? shown.toSorted((a, b) => b.size - a.size) : shown));
  }
  const differing = rows.flatMap((row, place) => ('section' in row || row.isSame ? [] : [place]));
  const sameCount = judged.filter(({ isSame }) => isSame).length;
  return { rows, differing, lineCount: judged.length, sameCount };
}

/** Whether the key or a value holds the text, in any case, as it was logged or as it is shown. */
function holds(line: DiffLine, find: string, words: DiffWords | undefined): boolean {
  const wanted = find.trim().toLowerCase();
  const has = (text: string) => text.toLowerCase().includes(wanted);
  if (wanted === '' || has(line.key) || (words && has(wordOfLine(line, words)))) return true;
  return line.cells.some((cell, place) => {
    if (cell === undefined) return false;
    // Times are shown as dates: nobody looks for their milliseconds.
    if ((typeof cell === 'string' || !words) && has(String(cell))) return true;
    const shown = words ? wordsOfCell(line, place, words) : undefined;
    return shown !== undefined && (has(shown.short) || has(shown.full));
  });
}
