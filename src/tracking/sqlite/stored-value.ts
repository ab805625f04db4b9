import type { Row } from './database.ts';

/**
 * MLflow's SQL store keeps NaN as 0 with `is_nan`, and infinities as ±1.7976931348623157e308
 * (`SqlMetric`, observed on 3.17.2 and 2.22.4).
 */
export function readStoredValue(row: Row, valueColumn: number, isNanColumn: number): number {
  if (row.number(isNanColumn) !== 0) return Number.NaN;
  const value = row.number(valueColumn);
  if (value >= Number.MAX_VALUE) return Number.POSITIVE_INFINITY;
  return value <= -Number.MAX_VALUE ? Number.NEGATIVE_INFINITY : value;
}
