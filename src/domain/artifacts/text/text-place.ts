/** Where a person wants to go in a text. */
export type TextPlace =
  | { readonly kind: 'line'; readonly number: number }
  | { readonly kind: 'percent'; readonly percent: number }
  | { readonly kind: 'byte'; readonly byte: number };

const UNITS: Record<string, number> = {
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
};

/** `120` or `1,200` is a line, `45%` a share of the file, `30 MB` or `12b` a byte; undefined: none of these. */
export function parseTextPlace(typed: string): TextPlace | undefined {
  const match = /^\s*:?\s*([\d,]+(?:\.\d+)?|\.\d+)\s*(%|[kmg]?i?b)?\s*$/i.exec(typed);
  if (!match) return undefined;
  const value = Number(match[1]?.replaceAll(',', ''));
  const unit = match[2]?.toLowerCase();
  if (unit === '%') return value <= 100 ? { kind: 'percent', percent: value } : undefined;
  if (unit !== undefined) {
    const size = UNITS[unit];
    return size === undefined ? undefined : { kind: 'byte', byte: Math.floor(value * size) };
  }
  return Number.isInteger(value) && value >= 1 ? { kind: 'line', number: value } : undefined;
}
