import type { ExpressionProblem, Field, ValueExpression } from '../expression/ast.ts';
import type { EvaluationContext } from '../expression/evaluation-context.ts';
import { compileValue, type ValueAt } from '../expression/evaluate-value.ts';
import { type FieldReference, fieldsOfValue } from '../expression/explain.ts';
import { typeOfValue, type ValueType } from '../expression/fields.ts';
import { parseValue } from '../expression/parse.ts';
import type { GroupKey } from '../runs/run-groups.ts';

export type LegendPart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'value'; readonly value: ValueExpression };

export type ParsedLegend =
  | { readonly ok: true; readonly parts: readonly LegendPart[] }
  /** The problem's span counts in the whole template. */
  | { readonly ok: false; readonly problem: ExpressionProblem };

/**
 * A template such as `${name} · ${params.lr}`: text, and values of the filter language between `${` and `}`. `$${`
 * stands for `${`. Braces inside quotes are part of a key.
 */
export function parseLegend(template: string): ParsedLegend {
  const parts: LegendPart[] = [];
  let text = '';
  let at = 0;
  while (at < template.length) {
    if (template.startsWith('$${', at)) {
      text += '${';
      at += 3;
    } else if (template.startsWith('${', at)) {
      const end = closingBrace(template, at + 2);
      if (end === undefined) return unclosed(template, at);
      const parsed = parseValue(template.slice(at + 2, end));
      if (!parsed.ok) return { ok: false, problem: moved(parsed.problem, at + 2) };
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push({ kind: 'value', value: parsed.value });
      at = end + 1;
    } else {
      text += template.charAt(at);
      at++;
    }
  }
  if (text !== '') parts.push({ kind: 'text', text });
  return { ok: true, parts };
}

export interface LegendCompletion {
  /** What is replaced, the closing brace included where there is one. */
  readonly start: number;
  readonly end: number;
  readonly fields: readonly string[];
}

/**
 * Fields that what stands between the last `${` and the caret could become; none where no value is being typed, or where
 * it is more than one name. Those that begin with it come first.
 */
export function completeLegend(
  template: string,
  caret: number,
  fields: readonly string[],
  most: number,
): LegendCompletion {
  const start = openValue(template, caret);
  const typed = start === undefined ? '' : template.slice(start, caret).trim().toLowerCase();
  const rest = /^[\w.]*\}?/.exec(template.slice(caret))?.[0] ?? '';
  if (start === undefined || /[\s'"`()+*/-]/.test(typed)) return { start: caret, end: caret, fields: [] };
  const found = fields.filter((field) => field.toLowerCase().includes(typed));
  // `params.lr` begins with `lr` too.
  const isFirst = (field: string) =>
    field.toLowerCase().startsWith(typed) || field.toLowerCase().includes(`.${typed}`);
  const ordered = [...found.filter(isFirst), ...found.filter((field) => !isFirst(field))];
  return { start, end: caret + rest.length, fields: ordered.slice(0, most) };
}

/** Where the value begins that the caret is in. */
function openValue(template: string, caret: number): number | undefined {
  let at = 0;
  while (at < caret) {
    if (template.startsWith('$${', at)) at += 3;
    else if (template.startsWith('${', at)) {
      const end = closingBrace(template, at + 2);
      const isInside = caret >= at + 2 && (end === undefined || caret <= end);
      // A value that is not closed reaches to the next one.
      const next = template.indexOf('${', at + 2);
      if (isInside && (next < 0 || next >= caret)) return at + 2;
      at = end === undefined || (next >= 0 && next < end) ? (next < 0 ? template.length : next) : end + 1;
    } else at++;
  }
  return undefined;
}

/** Every field that the values name, in order; the spans count in each value alone. */
export function fieldsOfLegend(parts: readonly LegendPart[]): readonly FieldReference[] {
  return parts.flatMap((part) => (part.kind === 'value' ? fieldsOfValue(part.value) : []));
}

/** How a value is written; undefined: the run has none, null: it is not computed yet. */
export type WriteValue = (value: ReturnType<ValueAt>, type: ValueType) => string;

/** The legend of each row, for the frame as it is now: compile again when its keys changed. */
export function compileLegend(
  parts: readonly LegendPart[],
  context: EvaluationContext,
  write: WriteValue,
): (row: number) => string {
  const writers = parts.map((part) => {
    if (part.kind === 'text') return () => part.text;
    const valueAt = compileValue(part.value, context);
    const type = typeOfValue(part.value);
    return (row: number) => write(valueAt(row), type);
  });
  return (row) => writers.map((writer) => writer(row)).join('');
}

/**
 * What a group of runs is called by the template: of its own keys, which all of its runs share. Undefined where the
 * template names anything else, or nothing at all.
 *
 * @param valueAt the words of the group's value of a key, by its place among the keys
 */
export function legendOfGroup(
  template: string,
  keys: readonly (GroupKey | undefined)[],
  valueAt: (place: number) => string,
): string | undefined {
  const parsed = parseLegend(template);
  if (!parsed.ok || !parsed.parts.some(({ kind }) => kind === 'value')) return undefined;
  let text = '';
  for (const part of parsed.parts) {
    const place = part.kind === 'text' ? -1 : placeOfKey(part.value, keys);
    if (place === undefined) return undefined;
    text += part.kind === 'text' ? part.text : valueAt(place);
  }
  return text.trim() || undefined;
}

function placeOfKey(value: ValueExpression, keys: readonly (GroupKey | undefined)[]): number | undefined {
  if (value.kind !== 'field') return undefined;
  const place = keys.findIndex((key) => key !== undefined && isKey(value.field, key));
  return place < 0 ? undefined : place;
}

function isKey(field: Field, key: GroupKey): boolean {
  if (key.kind === 'experiment') return field.kind === 'attribute' && field.key === 'experiment';
  if (key.kind === 'dataset') return false;
  return field.kind === key.kind && field.key === key.key;
}

/** The first brace from `start` on that is not in quotes; a doubled quote inside is none, as two quoted texts. */
function closingBrace(template: string, start: number): number | undefined {
  let quote: string | undefined;
  for (let at = start; at < template.length; at++) {
    const sign = template.charAt(at);
    if (quote !== undefined) {
      if (sign === quote) quote = undefined;
    } else if (sign === '}') return at;
    else if (sign === "'" || sign === '"' || sign === '`') quote = sign;
  }
  return undefined;
}

function unclosed(template: string, start: number): ParsedLegend {
  const span = { start, end: template.length };
  const found = template.slice(start);
  return { ok: false, problem: { code: 'unexpected', span, found, expected: ['end'] } };
}

function moved(problem: ExpressionProblem, by: number): ExpressionProblem {
  return { ...problem, span: { start: problem.span.start + by, end: problem.span.end + by } };
}
