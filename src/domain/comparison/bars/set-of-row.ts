import { type CompareSet, MAX_PICKED_RUNS } from '../../runs/compare-set.ts';
import type { RunId } from '../../runs/run.ts';

/**
 * The runs of a group as the compare set; a group of many by its values, since as ids it would not fit into a link. By
 * values it is all rows of the group: so only where all rows are compared.
 *
 * @param group `id`: of the group (`RunGroup.id`)
 * @param set that the group was made of
 */
export function setOfRow(
  { id, runIds }: { readonly id: string; readonly runIds: readonly RunId[] },
  set: CompareSet,
): CompareSet {
  const isNamed = runIds.length > MAX_PICKED_RUNS && set.kind === 'all' && set.without.length === 0;
  return isNamed
    ? { kind: 'these', runIds: [], groups: { without: [], plus: [id] } }
    : { kind: 'these', runIds };
}
