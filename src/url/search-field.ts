/** One `name=value` of a search string, decoded. Names may repeat and keep their order. */
export type SearchEntry = readonly [name: string, value: string];

/** Reads one field from its decoded text; undefined: the text means nothing. */
export interface SearchField<Value> {
  readonly defaultValue: Value;
  readonly parse: (text: string) => Value | undefined;
  /** A text that `parse` reads back; equal texts are equal values. */
  readonly format: (value: Value) => string;
}

export function textField(defaultValue = ''): SearchField<string> {
  return { defaultValue, parse: (text) => text, format: (value) => value };
}

export function enumField<Value extends string>(
  values: readonly Value[],
  defaultValue: Value,
): SearchField<Value> {
  return {
    defaultValue,
    parse: (text) => values.find((value) => value === text),
    format: (value) => value,
  };
}

/** Texts joined by commas; a text with a comma of its own is escaped. Empty texts are dropped. */
export function formatList(items: readonly string[]): string {
  return items.map(escapeItem).join(',');
}

export function parseList(text: string): readonly string[] {
  return text
    .split(',')
    .filter((item) => item !== '')
    .map(decodeText);
}

/** The characters that lists and the compare-set grammar need for themselves. */
export function escapeItem(item: string): string {
  return item.replaceAll(/[%,:~]/g, percentEncode);
}

/** Entries of `?a=1&b=2`, with or without the question mark. What is badly encoded stays as it stands. */
export function parseSearch(search: string): readonly SearchEntry[] {
  return search
    .replace(/^\?/, '')
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [decodeText(name.replaceAll('+', ' ')), decodeText(value.replaceAll('+', ' '))];
    });
}

/** `?a=1&b=2`, or an empty text for no entries. */
export function formatSearch(entries: readonly SearchEntry[]): string {
  if (entries.length === 0) return '';
  return `?${entries.map(([name, value]) => `${encodeText(name)}=${encodeText(value)}`).join('&')}`;
}

/**
 * Percent-encodes what may not stand in a search string, and `' ( ) * !`, where chat programs and Markdown cut links.
 * `, : / . ~` stay readable. Half a surrogate pair has no encoding and becomes U+FFFD.
 */
export function encodeText(text: string): string {
  return encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\u{FFFD}'))
    .replaceAll(/%(2C|3A|2F)/g, decodeURIComponent)
    .replaceAll(/['()*!]/g, percentEncode);
}

/** For ASCII characters, those too that `encodeURIComponent` leaves as they are. */
function percentEncode(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
}

/** Decodes once; text that is not valid percent-encoding is returned as it is. */
export function decodeText(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
