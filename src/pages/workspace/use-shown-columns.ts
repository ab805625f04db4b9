import { useEffect, useMemo, useState } from 'react';
import { arrangeColumns } from '../../domain/runs/column-list.ts';
import {
  chooseDefaultColumns,
  columnsForLink,
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
  readonly opening: Opening;
  readonly proposed: readonly RunColumn[] | undefined;
  /** Proposed from so few runs that the next proposal takes their place. */
  readonly isEarly: boolean;
  readonly columns: readonly RunColumn[];
}

export interface ShownColumns {
  /** Pinned ones first. */
  readonly columns: readonly RunColumn[];
  /** What a link has to name; undefined: whoever opens it sees the same columns by themselves. */
  readonly linkColumns: readonly RunColumn[] | undefined;
  readonly catalogue: KeyCatalogue | undefined;
}

/**
 * The columns that the link names, else those chosen last for these experiments, else the default ones: these may grow
 * while runs load, but never leave.
 */
export function useShownColumns(viewId: string, snapshot: RunsSnapshot): ShownColumns {
  const { workspace } = useWorkspace();
  const catalogue = useCatalogue(viewId, `${snapshot.catalogueVersion} ${snapshot.state}`);
  const opening = useOpening(viewId);
  const [grown, setGrown] = useState<Grown>({
    opening,
    proposed: undefined,
    isEarly: true,
    columns: FIRST_COLUMNS,
  });
  const { sort } = workspace;
  const { sorted } = opening.table;
  const proposed = useMemo(() => {
    const lastSorted = sorted === undefined ? undefined : parseRunColumn(sorted);
    return catalogue && chooseDefaultColumns({ ...catalogue, sort, lastSorted });
  }, [catalogue, sort, sorted]);
  if (proposed && (proposed !== grown.proposed || grown.opening !== opening)) {
    // The first keys may be those of a few runs, and none are known before any run is read.
    const isSame = grown.opening === opening;
    const before = isSame ? grown.columns : FIRST_COLUMNS;
    const mayReplace = before === FIRST_COLUMNS || !isSame || grown.isEarly;
    const columns = mayReplace && hasKeys(proposed) ? proposed : growColumns(before, proposed, sort);
    setGrown({ opening, proposed, isEarly: isEarly(snapshot), columns });
  }
  const { pinnedColumns } = workspace;
  const chosen = workspace.columns ?? grown.columns;
  const columns = useMemo(() => arrangeColumns(chosen, pinnedColumns), [chosen, pinnedColumns]);
  const linkColumns = useMemo(
    () => workspace.columns ?? (catalogue && columnsForLink(grown.columns, { ...catalogue, sort })),
    [workspace.columns, grown.columns, catalogue, sort],
  );
  return { columns, linkColumns, catalogue };
}

/** The first page holds a handful of runs; the one after it decides what the table opens with. */
function isEarly({ loaded, state }: RunsSnapshot): boolean {
  return state === 'loading' && loaded < SETTLED_RUNS;
}

function hasKeys(columns: readonly RunColumn[]): boolean {
  return columns.some(({ kind }) => kind !== 'attribute');
}

const NOTHING: RememberedTable = {};

/** Of a view, or by the link of somebody else: the table begins anew. */
interface Opening {
  readonly viewId: string;
  readonly arrival: number;
  readonly table: RememberedTable;
}

/**
 * Puts what was chosen earlier into a workspace whose address says nothing of it, once for each opening of a view; not
 * into what somebody else saw, where default columns are as much a part of it as others.
 */
function useOpening(viewId: string): Opening {
  const { workspace, arrival, dispatch } = useWorkspace();
  const { experimentIds, sort } = workspace;
  const { sourceKey } = useConnection();
  const [opened, setOpened] = useState<Opening>();
  const isAnew = opened?.viewId !== viewId || (arrival.saysData && opened.arrival !== arrival.count);
  const opening: Opening = isAnew
    ? {
        viewId,
        arrival: arrival.count,
        table: arrival.saysData ? NOTHING : recallTable(experimentIds, sourceKey),
      }
    : opened;
  if (isAnew) setOpened(opening);
  useEffect(() => {
    const recalled = tableToRecall(opening.table, workspace);
    if (recalled) dispatch({ type: 'recall-table', table: recalled });
    // Once for each opening: what the person changes afterwards stays changed.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [opening]);
  const sorted = isMetric(sort.column) ? formatRunColumn(sort.column) : undefined;
  useEffect(() => {
    if (sorted !== undefined && recallTable(experimentIds, sourceKey).sorted !== sorted)
      rememberTable(experimentIds, sourceKey, { sorted });
  }, [sorted, experimentIds, sourceKey]);
  return opening;
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
