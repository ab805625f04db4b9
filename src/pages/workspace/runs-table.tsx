import { useEffect, useMemo, useRef, useState } from 'react';
import { runOfBaseline } from '../../domain/runs/baseline.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Workspace } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useShownBaseline, withBaseline } from '../../parts/baseline.tsx';
import { useFocusedRun } from '../../parts/highlight.tsx';
import { afterPaint, useInteractive, useMark } from '../../parts/mark.ts';
import { type LineStyles, useLineStyles } from '../../parts/run-styles.ts';
import { groupIdOf, type ShownGroup, useRunGroups } from '../../parts/charts-panel/use-run-groups.ts';
import { useRunRows } from '../../queries/use-run-rows.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { DataGrid, type RevealedRow } from '../../tables/data-grid.tsx';
import type { TableRow } from '../../worker/runs/groups-protocol.ts';
import type { KeyCatalogue, RunsQuery, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { isDeciding, mayMatchMore, undecidedRuns } from './may-match-more.ts';
import { NoMatches } from './no-runs.tsx';
import { useAddedColumn } from './use-added-column.ts';
import { type ColumnFormat, useColumnFormats } from './use-column-formats.ts';
import { useColumnMenu } from './use-column-menu.tsx';
import { nameOfRule, useGroupKeys } from './use-group-keys.ts';
import { useHoveredRow } from './use-hovered-row.ts';
import { useColumnSummaries } from './use-column-summaries.ts';
import { useRowActions } from './use-row-actions.tsx';
import { useRowEvents } from './use-row-events.ts';
import { useTableColumns } from './use-table-columns.ts';
import { useToggleBranch } from './use-toggle-branch.ts';
import { useRevealedRun } from './use-revealed-run.ts';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { isJudging } from './judging-column.ts';
import { SPARKLINE_ID } from './use-sparkline.tsx';
import css from './workspace-view.module.css';

const { Component: GroupJudge } = createLazyComponent(
  async () => (await import('./group-judge.tsx')).GroupJudge,
  () => null,
);

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
  const revealed = useLatest(useRevealedRun(query.viewId, useFocusedRun()), props.newRow);
  const place = useRef<HTMLDivElement>(null);
  const isPending = snapshot.matched === 0 && isDeciding(snapshot);
  const rows = useRunRows(query, isPending ? undefined : snapshot.version, shown);
  const groupBy = useGroupKeys(snapshot);
  const { styles, groups } = useStylesOfRows(query.viewId, snapshot, workspace, groupBy);
  const formats = useColumnFormats(query.viewId, shown, rows.window);
  useEffect(() => onFormats(formats), [formats, onFormats]);
  const summaries = useColumnSummaries(shown, rows.window);
  const { headerMenu, onMoveColumn, menu } = useColumnMenu(shown, catalogue);
  const actions = useRowActions(query.viewId, catalogue, groupBy);
  const { onRowMenu, rowMenu } = actions;
  const onBranch = useToggleBranch(query.viewId);
  const rowEvents = useRowEvents(groups, { onBranch, onStar: actions.onStar });
  useHoveredRow(place, rowEvents.groupOf);
  const columns = useTableColumns({
    viewId: query.viewId,
    shown,
    window: rows.window,
    formats,
    summaries,
    styles,
    experimentNames,
    actions,
    onBranch,
    groupBy,
  });
  const judging = useMemo(() => shown.filter(isJudging), [shown]);
  const [first, second] = groups ?? [];
  const rowCount = snapshot.groups?.rowCount ?? snapshot.tree?.rowCount ?? snapshot.matched;
  const isFirstShown = rows.window !== undefined && rows.window.rows.length > 0;
  const sortText = formatRunColumn(workspace.sort.column);
  const columnIds = useMemo(() => columns.map(({ id }) => id), [columns]);
  const isChosen = isFirstShown && workspace.columns !== undefined;
  const added = useAddedColumn(columnIds, (id) => isChosen || (isFirstShown && id === SPARKLINE_ID));
  useFirstShown(isFirstShown, onPainted);

  return (
    <div ref={place} className={css.gridPlace}>
      <DataGrid<TableRow>
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
        resetKey={`${sortText} ${workspace.sort.isDescending} ${workspace.filter} ${nameOfRule(workspace.chart)}`}
        headerMenu={headerMenu}
        onMoveColumn={onMoveColumn}
        columnWidths={workspace.columnWidths}
        onColumnWidths={(widths) => dispatch({ type: 'set-column-widths', widths })}
        rowState={rowEvents.stateOf}
        onRowHover={rowEvents.onHover}
        onRowClick={rowEvents.onClick}
        onRowActivate={rowEvents.onActivate}
        onRowKey={rowEvents.onKey}
        onRowMenu={(row, anchor) => {
          onRowMenu(row, anchor);
          return true;
        }}
      />
      {menu}
      {rowMenu}
      {first && second && groups?.length === 2 ? (
        <GroupJudge
          viewId={query.viewId}
          version={snapshot.version}
          left={first}
          right={second}
          styles={styles}
          columns={judging}
          sorted={workspace.sort.column}
          judgedBy={workspace.judgedBy}
          onJudgeBy={(column) => dispatch({ type: 'judge-by', column })}
          directions={workspace.directions}
        />
      ) : null}
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

/** Of each compared run its line's, and of the baseline; where runs are grouped, that of its group. */
function useStylesOfRows(
  viewId: string,
  { compared, state, version }: RunsSnapshot,
  { baseline }: Workspace,
  groupBy: readonly string[],
): { readonly styles: LineStyles; readonly groups: readonly ShownGroup[] | undefined } {
  const rowsVersion = state === 'loading' ? undefined : version;
  const shown = useShownBaseline(runOfBaseline(baseline), compared);
  const groups = useRunGroups(viewId, compared, groupBy, { rowsVersion })?.groups;
  const styles = useLineStyles(withBaseline(compared, shown), groups);
  return useMemo(() => {
    if (!groups) return { styles, groups };
    return { styles: { get: (id: string) => styles.get(groupIdOf(groups, id) ?? id) }, groups };
  }, [styles, groups]);
}
