import type { MetricStatistic } from '../statistics/metric-statistic.ts';
import type { FilterExpression, ValueExpression } from './ast.ts';
import { valuesOf } from './walk.ts';

export interface UsedStatistic {
  readonly key: string;
  readonly statistic: MetricStatistic;
}

/** Statistics that a value is made of, in the order that they are written in, repeats included. */
export function statisticsOfValue(value: ValueExpression): readonly UsedStatistic[] {
  switch (value.kind) {
    case 'statistic':
      return [{ key: value.key, statistic: value.statistic }];
    case 'negate':
      return statisticsOfValue(value.operand);
    case 'arithmetic':
      return [...statisticsOfValue(value.left), ...statisticsOfValue(value.right)];
    case 'call':
      return value.operands.flatMap(statisticsOfValue);
    case 'number':
    case 'text':
    case 'duration':
    case 'field':
    case 'family':
    case 'step':
      return [];
  }
}

/** Statistics that a filter asks for, in the order that they are written in, repeats included. */
export function statisticsOfFilter(filter: FilterExpression): readonly UsedStatistic[] {
  return valuesOf(filter).flatMap(statisticsOfValue);
}

/**
 * The part of a filter that needs no statistic: true of every run that the filter can take, whatever its statistics
 * turn out to be. Undefined: any run may pass.
 */
export function withoutStatistics(filter: FilterExpression): FilterExpression | undefined {
  if (statisticsOfFilter(filter).length === 0) return filter;
  if (filter.kind !== 'and') return undefined;
  const parts = filter.parts.map(withoutStatistics).filter((part) => part !== undefined);
  return parts.length > 1 ? { ...filter, parts } : parts[0];
}
