export interface TextMatch {
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

export interface FindOptions {
  readonly text: string;
  readonly isCaseKept: boolean;
}

/** More are not told apart by anybody; the count says that there are more. */
export const MAX_MATCHES = 20_000;

/**
 * Where a text stands in the lines [from, to), as places in the strings that `textOf` gives; none over a line's end.
 * Case is left aside character by character, so that places stay true where a letter has another length in the other
 * case.
 */
export function findInLines(
  textOf: (line: number) => string,
  from: number,
  to: number,
  { text, isCaseKept }: FindOptions,
): TextMatch[] {
  const wanted = isCaseKept ? text : foldCase(text);
  const found: TextMatch[] = [];
  if (wanted === '') return found;
  for (let line = from; line < to; line++) {
    const own = textOf(line);
    const searched = isCaseKept ? own : foldCase(own);
    for (let at = searched.indexOf(wanted); at >= 0; at = searched.indexOf(wanted, at + wanted.length)) {
      found.push({ line, start: at, end: at + wanted.length });
      if (found.length >= MAX_MATCHES) return found;
    }
  }
  return found;
}

/** Lower case of one length with the text: `İ` alone becomes two characters. */
function foldCase(text: string): string {
  const lower = text.toLowerCase();
  return lower.length === text.length ? lower : Array.from(text, foldCharacter).join('');
}

function foldCharacter(character: string): string {
  const lower = character.toLowerCase();
  return lower.length === character.length ? lower : character;
}
