import { useMemo } from 'react';
import { baselineOfRun, groupOfBaseline, runOfBaseline } from '../../domain/runs/baseline.ts';
import { type BaselineOfCharts, BaselineProvider, useShownBaseline } from '../../parts/baseline.tsx';
import { ChartsPanel } from '../../parts/charts-panel/charts-panel.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { SettledSet } from './use-settled-set.ts';

interface ChartsOfSetProps {
  readonly viewId: string;
  readonly settled: SettledSet;
  readonly rowsVersion: number | undefined;
  readonly hasRows: boolean;
  /** Texts of the keys that runs are grouped by. */
  readonly groupBy: readonly string[];
}

/** The charts of the compare set, as the workspace has them. */
export function ChartsOfSet({ viewId, settled, rowsVersion, hasRows, groupBy }: ChartsOfSetProps) {
  const { workspace, dispatch } = useWorkspace();
  const baseline = useShownBaseline(runOfBaseline(workspace.baseline), settled.compared);
  const group = groupOfBaseline(workspace.baseline);
  const { directions } = workspace;
  const charts = useMemo<BaselineOfCharts>(
    () => ({
      baseline,
      group,
      directions,
      onBaseline: (id) =>
        dispatch({ type: 'set-baseline', baseline: id === undefined ? undefined : baselineOfRun(id) }),
    }),
    [baseline, group, directions, dispatch],
  );
  // A rule comes to these keys by now.
  const settings = useMemo(() => ({ ...workspace.chart, groupBy }), [workspace.chart, groupBy]);
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
        settings={settings}
        onSettings={(change, joint) => dispatch({ type: 'set-chart', change, joint })}
      />
    </BaselineProvider>
  );
}
