import type { Field, FilterExpression } from '../../domain/expression/ast.ts';
import { compileFilter, compileIsNull } from '../../domain/expression/evaluate.ts';
import type { EvaluationContext } from '../../domain/expression/evaluation-context.ts';
import { missingKeyClauses, referencedFields } from '../../domain/expression/explain.ts';
import { formatField } from '../../domain/expression/format.ts';
import { nearestKey } from '../../domain/expression/nearest-key.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { MissingKey, UnknownKey } from './runs-protocol.ts';

/** More keys are not looked into: a filter of very many clauses is no place for remarks. */
const MAX_KEYS = 20;

/** Loaded runs that are left out only because they lack a key. */
export function findMissing(
  filter: FilterExpression,
  text: string,
  context: EvaluationContext,
): readonly MissingKey[] {
  const keys = missingKeyClauses(filter, text).slice(0, MAX_KEYS);
  if (keys.length === 0) return [];
  const passes = compileFilter(filter, context);
  return keys
    .map(({ field, column, isNegative, including, filter: larger }) => {
      const hasKey = compileIsNull({ kind: 'field', field, span: filter.span }, true, context);
      const wouldPass = compileFilter(larger, context);
      let runCount = 0;
      for (let row = 0; row < context.frame.ids.length; row++)
        if (!hasKey(row) && wouldPass(row) && !passes(row)) runCount++;
      return { column, runCount, including, isNegative };
    })
    .filter(({ runCount }) => runCount > 0);
}

/**
 * Whether a clause surprises by leaving runs out that only lack its key: these are loaded, too, to be counted. For
 * other clauses (`params.lr > 1`) the runs that are here have to do.
 */
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
