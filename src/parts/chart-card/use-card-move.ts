import { type DragEvent, type KeyboardEvent, useState } from 'react';
import { type CardTarget, targetByDrop, targetByPlaces } from '../../domain/charts/card-moves.ts';
import type { CardId } from '../../domain/charts/chart-cards.ts';
import type { LayoutAction } from '../../domain/charts/chart-layout.ts';
import { useCardActions } from './card-tools.tsx';
import { PINNED, type ShownCard } from '../charts-panel/shown-cards.ts';

type Side = 'before' | 'after';

/** What is dragged: while it is over a card, the browser tells nobody. */
let dragged: { readonly card: CardId; readonly section: string } | undefined;

/**
 * A card that is moved among those of its section: by dragging its heading, or with Alt and arrows.
 *
 * @param section undefined: it stands alone
 */
export function useCardMove(card: ShownCard, section: string | undefined, pageColumns: number) {
  const { onLayout, cardsOf } = useCardActions();
  const [side, setSide] = useState<Side>();
  const ids = () => (section === undefined ? [] : cardsOf(section));
  const move = (target: CardTarget | undefined) => {
    if (target) onLayout({ type: 'move', card: card.id, after: target.after });
  };
  const drop = (from: CardId, fromSection: string, to: Side) => {
    const target = targetByDrop(ids(), from, card.id, to);
    if (!target) return;
    const pin: readonly LayoutAction[] = fromSection === section ? [] : [{ type: 'pin', card: from }];
    onLayout(...pin, { type: 'move', card: from, after: target.after });
  };
  return {
    side: section === undefined ? undefined : side,
    moveBy: (places: number) => move(targetByPlaces(ids(), card.id, places)),
    canMoveBy: (places: number) => targetByPlaces(ids(), card.id, places) !== undefined,
    heading: {
      draggable: section !== undefined,
      onDragStart: (event: DragEvent<HTMLElement>) => {
        if (section === undefined) return;
        dragged = { card: card.id, section };
        event.dataTransfer.effectAllowed = 'move';
        event.dataTransfer.setData('text/plain', card.metrics.map(({ key }) => key).join('\n'));
      },
      onDragEnd: () => {
        dragged = undefined;
      },
    },
    handlers: {
      onDragOver: (event: DragEvent<HTMLElement>) => {
        if (!dragged || dragged.card === card.id) return;
        // Any card can be dropped among the pinned ones; others stay in their section.
        if (dragged.section !== section && section !== PINNED) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setSide(sideOf(event));
      },
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setSide(undefined);
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        event.preventDefault();
        if (dragged) drop(dragged.card, dragged.section, sideOf(event));
        setSide(undefined);
      },
      // Before the plot, whose arrows move the crosshair.
      onKeyDownCapture: (event: KeyboardEvent<HTMLElement>) => {
        const places = event.altKey ? placesOf(event.key, pageColumns) : undefined;
        if (places === undefined || section === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        keepFocus();
        move(targetByPlaces(ids(), card.id, places));
      },
    },
  };
}

function sideOf({ currentTarget, clientX }: DragEvent<HTMLElement>): Side {
  const { left, width } = currentTarget.getBoundingClientRect();
  return clientX < left + width / 2 ? 'before' : 'after';
}

function placesOf(key: string, columns: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return -1;
    case 'ArrowRight':
      return 1;
    case 'ArrowUp':
      return -columns;
    case 'ArrowDown':
      return columns;
    default:
      return undefined;
  }
}

/** An element that is put elsewhere loses the focus. */
function keepFocus(): void {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement)) return;
  requestAnimationFrame(() => {
    if (!focused.isConnected) return;
    focused.focus({ preventScroll: true });
    focused.scrollIntoView({ block: 'nearest' });
  });
}
