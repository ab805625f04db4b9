import type { Field, FilterExpression } from '../expression/ast.ts';
import { formatFilter } from '../expression/format.ts';
import { compare, fieldValue, isNull, numberValue, textValue } from '../expression/write-clauses.ts';
import { describeGroupId, type GroupKey, parseGroupKey } from './run-groups.ts';
import { canonicalText } from './text-value.ts';

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
  const left = fieldValue(field);
  if (value === undefined) return isNull(left);
  const canonical = canonicalText(value);
  const isLogged = key.kind === 'param' || key.kind === 'tag';
  // However it was written: `True` is `true`.
  if (isLogged && canonical.startsWith('boolean ')) return compare(left, 'ILIKE', textValue(value));
  if (!isLogged || !canonical.startsWith('number ')) return compare(left, '=', textValue(value));
  const number = Number(canonical.slice('number '.length));
  return Number.isFinite(number) ? compare(left, '=', numberValue(number)) : undefined;
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
