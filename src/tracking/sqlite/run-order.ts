import { unreachable } from '../../base/assert.ts';
import type { RunAttribute, RunSort } from '../../domain/runs/run-sort.ts';

export interface RunOrder {
  readonly join: string;
  readonly joinValues: readonly string[];
  readonly orderBy: string;
}

const NEWEST_FIRST = 'r.start_time DESC, r.run_uuid';
const TABLES = { metric: 'latest_metrics', param: 'params', tag: 'tags' } as const;
const ATTRIBUTE_COLUMNS: Partial<Record<RunAttribute, string>> = {
  name: 'r.name',
  status: 'r.status',
  start_time: 'r.start_time',
  end_time: 'r.end_time',
  user: 'r.user_id',
};

/**
 * MLflow's order (`_get_orderby_clauses`): present values, then NaN, then missing ones, whichever way; ties newest
 * first. Durations MLflow cannot sort by: newest first, as without a sort.
 */
export function buildRunOrder(sort: RunSort | undefined): RunOrder {
  if (!sort) return { join: '', joinValues: [], orderBy: NEWEST_FIRST };
  const { column } = sort;
  const direction = sort.isDescending ? 'DESC' : 'ASC';
  switch (column.kind) {
    case 'attribute': {
      const name = ATTRIBUTE_COLUMNS[column.key];
      if (name === undefined) return buildRunOrder(undefined);
      return { join: '', joinValues: [], orderBy: `${name} IS NULL, ${name} ${direction}, ${NEWEST_FIRST}` };
    }
    case 'metric':
    case 'param':
    case 'tag': {
      const isNanTerm = column.kind === 'metric' ? 's.is_nan, ' : '';
      return {
        join: `LEFT JOIN ${TABLES[column.kind]} s ON s.run_uuid = r.run_uuid AND s.key = ?`,
        joinValues: [column.key],
        orderBy: `s.value IS NULL, ${isNanTerm}s.value ${direction}, ${NEWEST_FIRST}`,
      };
    }
    case 'statistic':
    case 'family':
    case 'expression':
      // Nobody asks a source for these: `canSourceSort`.
      return { join: '', joinValues: [], orderBy: NEWEST_FIRST };
    default:
      return unreachable(column);
  }
}
