import type { ExpressionProblem, ValueExpression } from './expression/ast.ts';
import type { EvaluationContext } from './expression/evaluation-context.ts';
import { compileValue, type ValueAt } from './expression/evaluate-value.ts';
import { type FieldReference, fieldsOfValue } from './expression/explain.ts';
import { typeOfValue, type ValueType } from './expression/fields.ts';
import { parseValue } from './expression/parse.ts';

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
