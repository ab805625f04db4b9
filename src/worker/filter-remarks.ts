import type { Field, FilterExpression } from '../domain/expression/ast.ts';
import { compileFilter } from '../domain/expression/evaluate.ts';
import type { EvaluationContext } from '../domain/expression/evaluation-context.ts';
import { missingKeyClauses, referencedFields } from '../domain/expression/explain.ts';
import { formatField } from '../domain/expression/format.ts';
import { nearestKey } from '../domain/expression/nearest-key.ts';
import type { RunFrame } from '../domain/run-frame.ts';
import type { MissingKey, UnknownKey } from './data-protocol.ts';

/** Loaded runs that a negative clause (`!=`, `NOT IN`) leaves out only because they lack its key. */
export function findMissing(
  filter: FilterExpression,
  text: string,
  context: EvaluationContext,
): readonly MissingKey[] {
  const clauses = missingKeyClauses(filter, text).filter(({ isNegative }) => isNegative);
  if (clauses.length === 0) return [];
  const passes = compileFilter(filter, context);
  return clauses
    .map(({ column, including, filter: larger }) => {
      const wouldPass = compileFilter(larger, context);
      let runCount = 0;
      for (let row = 0; row < context.frame.ids.length; row++) if (wouldPass(row) && !passes(row)) runCount++;
      return { column, runCount, including };
    })
    .filter(({ runCount }) => runCount > 0);
}

/** Whether runs can be left out only because they lack a key: how many is known when they are loaded, too. */
export function hasNegativeClauses(filter: FilterExpression, text: string): boolean {
  return missingKeyClauses(filter, text).some(({ isNegative }) => isNegative);
}

/** Whether the filter names a key that no loaded run has: another run may have it, or one that is written nearly so. */
export function lacksKeys(filter: FilterExpression, frame: RunFrame): boolean {
  return referencedFields(filter).some(({ field }) => {
    const keyed = keysBeside(field, frame);
    return keyed !== undefined && !keyed.keys.has(keyed.key);
  });
}

/** Keys that no loaded run has, each once. */
export function findUnknown(filter: FilterExpression, frame: RunFrame): readonly UnknownKey[] {
  if (frame.ids.length === 0) return [];
  const unknown = new Map<string, UnknownKey>();
  for (const { field, span } of referencedFields(filter)) {
    const keyed = keysBeside(field, frame);
    if (!keyed || keyed.keys.has(keyed.key)) continue;
    const column = formatField(field);
    const nearest = nearestKey(keyed.key, keyed.keys.keys());
    const known = nearest === undefined ? undefined : formatField({ kind: keyed.kind, key: nearest });
    if (!unknown.has(column)) unknown.set(column, { column, span, nearest: known });
  }
  return [...unknown.values()];
}

function keysBeside(field: Field, { metrics, params, tags }: RunFrame) {
  if (field.kind === 'metric') return { kind: field.kind, key: field.key, keys: metrics };
  if (field.kind === 'param') return { kind: field.kind, key: field.key, keys: params };
  return field.kind === 'tag' ? { kind: field.kind, key: field.key, keys: tags } : undefined;
}
