/** What a card shows. */
export type CardContent =
  | { readonly kind: 'metric'; readonly key: string }
  | { readonly kind: 'metrics'; readonly keys: readonly string[] }
  /** All metrics whose key holds a match of the regular expression, those logged later too. */
  | { readonly kind: 'pattern'; readonly pattern: string }
  /** A family of metrics, by its template. */
  | { readonly kind: 'family'; readonly template: string }
  /** A value of the filter language over metrics, params and step: `1 - metrics.acc`. */
  | { readonly kind: 'expression'; readonly text: string };

/** Names a card in links, pins and moves. `m:` and `f:` cards are there by themselves, `c:` ones were made. */
export type CardId = `m:${string}` | `f:${string}` | `c:${number}`;

export function metricCardId(key: string): CardId {
  return `m:${key}`;
}

export function familyCardId(template: string): CardId {
  return `f:${template}`;
}

export function madeCardId(number: number): CardId {
  return `c:${number}`;
}

export function isCardId(text: unknown): text is CardId {
  return typeof text === 'string' && /^(?:[mf]:.|c:\d{1,9}$)/s.test(text);
}

/** What a search looks through, the texts that the card's heading is made from included. */
export function textsOfContent(content: CardContent): readonly string[] {
  switch (content.kind) {
    case 'metric':
      return [content.key];
    case 'metrics':
      return content.keys;
    case 'pattern':
      return [content.pattern];
    case 'family':
      return [content.template];
    case 'expression':
      return [content.text];
  }
}

/**
 * Whether a card is a bar for each run in place of lines: every compared run has one point at most, and one has it.
 * Undecided counts are lines: a bar that turns into a line while histories come in would flicker.
 *
 * @param pointCounts of all compared runs, those out of sight too; undefined: not known yet
 */
export function isBarCard(pointCounts: readonly (number | undefined)[]): boolean {
  return pointCounts.every((count) => count !== undefined && count <= 1) && pointCounts.includes(1);
}
