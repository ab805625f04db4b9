/** About how wide a text is, in widths of a digit (CSS `ch`), without measuring: Korean and the like are two wide. */
export function widthInDigits(text: string): number {
  return Array.from(text).reduce(
    (sum, letter) => sum + ((letter.codePointAt(0) ?? 0) >= FIRST_WIDE ? 2 : 1),
    0,
  );
}

/** The first of the Korean letters; what follows is East Asian for the greater part, and pictures. */
const FIRST_WIDE = 0x1100;
