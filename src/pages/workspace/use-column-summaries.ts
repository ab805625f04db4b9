import { useState } from 'react';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { TableWindow } from '../../worker/runs/groups-protocol.ts';
import type { ColumnSummary } from '../../worker/runs/runs-protocol.ts';

interface Known {
  readonly window: TableWindow | undefined;
  readonly summaries: ReadonlyMap<string, ColumnSummary>;
}

const NONE: ReadonlyMap<string, ColumnSummary> = new Map();

/**
 * What is known of the numbers of each column, by its text. The same map while no number changed: another one renders
 * every cell anew, and windows come with every screen that is scrolled.
 */
export function useColumnSummaries(
  columns: readonly RunColumn[],
  window: TableWindow | undefined,
): ReadonlyMap<string, ColumnSummary> {
  const [known, setKnown] = useState<Known>({ window: undefined, summaries: NONE });
  if (known.window === window) return known.summaries;
  const next = new Map(
    columns.flatMap((column, index) => {
      const summary = window?.summaries[index];
      return summary ? [[formatRunColumn(column), summary] as const] : [];
    }),
  );
  const summaries = isSame(next, known.summaries) ? known.summaries : next;
  setKnown({ window, summaries });
  return summaries;
}

function isSame(a: ReadonlyMap<string, ColumnSummary>, b: ReadonlyMap<string, ColumnSummary>): boolean {
  if (a.size !== b.size) return false;
  return [...a].every(([text, { min, max, count }]) => {
    const other = b.get(text);
    return other?.min === min && other.max === max && other.count === count;
  });
}
