import { useState } from 'react';
import { type Precision, precisionFor } from '../../base/format-number.ts';
import { formatRunColumn, type RunColumn } from '../../domain/run-sort.ts';
import type { RowsWindow } from '../../worker/data-protocol.ts';

/** Values of a column that are remembered: enough to know its sizes, few enough to forget nothing else. */
const MAX_REMEMBERED = 400;

interface Seen {
  readonly viewId: string;
  readonly window: RowsWindow | undefined;
  readonly values: ReadonlyMap<string, readonly number[]>;
  /** The same map while no precision changed: a new one renders every cell anew. */
  readonly precisions: ReadonlyMap<string, Precision>;
}

/**
 * The precision that each numeric column shares, from the values that have been on screen. Values seen before count
 * on, so that numbers do not change their decimals while one scrolls.
 */
export function useColumnPrecisions(
  viewId: string,
  columns: readonly RunColumn[],
  window: RowsWindow | undefined,
): ReadonlyMap<string, Precision> {
  const [seen, setSeen] = useState<Seen>({
    viewId,
    window: undefined,
    values: new Map(),
    precisions: new Map(),
  });
  if (seen.window === window && seen.viewId === viewId) return seen.precisions;
  const next = see(seen.viewId === viewId ? seen : { ...seen, viewId, values: new Map() }, columns, window);
  setSeen(next);
  return next.precisions;
}

function see(before: Seen, columns: readonly RunColumn[], window: RowsWindow | undefined): Seen {
  const values = new Map(before.values);
  columns.forEach((column, index) => {
    if (column.kind !== 'metric') return;
    const id = formatRunColumn(column);
    const fresh =
      window?.rows.map((row) => row.cells[index]).filter((cell) => typeof cell === 'number') ?? [];
    values.set(id, [...(values.get(id) ?? []), ...fresh].slice(0, MAX_REMEMBERED));
  });
  const precisions = new Map([...values].map(([id, list]) => [id, precisionFor(list)] as const));
  const isSame = JSON.stringify([...precisions]) === JSON.stringify([...before.precisions]);
  return { ...before, window, values, precisions: isSame ? before.precisions : precisions };
}
