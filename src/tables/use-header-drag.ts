import { type PointerEvent as ReactPointerEvent, useState } from 'react';
import type { PlacedColumn } from './use-column-layout.ts';

/** `beforeId`: undefined to the end of its part. */
export type OnMoveColumn = (columnId: string, beforeId: string | undefined) => void;

export interface HeaderDrag {
  readonly draggedId: string | undefined;
  /** Where the column would stand, in pixels of the header's row. */
  readonly drop: { readonly rowPx: number } | undefined;
  readonly onPointerDown: (event: ReactPointerEvent<HTMLElement>, columnId: string) => void;
}

interface Drop {
  readonly beforeId: string | undefined;
  readonly rowPx: number;
}

/** Below this a press is a click: it sorts. */
const THRESHOLD_PX = 6;
/** Nearer than this to the edge of the pane, the pane scrolls. */
const EDGE_PX = 28;
const SCROLL_STEP_PX = 16;

/** Headers dragged to another place, among the pinned ones or among the others. Keys do it from the column's menu. */
export function useHeaderDrag<Row>(
  pinned: readonly PlacedColumn<Row>[],
  center: readonly PlacedColumn<Row>[],
  onMoveColumn: OnMoveColumn | undefined,
): HeaderDrag | undefined {
  const [dragged, setDragged] = useState<{ readonly id: string; readonly drop: Drop }>();
  if (!onMoveColumn) return undefined;

  const onPointerDown = (event: ReactPointerEvent<HTMLElement>, columnId: string) => {
    const isHandle = event.target instanceof Element && event.target.closest('[data-resizer], [data-menu]');
    const row = event.currentTarget.closest<HTMLElement>('[role="row"]');
    const pane = event.currentTarget.closest<HTMLElement>('[role="grid"]');
    if (event.button !== 0 || event.pointerType === 'touch' || isHandle || !row || !pane) return;
    const isPinned = pinned.some((placed) => placed.column.id === columnId);
    const members = (isPinned ? pinned : center).filter(({ column }) => column.canMove);
    const startX = event.clientX;
    const listening = new AbortController();
    let drop: Drop | undefined;

    const onMove = ({ clientX }: PointerEvent) => {
      if (!drop && Math.abs(clientX - startX) < THRESHOLD_PX) return;
      const paneBox = pane.getBoundingClientRect();
      if (!isPinned) scrollAtEdge(pane, clientX - paneBox.left, paneBox.width);
      const rowX = row.getBoundingClientRect().left;
      // Pinned headers keep their place on the screen while the row moves below them.
      const shiftPx = isPinned ? paneBox.left - rowX : 0;
      drop = findDrop(members, clientX - rowX - shiftPx, shiftPx);
      setDragged({ id: columnId, drop });
    };
    const finish = () => {
      listening.abort();
      setDragged(undefined);
    };
    const onUp = () => {
      finish();
      if (!drop) return;
      swallowClick();
      if (drop.beforeId !== columnId) onMoveColumn(columnId, drop.beforeId);
    };
    const onKey = (key: KeyboardEvent) => {
      if (key.key === 'Escape') finish();
    };
    const { signal } = listening;
    window.addEventListener('pointermove', onMove, { signal });
    window.addEventListener('pointerup', onUp, { signal });
    window.addEventListener('pointercancel', finish, { signal });
    window.addEventListener('keydown', onKey, { signal });
  };
  return { draggedId: dragged?.id, drop: dragged?.drop, onPointerDown };
}

/** The column whose left half is pointed at, or that comes behind the pointer. */
function findDrop<Row>(members: readonly PlacedColumn<Row>[], x: number, shiftPx: number): Drop {
  const next = members.find(({ leftPx, widthPx }) => x < leftPx + widthPx / 2);
  const last = members.at(-1);
  const endPx = last ? last.leftPx + last.widthPx : 0;
  return { beforeId: next?.column.id, rowPx: (next?.leftPx ?? endPx) + shiftPx };
}

function scrollAtEdge(pane: HTMLElement, x: number, widthPx: number): void {
  if (x > widthPx - EDGE_PX) pane.scrollLeft += SCROLL_STEP_PX;
  else if (x < EDGE_PX) pane.scrollLeft -= SCROLL_STEP_PX;
}

/** The press ends on a header, whose click would sort. */
function swallowClick(): void {
  window.addEventListener('click', swallow, { capture: true, once: true });
  setTimeout(() => window.removeEventListener('click', swallow, { capture: true }));
}

function swallow(event: Event): void {
  event.stopPropagation();
  event.preventDefault();
}
