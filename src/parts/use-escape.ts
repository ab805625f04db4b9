import { useEffect } from 'react';
import { useStableCallback } from './use-stable-callback.ts';

/** What Escape takes back, one thing a press: of what is there the first in this order. */
const ORDER = ['card', 'pin', 'selection', 'focus'] as const;
type EscapeTurn = (typeof ORDER)[number];

/** They close by themselves. A card that fills the screen is modal, and has its turn here. */
const OPEN = '[role="menu"], [role="listbox"], [role="dialog"]:not([aria-modal="true"]), dialog[open]';
/** Where Escape means what is typed. */
const TYPING = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable]';

/** The last of each was mounted last. */
const takers = new Map<EscapeTurn, (() => void)[]>();
let wasOpen = false;

/** While `isOn`, Escape is told when its turn is and nothing above the page is open. */
export function useEscape(turn: EscapeTurn, isOn: boolean, take: () => void): void {
  const stable = useStableCallback(take);
  useEffect(() => {
    if (!isOn) return undefined;
    if (takers.size === 0) listen();
    takers.set(turn, [...(takers.get(turn) ?? []), stable]);
    return () => {
      const others = takers.get(turn)?.filter((taker) => taker !== stable) ?? [];
      if (others.length > 0) takers.set(turn, others);
      else takers.delete(turn);
      if (takers.size === 0) stopListening();
    };
  }, [turn, isOn, stable]);
}

function listen(): void {
  window.addEventListener('keydown', lookFirst, true);
  document.addEventListener('keydown', onKey);
}

function stopListening(): void {
  window.removeEventListener('keydown', lookFirst, true);
  document.removeEventListener('keydown', onKey);
}

/** Before anyone hears of the key: what is open then may be closed, and gone, when our turn comes. */
function lookFirst(event: KeyboardEvent): void {
  if (event.key === 'Escape') wasOpen = document.querySelector(OPEN) !== null;
}

function onKey(event: KeyboardEvent): void {
  if (event.key !== 'Escape' || event.defaultPrevented || wasOpen) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) return;
  const take = ORDER.map((turn) => takers.get(turn)?.at(-1)).find((taker) => taker !== undefined);
  if (!take) return;
  event.preventDefault();
  take();
}
