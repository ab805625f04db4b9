import type { YMeasure } from '../series/delta-to-baseline.ts';

/** A level that somebody typed for a card. */
export interface ReferenceLine {
  /** Finite. */
  readonly y: number;
  /** Empty: the value alone. */
  readonly label: string;
  /** What y showed when it was typed: the line stands only where it shows that. */
  readonly measure: YMeasure;
}

/** `0.95`, `y = 0.95` or `y=0.95 goal`, with or without a label behind the number; undefined for what is no level. */
export function parseReference(text: string, measure: YMeasure): ReferenceLine | undefined {
  const match = /^\s*(?:y\s*=)?\s*([-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?:\s+(.*?))?\s*$/i.exec(text);
  if (!match) return undefined;
  // + 0: a link knows no -0.
  const y = Number((match[1] ?? '').replace('−', '-')) + 0;
  return Number.isFinite(y) ? { y, label: match[2] ?? '', measure } : undefined;
}

type References = Readonly<Record<string, readonly ReferenceLine[]>>;

/** The lines of one card changed; a card without any is not listed. */
export function withReferences(
  references: References,
  id: string,
  lines: readonly ReferenceLine[],
): References {
  const others = Object.entries(references).filter(([other]) => other !== id);
  return Object.fromEntries(lines.length > 0 ? [...others, [id, lines] as const] : others);
}
