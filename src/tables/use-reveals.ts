import { type RefObject, useEffect, useRef } from 'react';
import { HEADER_ROW } from './grid-moves.ts';
import type { ColumnLayout } from './use-column-layout.ts';
import type { GridWindows } from './use-grid-windows.ts';

export interface RevealedColumn {
  readonly columnId: string;
}

export interface RevealedRow {
  readonly row: number;
  readonly align?: 'start' | 'in-sight';
}

interface Asked {
  readonly revealColumn?: RevealedColumn | undefined;
  readonly revealRow?: RevealedRow | undefined;
  readonly resetKey?: string | undefined;
}

/** Scrolls to what is asked for, once for each asking: later layouts must not scroll. */
export function useReveals<Row>(
  { revealColumn, revealRow, resetKey }: Asked,
  layout: ColumnLayout<Row>,
  windows: GridWindows<Row>,
  scroller: RefObject<HTMLDivElement | null>,
): void {
  useEffect(() => {
    const column = layout.all.findIndex((placed) => placed.column.id === revealColumn?.columnId);
    if (column >= 0) windows.reveal(HEADER_ROW, column);
    // oxlint-disable-next-line react/exhaustive-deps -- once for each asking
  }, [revealColumn]);
  useEffect(() => {
    if (revealRow?.align === 'in-sight') windows.bringIntoSight(revealRow.row);
    else if (revealRow) windows.rows.scrollToIndex(revealRow.row, { align: 'start' });
    // oxlint-disable-next-line react/exhaustive-deps -- once for each asking
  }, [revealRow]);
  const lastResetKey = useRef(resetKey);
  useEffect(() => {
    if (lastResetKey.current === resetKey) return;
    lastResetKey.current = resetKey;
    scroller.current?.scrollTo({ top: 0 });
  }, [resetKey, scroller]);
}
