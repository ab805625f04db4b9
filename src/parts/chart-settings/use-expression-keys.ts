import { useCatalogue } from '../../queries/use-catalogue.ts';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { useChartReading } from '../chart-card/chart-reading.tsx';

/** Keys that expressions of charts may name, as they are now; undefined until they are known. */
export function useExpressionKeys(): KeyCatalogue | undefined {
  const { viewId, catalogue } = useChartReading();
  return useCatalogue(viewId, '') ?? catalogue;
}
