/**
 * What a param's text stands for. MLflow keeps `str(value)` of whatever was logged: numbers, booleans and None are
 * told by how they are written, and so are lists and objects written as JSON. Anything else is a text.
 */
export type ParamValue =
  /** As it was written, so that no digit is lost. */
  | { readonly kind: 'number'; readonly literal: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' }
  | { readonly kind: 'list'; readonly items: readonly ParamValue[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, ParamValue])[] }
  | { readonly kind: 'text'; readonly text: string };

/** RFC 8259, section 6. */
const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const WORDS: ReadonlyMap<string, ParamValue> = new Map<string, ParamValue>([
  ['True', { kind: 'boolean', value: true }],
  ['true', { kind: 'boolean', value: true }],
  ['False', { kind: 'boolean', value: false }],
  ['false', { kind: 'boolean', value: false }],
  ['None', { kind: 'null' }],
  ['null', { kind: 'null' }],
]);

export function readParamValue(text: string): ParamValue {
  // A number beyond what a double holds would come back as infinity.
  if (JSON_NUMBER.test(text) && Number.isFinite(Number(text))) return { kind: 'number', literal: text };
  return WORDS.get(text) ?? readStructure(text) ?? { kind: 'text', text };
}

function readStructure(text: string): ParamValue | undefined {
  if (!/^[[{]/.test(text)) return undefined;
  try {
    return ofJson(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function ofJson(value: unknown): ParamValue {
  if (value === null) return { kind: 'null' };
  if (typeof value === 'boolean') return { kind: 'boolean', value };
  if (typeof value === 'number') return { kind: 'number', literal: String(value) };
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (Array.isArray(value)) return { kind: 'list', items: value.map(ofJson) };
  return {
    kind: 'object',
    entries: Object.entries(value as object).map(([key, item]) => [key, ofJson(item)]),
  };
}
