import { useMemo } from 'react';
import { type BaselineOfCharts, BaselineProvider, useShownBaseline } from '../../parts/baseline.tsx';
import { ChartsPanel } from '../../parts/charts-panel/charts-panel.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { SettledSet } from './use-settled-set.ts';

interface ChartsOfSetProps {
  readonly viewId: string;
  readonly settled: SettledSet;
  readonly rowsVersion: number | undefined;
  readonly hasRows: boolean;
}

/** The charts of the compare set, as the workspace has them. */
export function ChartsOfSet({ viewId, settled, rowsVersion, hasRows }: ChartsOfSetProps) {
  const { workspace, dispatch } = useWorkspace();
  const baseline = useShownBaseline(workspace.baseline, settled.compared);
  const { directions } = workspace;
  const charts = useMemo<BaselineOfCharts>(
    () => ({
      baseline,
      directions,
      onBaseline: (id) => dispatch({ type: 'set-baseline', baseline: id }),
    }),
    [baseline, directions, dispatch],
  );
  return (
    <BaselineProvider value={charts}>
      <ChartsPanel
        viewId={viewId}
        rowsVersion={rowsVersion}
        runs={settled.compared}
        hasRows={hasRows}
        metrics={settled.metrics}
        find={workspace.find}
        onFind={(text) => dispatch({ type: 'set-find', find: text })}
        card={workspace.card}
        onCard={(card) => dispatch({ type: 'set-card', card })}
        settings={workspace.chart}
        onSettings={(change, joint) => dispatch({ type: 'set-chart', change, joint })}
      />
    </BaselineProvider>
  );
}
