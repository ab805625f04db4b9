/**
 * SQL's LIKE as SQLite answers it for MLflow: `%` any characters, `_` any one (a code point), the whole text, no
 * escapes, case counts. Never slow: no pattern needs more than length × length steps.
 */
export function compileLike(pattern: string): (text: string) => boolean {
  if (!pattern.includes('_')) {
    const simple = compileSimple(pattern);
    if (simple) return simple;
  }
  const signs = codePointsOf(pattern);
  return (text) => matchesSigns(codePointsOf(text), signs);
}

/** As `compileLike`, but A-Z are a-z. Other letters keep their case, as in SQLite: `É` is not `é`. */
export function compileIlike(pattern: string): (text: string) => boolean {
  const matches = compileLike(lowerAscii(pattern));
  return (text) => matches(lowerAscii(text));
}

/** A-Z as a-z, everything else as it is: what SQLite's `lower` does. */
export function lowerAscii(text: string): string {
  return text.replaceAll(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function codePointsOf(text: string): readonly string[] {
  return Array.from(text);
}

function compileSimple(pattern: string): ((text: string) => boolean) | undefined {
  const core = pattern.replaceAll(/^%+|%+$/g, '');
  if (core.includes('%')) return undefined;
  const isOpenStart = pattern.startsWith('%');
  const isOpenEnd = pattern.endsWith('%');
  if (isOpenStart && isOpenEnd) return (text) => text.includes(core);
  if (isOpenStart) return (text) => text.endsWith(core);
  if (isOpenEnd) return (text) => text.startsWith(core);
  return (text) => text === core;
}

/** On a mismatch the last `%` takes one character more; earlier ones never have to be tried again. */
function matchesSigns(text: readonly string[], pattern: readonly string[]): boolean {
  let at = 0;
  let place = 0;
  let lastPercent = -1;
  let taken = 0;
  while (at < text.length) {
    const sign = pattern[place];
    if (sign === '%') {
      lastPercent = place++;
      taken = at;
    } else if (sign !== undefined && (sign === '_' || sign === text[at])) {
      at++;
      place++;
    } else if (lastPercent >= 0) {
      place = lastPercent + 1;
      at = ++taken;
    } else return false;
  }
  while (pattern[place] === '%') place++;
  return place === pattern.length;
}
