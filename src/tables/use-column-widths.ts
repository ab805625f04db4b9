import { useMemo, useState } from 'react';
import type { ColumnWidths } from './grid-column.ts';
import type { ResizeHandlers } from './grid-header.tsx';

/** Widths belong to the page when it gives them, else to the grid; while a border is dragged, to the grid. */
export function useColumnWidths(
  given: ColumnWidths | undefined,
  onColumnWidths: ((widths: ColumnWidths) => void) | undefined,
): { readonly widths: ColumnWidths; readonly resize: ResizeHandlers } {
  const [own, setOwn] = useState<ColumnWidths>({});
  const [draft, setDraft] = useState<ColumnWidths>();
  const settled = given ?? own;
  const widths = useMemo(() => (draft ? { ...settled, ...draft } : settled), [settled, draft]);
  const resize = useMemo<ResizeHandlers>(() => {
    const settle = (next: ColumnWidths) => {
      setDraft(undefined);
      setOwn(next);
      onColumnWidths?.(next);
    };
    return {
      onDrag: (columnId, widthPx, kept) => setDraft({ ...draft, ...kept, [columnId]: widthPx }),
      onCommit: (columnId, widthPx, kept) => settle({ ...settled, ...draft, ...kept, [columnId]: widthPx }),
      onReset: (columnId) =>
        settle(Object.fromEntries(Object.entries(settled).filter(([id]) => id !== columnId))),
    };
  }, [settled, draft, onColumnWidths]);
  return { widths, resize };
}
