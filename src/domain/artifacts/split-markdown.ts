const HEADING = /^#{1,6}[ \t]/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
/** `[name]: address` and `[^name]: words`, which count for the whole document. */
const DEFINITION = /^ {0,3}\[[^\]\n]+\]:[ \t]*\S.*$/gm;

/**
 * A long document as several that can be drawn one after the other: parted before headings, which end every list and
 * quote, never inside a fenced block. The pieces joined are the text.
 *
 * @param pieceChars a piece ends before the first heading behind so many characters
 */
export function splitMarkdown(text: string, pieceChars: number): readonly string[] {
  return splitBefore(text, pieceChars, (line) => HEADING.test(line));
}

/**
 * The same for a text of few headings: parted behind empty lines before words that begin their line, which end lists,
 * quotes and tables too. What has no such place stays one.
 */
export function splitAtParagraphs(text: string, pieceChars: number): readonly string[] {
  return splitBefore(text, pieceChars, (line, isAfterEmpty) => isAfterEmpty && /^\p{L}/u.test(line));
}

/** Parted before lines outside of fenced blocks that may begin a piece. */
function splitBefore(
  text: string,
  pieceChars: number,
  mayBegin: (line: string, isAfterEmpty: boolean) => boolean,
): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  let at = 0;
  let fence: string | undefined;
  let isAfterEmpty = false;
  while (at < text.length) {
    const line = text.slice(at, text.indexOf('\n', at) + 1 || text.length);
    const mark = FENCE.exec(line)?.[1];
    if (fence === undefined) {
      if (mark === undefined && at - start >= pieceChars && mayBegin(line, isAfterEmpty)) {
        pieces.push(text.slice(start, at));
        start = at;
      }
      fence = mark;
    } else if (mark?.startsWith(fence) && line.trim() === mark) {
      fence = undefined;
    }
    isAfterEmpty = line.trim() === '';
    at += line.length;
  }
  if (start < text.length || pieces.length === 0) pieces.push(text.slice(start));
  return pieces;
}

/** The words of its headings, without their marks. */
export function headingsOf(text: string): readonly string[] {
  const lines = text.match(/^#{1,6}[ \t].*$/gm) ?? [];
  return [...new Set(lines.map((line) => wordsOfHeading(line)))];
}

function wordsOfHeading(line: string): string {
  return line
    .replace(/^#+\s+/, '')
    .replace(/\s+#+\s*$/, '')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[`*~]/g, '');
}

/** Definitions of links in the text: each of its pieces needs them. Footnotes stay where they are. */
export function linkDefinitions(text: string): string {
  return (text.match(DEFINITION) ?? []).filter((line) => !line.trimStart().startsWith('[^')).join('\n');
}

/** The id that GitHub gives a heading: `Set up (fast)` → `set-up-fast`. */
export function headingSlug(words: string): string {
  return words
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}
