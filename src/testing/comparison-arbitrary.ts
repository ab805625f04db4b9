import fc from 'fast-check';
import { BARS_ORDERS, BARS_SHAPES, type BarsView } from '../domain/comparison/bars/bars-view.ts';
import type { ScatterView } from '../domain/comparison/scatter/scatter-view.ts';

const column = fc.constantFrom('metrics.val/loss', 'params.lr', 'duration', 'best(metrics.acc)', undefined);
const kind = fc.constantFrom('linear' as const, 'log' as const, undefined);
const better = fc.constantFrom('lower' as const, 'higher' as const, undefined);
/** Any way to look at the scatter plot that a link can carry. */
export const SCATTER_VIEWS: fc.Arbitrary<ScatterView> = fc.record({
  x: column,
  y: column,
  color: column,
  size: column,
  xKind: kind,
  yKind: kind,
  hasTrend: fc.boolean(),
  hasFront: fc.boolean(),
  xBetter: better,
  yBetter: better,
  isAllRows: fc.boolean(),
  zoom: fc.constantFrom(undefined, { x: [0, 1] as const, y: [-2e-9, 5e300] as const }),
});

/** Any way to look at bars that a link can carry. */
export const BARS_VIEWS: fc.Arbitrary<BarsView> = fc.record({
  metric: column,
  by: fc.constantFrom('runs', 'params.lr', 'dataset', undefined),
  shape: fc.constantFrom(...BARS_SHAPES),
  order: fc.constantFrom(...BARS_ORDERS),
});
