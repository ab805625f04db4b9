/** As texts are searched: composed and decomposed Korean are one, and so are large and small letters. */
export function toSearched(text: string): string {
  return text.normalize('NFC').toLowerCase();
}

/** Whether `text` holds `part`, as people search. */
export function holdsText(text: string, part: string): boolean {
  return toSearched(text).includes(toSearched(part));
}
