import { useMemo, useRef } from 'react';
import { type Precision, precisionFor } from '../../base/format-number.ts';
import { formatRunColumn, type RunColumn } from '../../domain/run-sort.ts';
import type { RowsWindow } from '../../worker/data-protocol.ts';

/** Values of a column that are remembered: enough to know its sizes, few enough to forget nothing else. */
const MAX_REMEMBERED = 400;

/**
 * The precision that each numeric column shares, from the values that have been on screen. Values seen before count
 * on, so that numbers do not change their decimals while one scrolls.
 */
export function useColumnPrecisions(
  viewId: string,
  columns: readonly RunColumn[],
  window: RowsWindow | undefined,
): ReadonlyMap<string, Precision> {
  const seen = useRef({ viewId, values: new Map<string, number[]>() });
  if (seen.current.viewId !== viewId) seen.current = { viewId, values: new Map() };
  const before = useRef<ReadonlyMap<string, Precision>>(new Map());
  return useMemo(() => {
    const next = new Map<string, Precision>();
    columns.forEach((column, index) => {
      if (column.kind !== 'metric') return;
      const id = formatRunColumn(column);
      const values = seen.current.values.get(id) ?? [];
      seen.current.values.set(id, values);
      for (const row of window?.rows ?? []) {
        const value = row.cells[index];
        if (typeof value === 'number' && values.length < MAX_REMEMBERED) values.push(value);
      }
      next.set(id, precisionFor(values));
    });
    // The same map while nothing changed: a new one would render every cell anew.
    if (JSON.stringify([...next]) !== JSON.stringify([...before.current])) before.current = next;
    return before.current;
  }, [columns, window]);
}
