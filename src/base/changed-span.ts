/** [start, end) of a text. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What of two texts differs: the beginning and the end that they share left out. A character is never cut in half. */
export function changedSpan(before: string, after: string): { readonly before: Span; readonly after: Span } {
  const least = Math.min(before.length, after.length);
  let start = 0;
  while (start < least && before[start] === after[start]) start++;
  if (isFirstHalf(before, start - 1)) start--;
  let end = 0;
  while (end < least - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (end > 0 && isSecondHalf(before, before.length - end)) end--;
  return {
    before: { start, end: before.length - end },
    after: { start, end: after.length - end },
  };
}

/** Characters beyond the first 65,536 are two places of a text. */
function isFirstHalf(text: string, place: number): boolean {
  return (text.charCodeAt(place) & 0xfc_00) === 0xd8_00;
}

function isSecondHalf(text: string, place: number): boolean {
  return (text.charCodeAt(place) & 0xfc_00) === 0xdc_00;
}
