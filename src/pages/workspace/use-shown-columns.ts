import { useMemo, useState } from 'react';
import { chooseDefaultColumns, mergeColumns } from '../../domain/default-columns.ts';
import type { RunColumn } from '../../domain/run-sort.ts';
import { useCatalogue } from '../../queries/use-catalogue.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { KeyCatalogue, RunsSnapshot } from '../../worker/data-protocol.ts';

const NO_COLUMNS: readonly RunColumn[] = [
  { kind: 'attribute', key: 'start_time' },
  { kind: 'attribute', key: 'duration' },
  { kind: 'attribute', key: 'user' },
];

interface Grown {
  readonly viewId: string;
  readonly proposed: readonly RunColumn[] | undefined;
  readonly columns: readonly RunColumn[];
}

export interface ShownColumns {
  readonly columns: readonly RunColumn[];
  readonly catalogue: KeyCatalogue | undefined;
}

/** The columns that the person chose, or the default ones: these may grow while runs load, but never leave. */
export function useShownColumns(viewId: string, snapshot: RunsSnapshot): ShownColumns {
  const { workspace } = useWorkspace();
  const catalogue = useCatalogue(viewId, `${snapshot.catalogueVersion} ${snapshot.state}`);
  const [grown, setGrown] = useState<Grown>({ viewId, proposed: undefined, columns: NO_COLUMNS });
  const proposed = useMemo(
    () => catalogue && chooseDefaultColumns(catalogue.metrics, catalogue.params, workspace.sort),
    [catalogue, workspace.sort],
  );
  if (proposed && (proposed !== grown.proposed || grown.viewId !== viewId)) {
    const isFirst = grown.proposed === undefined || grown.viewId !== viewId;
    // Of a later proposal only its first column may join: the key that was sorted by meanwhile.
    const columns = isFirst ? proposed : mergeColumns(grown.columns, proposed.slice(0, 1));
    setGrown({ viewId, proposed, columns });
  }
  return { columns: workspace.columns ?? grown.columns, catalogue };
}
