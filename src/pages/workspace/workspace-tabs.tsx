import { type ReactNode, useDeferredValue } from 'react';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { WORKSPACE_TABS, type WorkspaceTab } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { UndoButtons } from '../../parts/undo-buttons.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { TabsBar } from '../../ui/tabs-bar.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { mayMatchMore } from './may-match-more.ts';
import { TabRemarks } from './asking.tsx';
import { CompareAll } from './compare-all.tsx';
import type { SettledSet } from './use-settled-set.ts';
import css from './workspace-view.module.css';

/** The table does not wait for the code of charts. */
const { Component: ChartsOfSet, prepare: prepareCharts } = createLazyComponent(
  async () => (await import('./charts-of-set.tsx')).ChartsOfSet,
  () => <Waiting words={m.loading_history()} />,
);

const { Component: DiffOfSet, prepare: prepareDiff } = createLazyComponent(
  async () => (await import('./diff/diff-of-set.tsx')).DiffOfSet,
  () => <Waiting words={m.diff_reading()} />,
);

const { Component: ParallelOfSet, prepare: prepareParallel } = createLazyComponent(
  async () => (await import('./parallel/parallel-of-set.tsx')).ParallelOfSet,
  () => <Waiting words={m.parallel_reading()} />,
);

const { Component: HeatmapOfSet, prepare: prepareHeatmap } = createLazyComponent(
  async () => (await import('./heatmap/heatmap-of-set.tsx')).HeatmapOfSet,
  () => <Waiting words={m.heatmap_reading()} />,
);

const { Component: ScatterOfSet, prepare: prepareScatter } = createLazyComponent(
  async () => (await import('./scatter/scatter-of-set.tsx')).ScatterOfSet,
  () => <Waiting words={m.scatter_reading()} />,
);

const { Component: BarsOfSet, prepare: prepareBars } = createLazyComponent(
  async () => (await import('./bars/bars-of-set.tsx')).BarsOfSet,
  () => <Waiting words={m.scatter_reading()} />,
);

const { Component: ArtifactsOfSet, prepare: prepareArtifacts } = createLazyComponent(
  async () => (await import('./artifacts/artifacts-of-set.tsx')).ArtifactsOfSet,
  () => <Waiting words={m.loading_run()} />,
);

/** The code of a tab, ahead of the click. */
const PREPARE: Partial<Record<WorkspaceTab, () => void>> = {
  charts: prepareCharts,
  parallel: prepareParallel,
  scatter: prepareScatter,
  heatmap: prepareHeatmap,
  bars: prepareBars,
  diff: prepareDiff,
  artifacts: prepareArtifacts,
};

interface TabOfSetProps {
  readonly viewId: string;
  readonly settled: SettledSet;
  readonly snapshot: RunsSnapshot;
  readonly groupBy: readonly string[];
  readonly experimentNames: ReadonlyMap<ExperimentId, string>;
}

/** What the chosen tab shows of the compare set, below what it asked for and did not get. */
export function TabOfSet(props: TabOfSetProps): ReactNode {
  const { workspace } = useWorkspace();
  // The click is answered first; what the tab holds follows in pieces that let go of the thread.
  const tab = useDeferredValue<WorkspaceTab | undefined>(workspace.tab, undefined);
  if (tab !== workspace.tab) return null;
  return (
    <TabRemarks
      key={workspace.tab}
      compared={props.settled.compared}
      hint={
        <CompareAll comparedCount={props.settled.compared.length} matchedCount={props.snapshot.matched} />
      }
    >
      <ContentOfTab {...props} />
    </TabRemarks>
  );
}

function ContentOfTab({ viewId, settled, snapshot, groupBy, experimentNames }: TabOfSetProps): ReactNode {
  const { workspace } = useWorkspace();
  const { compared } = settled;
  // A set that is still read is told of when it is: thousands of rows come in many parts.
  const rowsVersion = snapshot.state === 'loading' ? undefined : snapshot.version;
  switch (workspace.tab) {
    case 'heatmap':
      return <HeatmapOfSet {...{ viewId, rowsVersion, compared }} />;
    case 'diff':
      return (
        <DiffOfSet
          {...{ viewId, rowsVersion, experimentNames, compared }}
          isReading={!settled.isSettled || (snapshot.state === 'loading' && !snapshot.isWhole)}
        />
      );
    case 'parallel':
      return <ParallelOfSet {...{ viewId, rowsVersion, compared }} />;
    case 'scatter':
      return <ScatterOfSet {...{ viewId, rowsVersion, compared }} />;
    case 'bars':
      return <BarsOfSet {...{ viewId, rowsVersion, compared, groupBy }} />;
    case 'artifacts':
      return <ArtifactsOfSet compared={compared} />;
    // The table has its own place.
    case 'table':
    case 'charts': {
      const hasRows = snapshot.matched > 0 || mayMatchMore(snapshot);
      return <ChartsOfSet {...{ viewId, settled, groupBy, rowsVersion, hasRows }} />;
    }
  }
}

/** What a tab is called, also as the region that it opens. */
export function nameOfTab(tab: WorkspaceTab): string {
  switch (tab) {
    case 'charts':
      return m.tab_charts();
    case 'heatmap':
      return m.tab_heatmap();
    case 'scatter':
      return m.tab_scatter();
    case 'bars':
      return m.tab_bars();
    case 'diff':
      return m.tab_diff();
    case 'artifacts':
      return m.tab_artifacts();
    case 'parallel':
      return m.tab_parallel();
    case 'table':
      return m.tab_table();
  }
}

export function WorkspaceTabs() {
  const { workspace, dispatch, undo, redo, canUndo, canRedo } = useWorkspace();
  return (
    <div className={css.tabRow}>
      <TabsBar
        label={m.tabs_label()}
        tabs={WORKSPACE_TABS.map((id) => ({ id, label: nameOfTab(id) }))}
        idPrefix="workspace"
        selected={workspace.tab}
        onSelect={(tab) => dispatch({ type: 'set-tab', tab })}
        onIntent={(tab) => PREPARE[tab]?.()}
      />
      <div className={css.undo}>
        <UndoButtons undo={undo} redo={redo} canUndo={canUndo} canRedo={canRedo} />
      </div>
    </div>
  );
}
