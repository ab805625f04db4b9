import { useCallback, useRef, useState } from 'react';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { GroupMenu } from '../../parts/charts-panel/group-menu.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive, useMark } from '../../parts/mark.ts';
import { useUndoKeys } from '../../parts/use-undo-keys.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { usePageVisible } from '../../queries/use-page-visible.ts';
import { useRunsQuery } from '../../queries/use-runs-query.ts';
import { useWatch } from '../../queries/use-watch.ts';
import { usePreferences } from '../../state/preferences.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { RevealedRow } from '../../tables/data-grid.tsx';
import { SplitPane } from '../../ui/split-pane.tsx';
import { tabPanelProps } from '../../ui/tabs-bar.tsx';
import type { KeyCatalogue, RunsQuery, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { CompareBar } from './compare-bar.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FilterFrame } from './filter-bar/filter-frame.tsx';
import { FindRunButton } from './find-run/find-run-button.tsx';
import { useWantedRun } from './find-run/wanted-run.tsx';
import { NoDeletedRuns, NoRuns } from './no-runs.tsx';
import { OrderChanged } from './order-changed.tsx';
import { RunsFooter } from './runs-footer.tsx';
import { RunsTable } from './runs-table.tsx';
import { useGroupKeys } from './use-group-keys.ts';
import type { ColumnFormat } from './use-column-formats.ts';
import { KeptStyles } from '../../parts/run-styles.ts';
import { LinkNotices, ShareSet } from './share-and-news.tsx';
import { useColorsOfLink } from './use-data-of-link.ts';
import { type SettledSet, useSettledSet } from './use-settled-set.ts';
import { TreeMenu } from './tree-menu.tsx';
import { useShownColumns } from './use-shown-columns.ts';
import { ViewsAndPage } from './views-and-page.tsx';
import { nameOfTab, TabOfSet, WorkspaceTabs } from './workspace-tabs.tsx';
import css from './workspace-view.module.css';

interface WorkspaceViewProps {
  readonly experimentIds: readonly ExperimentId[];
  /** Shown beside each run where there are several. */
  readonly experimentNames: ReadonlyMap<ExperimentId, string>;
}

/** The runs table beside the tabs; one watch of runs feeds both. */
export function WorkspaceView({ experimentIds, experimentNames }: WorkspaceViewProps) {
  const { workspace, undo, redo } = useWorkspace();
  useUndoKeys(undo, redo);
  const client = useDataClient();
  const query = useRunsQuery(workspace, experimentIds);
  usePageVisible();
  const { latest: snapshot, failure, retry } = useWatch('runs.watch', query);
  useInteractive(failure !== undefined || (snapshot?.state === 'complete' && snapshot.matched === 0));

  if (!snapshot && failure) return <FailureNotice failure={failure} onRetry={retry} />;
  // The frame stands while the server works: its rows are all that is left to render when they come.
  if (!snapshot || (snapshot.loaded === 0 && snapshot.state === 'loading')) {
    return <LoadedWorkspace query={query} snapshot={undefined} experimentNames={experimentNames} />;
  }
  if (snapshot.loaded === 0 && snapshot.state === 'failed' && snapshot.failure) {
    const readOn = () =>
      // What became of it shows in the next snapshot.
      void client.call('runs.control', { viewId: query.viewId, action: 'retry' }).catch(() => undefined);
    return <FailureNotice failure={snapshot.failure} onRetry={readOn} />;
  }
  if (snapshot.loaded === 0 && snapshot.state === 'complete' && snapshot.filter.text === '')
    return workspace.lifecycle === 'deleted' ? <NoDeletedRuns /> : <NoRuns experimentIds={experimentIds} />;
  return <LoadedWorkspace query={query} snapshot={snapshot} experimentNames={experimentNames} />;
}

const NOTHING_READ: RunsSnapshot = {
  watch: -1,
  version: -1,
  loaded: 0,
  matched: 0,
  filter: { text: '', problem: undefined, pushed: undefined, isPartlyLocal: false, missing: [], unknown: [] },
  statusCounts: { RUNNING: 0, SCHEDULED: 0, FINISHED: 0, FAILED: 0, KILLED: 0, silent: 0 },
  computing: undefined,
  state: 'loading',
  failure: undefined,
  runsPerSecond: undefined,
  isProvisional: false,
  isWhole: false,
  readAtMs: 0,
  cachedAtMs: undefined,
  catalogueVersion: -1,
  compared: [],
  missing: [],
  comparedMetrics: [],
};

interface LoadedProps {
  readonly query: RunsQuery;
  /** Undefined until the first rows are here. */
  readonly snapshot: RunsSnapshot | undefined;
  readonly experimentNames: ReadonlyMap<ExperimentId, string>;
}

function LoadedWorkspace(props: LoadedProps) {
  const { snapshot = NOTHING_READ } = props;
  const settled = useSettledSet(snapshot);
  // While rows arrive the set grows: what its lines look like should not depend on which run came first.
  const isWhole = snapshot.state !== 'loading' && settled.isSettled;
  useColorsOfLink(settled.compared, isWhole);
  return (
    <KeptStyles value={isWhole}>
      <WorkspaceOfSet {...props} settled={settled} />
    </KeptStyles>
  );
}

interface WorkspaceOfSetProps extends LoadedProps {
  readonly settled: SettledSet;
}

function WorkspaceOfSet({ query, snapshot: read, experimentNames, settled }: WorkspaceOfSetProps) {
  const snapshot = read ?? NOTHING_READ;
  const { workspace } = useWorkspace();
  const { preferences, update } = usePreferences();
  const shown = useShownColumns(query.viewId, snapshot);
  const [newRow, setNewRow] = useState<RevealedRow>();
  const [isTablePainted, setTablePainted] = useState(false);
  const [isPageOpen, setPageOpen] = useState(false);
  const { formats, keepFormats } = useShownFormats();
  const shownNames = query.experimentIds.length > 1 ? experimentNames : undefined;
  const groupKeys = useGroupKeys(snapshot);
  useWantedRun(query.viewId, snapshot.version);
  useMark('runlens:runs-all', snapshot.state === 'complete');
  const getTable = () => ({
    columns: shown.columns,
    formats: formats.current,
    experimentNames: shownNames,
  });
  const table = (
    <section className={css.left} aria-label={m.runs_title()}>
      <CompareBar viewId={query.viewId} snapshot={snapshot} isSettled={settled.isSettled} shown={shown}>
        {snapshot.hasChildren || workspace.tree ? <TreeMenu /> : null}
        <FindRunButton viewId={query.viewId} />
        <GroupRuns catalogue={shown.catalogue} keys={groupKeys} />
        <ExportMenu
          viewId={query.viewId}
          snapshot={snapshot}
          groupShow={query.groups?.show}
          names={query.experimentIds.map((id) => experimentNames.get(id) ?? id)}
          getTable={getTable}
        />
      </CompareBar>
      <RunsTable
        onPainted={setTablePainted}
        onFormats={keepFormats}
        query={query}
        snapshot={snapshot}
        shown={shown.columns}
        catalogue={shown.catalogue}
        experimentNames={shownNames}
        newRow={newRow}
      />
      <OrderChanged viewId={query.viewId} unsorted={snapshot.unsorted} onShowNew={setNewRow} />
      <TableFoot viewId={query.viewId} snapshot={read} />
    </section>
  );
  const { linkColumns } = shown;
  const source = { viewId: query.viewId, experimentNames, snapshot, settled, linkColumns, getTable };
  const bar = {
    viewId: query.viewId,
    experimentIds: query.experimentIds,
    snapshot,
    catalogue: shown.catalogue,
    isTablePainted,
    leading: <ViewsAndPage source={source} isPageOpen={isPageOpen} onPage={setPageOpen} />,
    trailing: <ShareSet source={source} onSavePage={() => setPageOpen(true)} />,
  };
  const isAlone = workspace.tab === 'table';
  // One frame for both, so that the table stays as it is while tabs change: to make it anew took over 50 ms.
  return (
    <FilterFrame {...bar} notices={<LinkNotices snapshot={snapshot} settled={settled} />}>
      <div className={css.right}>
        {isAlone ? <WorkspaceTabs /> : null}
        <div className={css.tabBody} {...(isAlone ? tabPanelProps('workspace', workspace.tab) : {})}>
          <SplitPane
            label={m.pane_resize()}
            leftPercent={preferences.tablePercent}
            onLeftPercent={(tablePercent) => update({ tablePercent })}
            isRightHidden={isAlone}
            left={table}
            right={
              <section className={css.right} aria-label={nameOfTab(workspace.tab)}>
                <WorkspaceTabs />
                <div className={css.tabBody} {...tabPanelProps('workspace', workspace.tab)}>
                  {isTablePainted ? (
                    <TabOfSet
                      viewId={query.viewId}
                      settled={settled}
                      snapshot={snapshot}
                      groupBy={groupKeys}
                      experimentNames={experimentNames}
                    />
                  ) : (
                    <Waiting words={m.loading_history()} />
                  )}
                </div>
              </section>
            }
          />
        </div>
      </div>
    </FilterFrame>
  );
}

interface GroupRunsProps {
  readonly catalogue: KeyCatalogue | undefined;
  /** Texts of those that runs are grouped by now. */
  readonly keys: readonly string[];
}

/** One choice for the table and the charts. */
function GroupRuns({ catalogue, keys }: GroupRunsProps) {
  const { workspace, dispatch } = useWorkspace();
  return (
    <GroupMenu
      catalogue={catalogue}
      keys={keys}
      settings={workspace.chart}
      onSettings={(change, joint) => dispatch({ type: 'set-chart', change, joint })}
    />
  );
}

/** How numbers of the table are written by now, without a render of what does not show them. */
function useShownFormats() {
  const formats = useRef<ReadonlyMap<string, ColumnFormat>>(new Map());
  const keepFormats = useCallback((shownOnes: ReadonlyMap<string, ColumnFormat>) => {
    formats.current = shownOnes;
  }, []);
  return { formats, keepFormats };
}

function TableFoot({
  viewId,
  snapshot,
}: {
  readonly viewId: string;
  readonly snapshot: RunsSnapshot | undefined;
}) {
  if (!snapshot) return <Waiting words={m.loading_runs()} rows={0} />;
  return <RunsFooter viewId={viewId} snapshot={snapshot} />;
}
