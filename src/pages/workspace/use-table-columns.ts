import { useMemo } from 'react';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { groupOfBaseline, runOfBaseline } from '../../domain/runs/baseline.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { LineStyles } from '../../parts/run-styles.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { isRunRow } from '../../queries/table-row.ts';
import type { GridColumn } from '../../tables/grid-column.ts';
import type { TableRow, TableWindow } from '../../worker/runs/groups-protocol.ts';
import type { ColumnSummary, RunRow } from '../../worker/runs/runs-protocol.ts';
import { withGroups } from './group-columns.tsx';
import { buildRunColumns, type RunColumnsContext } from './run-columns.tsx';
import type { ColumnFormat } from './use-column-formats.ts';
import { toggleBaseline } from './use-row-events.ts';
import { insertSparkline, useSparkline } from './use-sparkline.tsx';
import type { RowActions } from './use-row-actions.tsx';

interface TableColumnsInput {
  readonly viewId: string;
  readonly shown: readonly RunColumn[];
  readonly window: TableWindow | undefined;
  readonly formats: ReadonlyMap<string, ColumnFormat>;
  readonly summaries: ReadonlyMap<string, ColumnSummary>;
  readonly styles: LineStyles;
  readonly experimentNames: ReadonlyMap<ExperimentId, string> | undefined;
  readonly actions: RowActions;
  readonly onBranch: RunColumnsContext['onBranch'];
  /** Texts of the keys that rows are grouped by. */
  readonly groupBy: readonly string[];
}

/** The columns of the runs table, for runs and for groups of them; the same ones while nothing of theirs changes. */
export function useTableColumns(input: TableColumnsInput): readonly GridColumn<TableRow>[] {
  const { viewId, shown, window, formats, summaries, styles, experimentNames, onBranch, groupBy } = input;
  const { toggle, starred, onRowMenu: onMenu } = input.actions;
  const { workspace, dispatch } = useWorkspace();
  const { pinnedColumns: pinned, directions, shading, columnShadings, sameKeys, baseline } = workspace;
  const { tableDelta } = workspace;
  const { groupBand } = workspace.chart;
  const hasSteps =
    window?.rows.concat(window.top).some((row) => isRunRow(row) && isBehindBaseline(row)) ?? false;
  const delta = useMemo(
    () =>
      baseline === undefined || tableDelta === 'none'
        ? undefined
        : {
            baseline,
            mode: tableDelta,
            hasSteps,
            centre: baseline.kind === 'group' ? groupBand.centre : undefined,
          },
    [baseline, tableDelta, hasSteps, groupBand.centre],
  );
  const sparkline = useSparkline(viewId, workspace.sparkline, window, sameKeys);
  const shadings = useMemo(() => ({ shading, columnShadings }), [shading, columnShadings]);
  const ofRuns = useMemo(
    () =>
      buildRunColumns({
        columns: shown,
        pinned,
        formats,
        summaries,
        directions,
        shadings,
        sameKeys,
        experimentNames,
        styleOf: (id) => styles.get(id),
        onToggle: toggle,
        baseline: runOfBaseline(baseline),
        delta,
        onBaseline: (row) => dispatch(toggleBaseline(baseline, row)),
        onBranch,
        onMenu,
        starred,
      }),
    [
      shown,
      pinned,
      formats,
      summaries,
      directions,
      shadings,
      sameKeys,
      experimentNames,
      styles,
      baseline,
      delta,
      onBranch,
      onMenu,
      starred,
      toggle,
      dispatch,
    ],
  );
  return useMemo(
    () =>
      withGroups(insertSparkline(ofRuns, sparkline), {
        columns: shown,
        formats,
        summaries,
        directions,
        shadings,
        by: groupBy,
        show: groupBand,
        styleOf: (id) => styles.get(id),
        onOpen: (row) => dispatch({ type: 'open-group', id: row.id, isOpen: !row.isOpen }),
        onToggleGroup: toggle,
        baseline: groupOfBaseline(baseline),
        delta,
        onBaseline: (row) => dispatch(toggleBaseline(baseline, row)),
        onMenu,
      }),
    [
      ofRuns,
      sparkline,
      shown,
      formats,
      summaries,
      directions,
      shadings,
      groupBy,
      groupBand,
      styles,
      toggle,
      dispatch,
      baseline,
      delta,
      onMenu,
    ],
  );
}

function isBehindBaseline({ against }: RunRow): boolean {
  return against?.some((cell) => cell && 'step' in cell && cell.step !== undefined) ?? false;
}
