import { useEffect, useMemo, useRef, useState } from 'react';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Workspace, WorkspaceAction } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useShownBaseline, withBaseline } from '../../parts/baseline.tsx';
import { isFocusedLine, useFocusedRun, useFocusedRuns, useHighlightStore } from '../../parts/highlight.tsx';
import { afterPaint, useInteractive, useMark } from '../../parts/mark.ts';
import { type LineStyles, useLineStyles } from '../../parts/run-styles.ts';
import { useRunGroups } from '../../parts/charts-panel/use-run-groups.ts';
import { useRunRows } from '../../queries/use-run-rows.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { DataGrid, type RevealedRow } from '../../tables/data-grid.tsx';
import { runHref } from '../../url/routes.ts';
import type { KeyCatalogue, RunRow, RunsQuery, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { isDeciding, mayMatchMore, undecidedRuns } from './may-match-more.ts';
import { NoMatches } from './no-runs.tsx';
import { buildRunColumns } from './run-columns.tsx';
import { useAddedColumn } from './use-added-column.ts';
import { type ColumnFormat, useColumnFormats } from './use-column-formats.ts';
import { useColumnMenu } from './use-column-menu.tsx';
import { useHoveredRow } from './use-hovered-row.ts';
import { useColumnSummaries } from './use-column-summaries.ts';
import { useRowActions } from './use-row-actions.tsx';
import { onBranchKey, treeStateOf, useToggleBranch } from './use-toggle-branch.ts';
import { useRevealedRun } from './use-revealed-run.ts';
import { insertSparkline, SPARKLINE_ID, useSparkline } from './use-sparkline.tsx';
import css from './workspace-view.module.css';

/** Rows of the final shape before the first ones are here. */
const SKELETON_ROWS = 20;

interface RunsTableProps {
  readonly query: RunsQuery;
  readonly snapshot: RunsSnapshot;
  readonly shown: readonly RunColumn[];
  readonly catalogue: KeyCatalogue | undefined;
  /** In the frame after the first rows are on screen: what is heavy beside the table starts then. */
  readonly onPainted: (isPainted: true) => void;
  /** Whenever the shown precisions change: an export shows the same ones. */
  readonly onFormats: (formats: ReadonlyMap<string, ColumnFormat>) => void;
  /** Where runs of several experiments stand together. */
  readonly experimentNames: ReadonlyMap<ExperimentId, string> | undefined;
  /** The first of the new runs that were asked for. */
  readonly newRow: RevealedRow | undefined;
}

/** The runs that match, or why there are none. */
export function RunsTable(props: RunsTableProps) {
  const { snapshot, onPainted } = props;
  const { dispatch } = useWorkspace();
  const isEmpty = snapshot.matched === 0 && !isDeciding(snapshot);
  useEffect(() => {
    if (isEmpty) onPainted(true);
  }, [isEmpty, onPainted]);
  if (!isEmpty) return <MatchingRuns {...props} />;
  const clear = () => dispatch({ type: 'set-filter', filter: '' });
  return (
    <div className={css.noMatches}>
      <NoMatches
        loaded={snapshot.loaded === 0 ? undefined : snapshot.loaded}
        undecided={mayMatchMore(snapshot) ? undecidedRuns(snapshot) : 0}
        onClear={clear}
      />
    </div>
  );
}

function MatchingRuns(props: RunsTableProps) {
  const { query, snapshot, shown, catalogue, experimentNames, onPainted, onFormats } = props;
  const { workspace, dispatch } = useWorkspace();
  const focused = useFocusedRuns();
  const { hover, focus, get } = useHighlightStore();
  const revealed = useLatest(useRevealedRun(query.viewId, useFocusedRun()), props.newRow);
  const place = useRef<HTMLDivElement>(null);
  useHoveredRow(place);
  const navigateTo = useNavigateTo();
  const isPending = snapshot.matched === 0 && isDeciding(snapshot);
  const rows = useRunRows(query, isPending ? undefined : snapshot.version, shown);
  const styles = useStylesOfRows(query.viewId, snapshot, workspace);
  const formats = useColumnFormats(query.viewId, shown, rows.window);
  useEffect(() => onFormats(formats), [formats, onFormats]);
  const summaries = useColumnSummaries(shown, rows.window);
  const { pinnedColumns: pinned, directions, shading, columnShadings, sameKeys, baseline } = workspace;
  const { tableDelta } = workspace;
  const hasSteps = rows.window?.rows.some(isBehindBaseline) ?? false;
  const delta = useMemo(
    () =>
      baseline === undefined || tableDelta === 'none' ? undefined : { baseline, mode: tableDelta, hasSteps },
    [baseline, tableDelta, hasSteps],
  );
  const { headerMenu, onMoveColumn, menu } = useColumnMenu(shown, catalogue);
  const { toggle, onRowMenu, rowMenu, starred, onStar } = useRowActions(query.viewId, catalogue);
  const onBranch = useToggleBranch(query.viewId);
  const rowCount = snapshot.tree?.rowCount ?? snapshot.matched;
  const sparkline = useSparkline(query.viewId, workspace.sparkline, rows.window, sameKeys);
  const plainColumns = useMemo(
    () =>
      buildRunColumns({
        columns: shown,
        pinned,
        formats,
        summaries,
        directions,
        shadings: { shading, columnShadings },
        sameKeys,
        experimentNames,
        styleOf: (id) => styles.get(id),
        onToggle: toggle,
        baseline,
        delta,
        onBaseline: (row) => dispatch(toggleBaseline(baseline, row.id)),
        onBranch,
        onMenu: onRowMenu,
        starred,
      }),
    [
      shown,
      pinned,
      formats,
      summaries,
      directions,
      shading,
      columnShadings,
      sameKeys,
      experimentNames,
      styles,
      baseline,
      delta,
      toggle,
      onBranch,
      onRowMenu,
      starred,
      dispatch,
    ],
  );
  const columns = useMemo(() => insertSparkline(plainColumns, sparkline), [plainColumns, sparkline]);
  const isFirstShown = rows.window !== undefined && rows.window.rows.length > 0;
  const sortText = formatRunColumn(workspace.sort.column);
  const columnIds = useMemo(() => columns.map(({ id }) => id), [columns]);
  const isChosen = isFirstShown && workspace.columns !== undefined;
  const added = useAddedColumn(columnIds, (id) => isChosen || (isFirstShown && id === SPARKLINE_ID));
  useFirstShown(isFirstShown, onPainted);

  return (
    <div ref={place} className={css.gridPlace}>
      <DataGrid<RunRow>
        label={m.runs_title()}
        columns={columns}
        rowCount={isPending ? SKELETON_ROWS : rowCount}
        isTree={snapshot.tree !== undefined}
        ariaRowCount={snapshot.isWhole && !isPending ? rowCount : -1}
        getRow={rows.getRow}
        topRows={rows.window?.top}
        getRowId={(row) => row.id}
        onVisibleRange={rows.onVisibleRange}
        sort={{ columnId: sortText, isDescending: workspace.sort.isDescending }}
        onSort={(columnId) => {
          const column = parseRunColumn(columnId);
          if (column) dispatch({ type: 'sort-by', column });
        }}
        revealColumn={added}
        revealRow={revealed}
        // Who sorts or filters looks for what comes first.
        resetKey={`${sortText} ${workspace.sort.isDescending} ${workspace.filter}`}
        headerMenu={headerMenu}
        onMoveColumn={onMoveColumn}
        columnWidths={workspace.columnWidths}
        onColumnWidths={(widths) => dispatch({ type: 'set-column-widths', widths })}
        rowState={(row) => ({
          isFocused: focused.has(row.id),
          isCompared: row.isCompared,
          ...treeStateOf(row),
        })}
        onRowHover={(row) => hover(row?.id)}
        onRowClick={(row) => focus(isFocusedLine(get(), row.id) ? undefined : row.id)}
        onRowActivate={(row) => navigateTo(runHref(row.id))}
        onRowMenu={onRowMenu}
        onRowKey={(row, key) => {
          if (key === 'b') dispatch(toggleBaseline(baseline, row.id));
          if (key === 's') onStar(row);
          return onBranchKey(key, row, onBranch) || key === 'b' || key === 's';
        }}
      />
      {menu}
      {rowMenu}
    </div>
  );
}

/** Whichever of the two became another one last. */
function useLatest<Value>(first: Value, second: Value): Value {
  const [seen, setSeen] = useState({ first, second, latest: first });
  if (seen.first === first && seen.second === second) return seen.latest;
  const latest = seen.first === first ? second : first;
  setSeen({ first, second, latest });
  return latest;
}

/** Tells of the first rows when they are on screen. */
function useFirstShown(isFirstShown: boolean, onPainted: (isPainted: true) => void): void {
  useInteractive(isFirstShown);
  useMark('runlens:runs-first', isFirstShown);
  useEffect(() => {
    if (isFirstShown) afterPaint(() => onPainted(true));
  }, [isFirstShown, onPainted]);
}

function isBehindBaseline({ against }: RunRow): boolean {
  return against?.some((cell) => cell?.step !== undefined) ?? false;
}

/** Of each compared run its line's, and of the baseline; where runs are grouped, that of its group. */
function useStylesOfRows(
  viewId: string,
  { compared, state, version }: RunsSnapshot,
  { chart: { groupBy }, baseline }: Workspace,
): LineStyles {
  const rowsVersion = state === 'loading' ? undefined : version;
  const shown = useShownBaseline(baseline, compared);
  const groups = useRunGroups(viewId, compared, groupBy, { rowsVersion })?.groups;
  const styles = useLineStyles(withBaseline(compared, shown), groups);
  return useMemo(() => {
    if (!groups) return styles;
    const ofRuns = new Map(styles);
    for (const { id, runIds } of groups) {
      const style = styles.get(id);
      if (style) for (const runId of runIds) ofRuns.set(runId, style);
    }
    return ofRuns;
  }, [styles, groups]);
}

function toggleBaseline(baseline: RunId | undefined, id: RunId): WorkspaceAction {
  return { type: 'set-baseline', baseline: id === baseline ? undefined : id };
}
