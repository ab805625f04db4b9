import type { RunColumn } from '../../domain/runs/run-sort.ts';

/** Whether the column holds numbers that groups can be judged by. */
export function isJudging(column: RunColumn): boolean {
  if (column.kind === 'family') return column.part === 'mean';
  if (column.kind === 'statistic') return column.statistic.name !== 'last_logged';
  return column.kind === 'metric' || column.kind === 'expression';
}
