import type { Field } from './ast.ts';
import { fieldsOfValue } from './explain.ts';
import { formatField } from './format.ts';
import { nearestKey } from './nearest-key.ts';
import { parseValue } from './parse.ts';

/** Keys that runs have, by kind. */
export interface KnownKeys {
  readonly metrics: readonly { readonly key: string }[];
  readonly params: readonly { readonly key: string }[];
  readonly tags: readonly { readonly key: string }[];
}

export interface UnknownField {
  /** As it is written. */
  readonly column: string;
  /** The same kind with the key that is written most alike; undefined: none is. */
  readonly nearest: string | undefined;
  /** The text with it in place. */
  readonly replaced: string | undefined;
}

/** The first key of a value's text that no run has; undefined where all are known or the text cannot be parsed. */
export function findUnknownField(text: string, known: KnownKeys): UnknownField | undefined {
  const parsed = parseValue(text);
  if (!parsed.ok) return undefined;
  for (const { field, span } of fieldsOfValue(parsed.value)) {
    const keys = keysOf(field, known);
    if (!keys || keys.names.has(keys.key)) continue;
    const key = nearestKey(keys.key, keys.names);
    const nearest = key === undefined ? undefined : formatField({ kind: keys.kind, key });
    const replaced =
      nearest === undefined ? undefined : text.slice(0, span.start) + nearest + text.slice(span.end);
    return { column: formatField(field), nearest, replaced };
  }
  return undefined;
}

function keysOf(field: Field, { metrics, params, tags }: KnownKeys) {
  const listed = { metric: metrics, param: params, tag: tags };
  if (field.kind !== 'metric' && field.kind !== 'param' && field.kind !== 'tag') return undefined;
  return { kind: field.kind, key: field.key, names: new Set(listed[field.kind].map(({ key }) => key)) };
}
