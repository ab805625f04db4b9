/** Not allowed in a file name on some system, or a trap there (leading dots hide, trailing ones vanish). */
// oxlint-disable-next-line no-control-regex
const UNSAFE = /[\u0000-\u001F\u007F/\\:*?"<>|]+/g;
/** File systems count bytes: 255 at most, and a Korean syllable has three of them. */
const MAX_NAME_LENGTH = 60;

/**
 * `bert sweep 2026-11-21.csv`, `bert sweep +2 2026-11-21 partial.csv`.
 * @param names of the experiments
 * @param date in the reader's own zone
 * @param isPartial rows are missing from it
 */
export function exportFileName(
  names: readonly string[],
  date: Date,
  isPartial: boolean,
  ending: string,
): string {
  const [first = '', ...others] = names;
  const name = Array.from(first.normalize('NFC').replaceAll(UNSAFE, '_'))
    .slice(0, MAX_NAME_LENGTH)
    .join('')
    .replaceAll(/^[.\s]+|[.\s]+$/g, '');
  const more = others.length > 0 ? ` +${others.length}` : '';
  return `${name === '' ? 'runs' : name}${more} ${dayText(date)}${isPartial ? ' partial' : ''}.${ending}`;
}

function dayText(date: Date): string {
  return `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}-${twoDigits(date.getDate())}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
