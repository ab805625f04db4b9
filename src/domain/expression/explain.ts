import type { Field, FilterExpression, Span, ValueExpression } from './ast.ts';
import { formatField } from './format.ts';
import { valuesOf } from './walk.ts';

/** A field that an expression names, and where. A statistic names its metric, `at_best` both. */
export interface FieldReference {
  readonly field: Field;
  readonly span: Span;
}

/** A key whose lack leaves runs out. */
export interface MissingKeyClauses {
  readonly field: Field;
  /** As written in the filter language: `params.purpose`. */
  readonly column: string;
  /** One of the clauses is `!=`, `NOT IN`, `NOT LIKE` or `!~`: the ones where that surprises. */
  readonly isNegative: boolean;
  /** The filter's text with these runs taken in. */
  readonly including: string;
  /** What `including` means; runs that it keeps and the filter does not are those that lack the key. */
  readonly filter: FilterExpression;
}

/**
 * The keys for whose lack a filter drops runs, by the clauses that name nothing else; `text` is what it was parsed
 * from. A run without the key is taken in by all clauses of the key, or by none.
 */
export function missingKeyClauses(filter: FilterExpression, text: string): readonly MissingKeyClauses[] {
  const byColumn = new Map<string, DroppingClause[]>();
  for (const dropping of droppingClauses(filter)) {
    const column = formatField(dropping.field);
    byColumn.set(column, [...(byColumn.get(column) ?? []), dropping]);
  }
  return [...byColumn].flatMap(([column, clauses]) => {
    const [first] = clauses;
    if (!first) return [];
    return {
      field: first.field,
      column,
      isNegative: clauses.some((clause) => clause.isNegative),
      including: clauses.reduceRight((written, clause) => orMissing(written, clause, column), text),
      filter: clauses.reduce(
        (whole, { clause, field }) => replace(whole, clause, withMissing(clause, field)),
        filter,
      ),
    };
  });
}

/** The text with `OR column IS NULL` at the clause. */
function orMissing(text: string, { clause: { span } }: DroppingClause, column: string): string {
  const clause = text.slice(span.start, span.end);
  return `${text.slice(0, span.start)}(${clause} OR ${column} IS NULL)${text.slice(span.end)}`;
}

function withMissing(clause: FilterExpression, field: Field): FilterExpression {
  const { span } = clause;
  const operand = { kind: 'field', field, span } as const;
  return { kind: 'or', parts: [clause, { kind: 'is-null', isNegated: false, operand, span }], span };
}

/** Every field that a filter names, in order. */
export function referencedFields(filter: FilterExpression): readonly FieldReference[] {
  return valuesOf(filter).flatMap((value) => fieldsOfValue(value));
}

/** Every field that a value names, in order. */
export function fieldsOfValue(value: ValueExpression): readonly FieldReference[] {
  const { span } = value;
  switch (value.kind) {
    case 'field':
      return [{ field: value.field, span }];
    case 'statistic': {
      const keys = value.statistic.name === 'at_best' ? [value.key, value.statistic.other] : [value.key];
      return keys.map((key) => ({ field: { kind: 'metric', key }, span }));
    }
    case 'negate':
      return fieldsOfValue(value.operand);
    case 'arithmetic':
      return [...fieldsOfValue(value.left), ...fieldsOfValue(value.right)];
    case 'call':
      return value.operands.flatMap((operand) => fieldsOfValue(operand));
    case 'number':
    case 'text':
    case 'duration':
    case 'family':
    case 'step':
      return [];
  }
}

interface DroppingClause {
  readonly clause: FilterExpression;
  readonly field: Field;
  readonly isNegative: boolean;
}

/** Not below NOT, which takes runs without the key in, nor beside `OR key IS NULL`. */
function droppingClauses(filter: FilterExpression): readonly DroppingClause[] {
  if (filter.kind === 'not' || filter.kind === 'words' || filter.kind === 'is-null') return [];
  const notLike = fieldOfNotLike(filter);
  if (notLike) return [{ clause: filter, field: notLike, isNegative: true }];
  if (filter.kind === 'and') return filter.parts.flatMap((part) => droppingClauses(part));
  if (filter.kind === 'or') {
    const takenIn = new Set(filter.parts.flatMap((part) => nameOfNullTest(part)));
    const clauses = filter.parts.flatMap((part) => droppingClauses(part));
    return clauses.filter(({ field }) => !takenIn.has(formatField(field)));
  }
  const field = onlyKey(filter);
  return field ? [{ clause: filter, field, isNegative: isNegative(filter) }] : [];
}

/** `x NOT LIKE 'a'` is parsed as `x IS NOT NULL AND NOT x LIKE 'a'`, at one place. */
function fieldOfNotLike(filter: FilterExpression): Field | undefined {
  if (filter.kind !== 'and' || filter.parts.length !== 2) return undefined;
  const [isThere, denied] = filter.parts;
  const isOne = isThere?.kind === 'is-null' && denied?.kind === 'not' && isThere.span === denied.span;
  return isOne ? onlyKey(denied.part) : undefined;
}

function nameOfNullTest(part: FilterExpression): readonly string[] {
  const isTest = part.kind === 'is-null' && !part.isNegated && part.operand.kind === 'field';
  return isTest && part.operand.kind === 'field' ? [formatField(part.operand.field)] : [];
}

function onlyKey(clause: FilterExpression): Field | undefined {
  const fields = referencedFields(clause).map(({ field }) => field);
  const [first] = fields;
  const isKey = first?.kind === 'metric' || first?.kind === 'param' || first?.kind === 'tag';
  return isKey && new Set(fields.map((field) => formatField(field))).size === 1 ? first : undefined;
}

function isNegative(clause: FilterExpression): boolean {
  if (clause.kind === 'in') return clause.isNegated;
  return clause.kind === 'compare' && (clause.operator === '!=' || clause.operator === '!~');
}

function replace(
  filter: FilterExpression,
  clause: FilterExpression,
  replacement: FilterExpression,
): FilterExpression {
  if (filter === clause) return replacement;
  if (filter.kind !== 'and' && filter.kind !== 'or') return filter;
  return { ...filter, parts: filter.parts.map((part) => replace(part, clause, replacement)) };
}
