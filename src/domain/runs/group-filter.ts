import type { Field, FilterExpression, ValueExpression } from '../expression/ast.ts';
import { formatFilter } from '../expression/format.ts';
import { describeGroupId, type GroupKey, parseGroupKey } from './run-groups.ts';
import { canonicalText } from './text-value.ts';

const NOWHERE = { start: 0, end: 0 };

/**
 * Clauses of the filter language that all hold for the runs of a group and for no others; undefined where the language
 * has no words for one of its values (datasets, numbers of metrics, NaN), or the id means nothing.
 */
export function clausesOfGroup(id: string): readonly string[] | undefined {
  const described = describeGroupId(id);
  const clauses = described?.by.map((text, place) => {
    const key = parseGroupKey(text);
    return key && clauseOf(key, described.values[place]);
  });
  return clauses?.every((clause) => clause !== undefined) ? clauses.map(formatFilter) : undefined;
}

function clauseOf(key: GroupKey, value: string | undefined): FilterExpression | undefined {
  const field = fieldOf(key);
  if (!field) return undefined;
  const left: ValueExpression = { kind: 'field', field, span: NOWHERE };
  if (value === undefined) return { kind: 'is-null', isNegated: false, operand: left, span: NOWHERE };
  const canonical = canonicalText(value);
  const isLogged = key.kind === 'param' || key.kind === 'tag';
  // However it was written: `True` is `true`.
  if (isLogged && canonical.startsWith('boolean '))
    return { kind: 'compare', operator: 'ILIKE', left, right: textOf(value), span: NOWHERE };
  const isNumber = isLogged && canonical.startsWith('number ');
  const right = isNumber ? numberOf(Number(canonical.slice('number '.length))) : textOf(value);
  return right && { kind: 'compare', operator: '=', left, right, span: NOWHERE };
}

function fieldOf(key: GroupKey): Field | undefined {
  switch (key.kind) {
    case 'param':
    case 'tag':
      return { kind: key.kind, key: key.key };
    case 'experiment':
      return { kind: 'attribute', key: 'experiment' };
    case 'attribute':
      return key.key === 'status' || key.key === 'user' || key.key === 'name'
        ? { kind: 'attribute', key: key.key }
        : undefined;
    case 'dataset':
    case 'metric':
    case 'statistic':
    case 'family':
    case 'expression':
      return undefined;
  }
}

function textOf(value: string): ValueExpression {
  return { kind: 'text', value, span: NOWHERE };
}

function numberOf(value: number): ValueExpression | undefined {
  if (!Number.isFinite(value)) return undefined;
  const size: ValueExpression = {
    kind: 'number',
    value: Math.abs(value),
    text: String(Math.abs(value)),
    span: NOWHERE,
  };
  return value < 0 ? { kind: 'negate', operand: size, span: NOWHERE } : size;
}
