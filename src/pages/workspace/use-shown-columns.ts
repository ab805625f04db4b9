import { useEffect, useMemo, useState } from 'react';
import { arrangeColumns } from '../../domain/runs/column-list.ts';
import {
  chooseDefaultColumns,
  FIRST_COLUMNS,
  growColumns,
  isMetric,
} from '../../domain/runs/default-columns.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { Workspace } from '../../domain/workspace.ts';
import type { RecalledTable } from '../../domain/workspace-actions.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useCatalogue } from '../../queries/use-catalogue.ts';
import type { RememberedTable } from '../../state/preferences.ts';
import { recallTable, rememberTable } from '../../state/remembered-table.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { KeyCatalogue, RunsSnapshot } from '../../worker/runs/runs-protocol.ts';

const SETTLED_RUNS = 50;

interface Grown {
  readonly viewId: string;
  readonly proposed: readonly RunColumn[] | undefined;
  /** Proposed from so few runs that the next proposal takes their place. */
  readonly isEarly: boolean;
  readonly columns: readonly RunColumn[];
}

export interface ShownColumns {
  /** Pinned ones first. */
  readonly columns: readonly RunColumn[];
  readonly catalogue: KeyCatalogue | undefined;
}

/**
 * The columns that the link names, else those chosen last for these experiments, else the default ones: these may grow
 * while runs load, but never leave.
 */
export function useShownColumns(viewId: string, snapshot: RunsSnapshot): ShownColumns {
  const { workspace } = useWorkspace();
  const catalogue = useCatalogue(viewId, `${snapshot.catalogueVersion} ${snapshot.state}`);
  const remembered = useRecalledTable(viewId);
  const [grown, setGrown] = useState<Grown>({
    viewId,
    proposed: undefined,
    isEarly: true,
    columns: FIRST_COLUMNS,
  });
  const { sort } = workspace;
  const lastSorted = remembered.sorted === undefined ? undefined : parseRunColumn(remembered.sorted);
  const proposed = useMemo(
    () => catalogue && chooseDefaultColumns({ ...catalogue, sort, lastSorted }),
    // What was sorted by last is asked for when the page opens; from then on it is `sort`.
    // oxlint-disable-next-line react/exhaustive-deps
    [catalogue, sort],
  );
  if (proposed && (proposed !== grown.proposed || grown.viewId !== viewId)) {
    // The first keys may be those of a few runs, and none are known before any run is read.
    const before = grown.viewId === viewId ? grown.columns : FIRST_COLUMNS;
    const mayReplace = before === FIRST_COLUMNS || grown.viewId !== viewId || grown.isEarly;
    const columns = mayReplace && hasKeys(proposed) ? proposed : growColumns(before, proposed, sort);
    setGrown({ viewId, proposed, isEarly: isEarly(snapshot), columns });
  }
  const { pinnedColumns } = workspace;
  const chosen = workspace.columns ?? grown.columns;
  const columns = useMemo(() => arrangeColumns(chosen, pinnedColumns), [chosen, pinnedColumns]);
  return { columns, catalogue };
}

/** The first page holds a handful of runs; the one after it decides what the table opens with. */
function isEarly({ loaded, state }: RunsSnapshot): boolean {
  return state === 'loading' && loaded < SETTLED_RUNS;
}

function hasKeys(columns: readonly RunColumn[]): boolean {
  return columns.some(({ kind }) => kind !== 'attribute');
}

const NOTHING: RememberedTable = {};

/**
 * Puts what was chosen earlier into a workspace whose address says nothing of it, once for each opening of a view; not
 * into what somebody else saw, where default columns are as much a part of it as others.
 */
function useRecalledTable(viewId: string): RememberedTable {
  const { workspace, arrival, dispatch } = useWorkspace();
  const { experimentIds, sort } = workspace;
  const { sourceKey } = useConnection();
  const [opened, setOpened] = useState<{ readonly viewId: string; readonly table: RememberedTable }>();
  const isOpening = opened?.viewId !== viewId;
  const mayRecall = !arrival.saysData;
  const table = isOpening ? (mayRecall ? recallTable(experimentIds, sourceKey) : NOTHING) : opened.table;
  if (isOpening) setOpened({ viewId, table });
  useEffect(() => {
    const recalled = tableToRecall(table, workspace);
    if (recalled) dispatch({ type: 'recall-table', table: recalled });
    // Once for each opening: what the person changes afterwards stays changed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [viewId]);
  const sorted = isMetric(sort.column) ? formatRunColumn(sort.column) : undefined;
  useEffect(() => {
    if (sorted !== undefined && recallTable(experimentIds, sourceKey).sorted !== sorted)
      rememberTable(experimentIds, sourceKey, { sorted });
  }, [sorted, experimentIds, sourceKey]);
  return table;
}

/** A link that names columns is shown as it is, its pins and directions included; so is a saved view. */
function tableToRecall(table: RememberedTable, workspace: Workspace): Partial<RecalledTable> | undefined {
  const saysNothing =
    (workspace.view === undefined || workspace.view === 'none') &&
    workspace.columns === undefined &&
    workspace.pinnedColumns.length === 0 &&
    Object.keys(workspace.directions).length === 0;
  if (!saysNothing || !(table.columns ?? table.pinned ?? table.better)) return undefined;
  const columns = table.columns?.map(parseRunColumn).filter((column) => column !== undefined);
  return {
    ...(columns && { columns }),
    ...(table.pinned && { pinnedColumns: table.pinned }),
    ...(table.better && { directions: table.better }),
  };
}
