import type { Field } from '../../domain/expression/ast.ts';
import type { SameKeys } from '../../domain/runs/merge-keys.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';

/** Whether the column is one of keys that count as one. */
export function isMergedColumn(column: RunColumn, sameKeys: SameKeys): boolean {
  const text = formatRunColumn(column);
  return sameKeys.some((group) => group.includes(text));
}

/** Whether the field is a column by itself. */
export function isColumnField(field: Field): field is Extract<Field, { kind: 'metric' | 'param' | 'tag' }> {
  return field.kind === 'metric' || field.kind === 'param' || field.kind === 'tag';
}
