import { useEffect, useMemo, useState } from 'react';
import { chooseDefaultColumns, mergeColumns } from '../../domain/default-columns.ts';
import type { RunColumn } from '../../domain/run-sort.ts';
import { useCatalogue } from '../../queries/use-catalogue.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import type { RunsSnapshot } from '../../worker/data-protocol.ts';

const NO_COLUMNS: readonly RunColumn[] = [
  { kind: 'attribute', key: 'start_time' },
  { kind: 'attribute', key: 'duration' },
  { kind: 'attribute', key: 'user' },
];

/** The columns that the person chose, or the default ones: these may grow while runs load, but never leave. */
export function useShownColumns(viewId: string, snapshot: RunsSnapshot): readonly RunColumn[] {
  const { workspace } = useWorkspace();
  const catalogue = useCatalogue(viewId, snapshot.catalogueVersion);
  const [grown, setGrown] = useState({ viewId, columns: NO_COLUMNS, isChosen: false });
  const proposed = useMemo(
    () => catalogue && chooseDefaultColumns(catalogue.metrics, catalogue.params, workspace.sort),
    [catalogue, workspace.sort],
  );
  useEffect(() => {
    if (!proposed) return;
    setGrown((before) => {
      const isFirst = !before.isChosen || before.viewId !== viewId;
      const columns = isFirst ? proposed : mergeColumns(before.columns, sortedKeyOf(proposed));
      return columns === before.columns && !isFirst ? before : { viewId, columns, isChosen: true };
    });
  }, [proposed, viewId]);
  return workspace.columns ?? grown.columns;
}

/** Of a later proposal only its first column may join: the key that was sorted by meanwhile. */
function sortedKeyOf(proposed: readonly RunColumn[]): readonly RunColumn[] {
  return proposed.slice(0, 1);
}
