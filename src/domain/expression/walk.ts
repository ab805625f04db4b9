import type { FilterExpression, ValueExpression } from './ast.ts';

/** A filter that holds no other filter. */
export type Clause = Exclude<FilterExpression, { readonly kind: 'and' | 'or' | 'not' }>;

/** The clauses of a filter, denied ones too, in the order that they are written in. */
export function clausesOf(filter: FilterExpression): readonly Clause[] {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return filter.parts.flatMap((part) => clausesOf(part));
    case 'not':
      return clausesOf(filter.part);
    case 'words':
    case 'is-null':
    case 'in':
    case 'between':
    case 'compare':
      return [filter];
  }
}

/** The values that a clause compares, in the order that they are written in. */
export function operandsOf(clause: Clause): readonly ValueExpression[] {
  switch (clause.kind) {
    case 'words':
      return [];
    case 'is-null':
      return [clause.operand];
    case 'in':
      return [clause.left, ...clause.values];
    case 'between':
      return [clause.left, clause.low, clause.high];
    case 'compare':
      return [clause.left, clause.right];
  }
}

/** Every value that a filter compares. */
export function valuesOf(filter: FilterExpression): readonly ValueExpression[] {
  return clausesOf(filter).flatMap((clause) => operandsOf(clause));
}
