import { type RefObject, useEffect, useSyncExternalStore } from 'react';
import type { CardId } from '../../domain/charts/chart-cards.ts';
import type { DataClient } from '../../worker/rpc/rpc.ts';
import type { FigureSource, MadeFigure } from './card-figure.ts';
import { useChartReading } from './chart-reading.tsx';
import { nameOfLine } from './line-texts.ts';
import { type CardExport, type CardExportSource, useCardExport } from './use-card-export.ts';
import type { CardPicture } from './use-card-picture.ts';

/*
 * The cards that stand on the page, for whoever takes several of them along at once. A card that is asked for reads and
 * draws although it is far from the screen.
 */

/** A card that stands on the page. */
export interface CardOnPage {
  readonly id: CardId;
  readonly name: string;
  /** Undefined: its lines are not there yet. */
  readonly figure: FigureSource | undefined;
  readonly hasFailed: boolean;
}

const cards = new Map<CardId, CardOnPage>();
const asked = new Set<CardId>();
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Those that have something to draw, in their order on the page. */
export function cardsOnPage(): readonly CardOnPage[] {
  return [...cards.values()];
}

/** Whether somebody takes the card along, so that it has to be drawn wherever it is. */
export function useIsCardAsked(id: CardId): boolean {
  return useSyncExternalStore(subscribe, () => asked.has(id));
}

interface Place {
  readonly id: CardId;
  readonly name: string;
  readonly root: RefObject<HTMLElement | null>;
}

type Shown = Pick<CardPicture, 'names' | 'summary' | 'failure'>;

/** How the card is taken out of the page: by itself, and with others. */
export function useTakenCard(place: Place, source: CardExportSource | undefined, shown: Shown): CardExport {
  useCardOnPage(place, source, shown);
  return useCardExport(source, () => place.root.current);
}

/** Tells of a card as long as it is on the page. */
function useCardOnPage(
  { id, name, root }: Place,
  drawable: CardExportSource | undefined,
  { names, summary, failure }: Shown,
): void {
  const { texts } = useChartReading();
  const isThere = names !== undefined;
  const isRead = summary !== undefined && summary.loading === 0;
  // In its place once it is there; what it shows follows below.
  useEffect(() => {
    if (!isThere) return undefined;
    cards.set(id, { id, name, figure: undefined, hasFailed: false });
    return () => {
      cards.delete(id);
      if (asked.has(id)) tell();
    };
  }, [id, name, isThere]);
  useEffect(() => {
    const host = root.current;
    if (!isThere || !cards.has(id)) return;
    const figure =
      isRead && drawable && host
        ? {
            ...drawable,
            host,
            nameOf: (line: Parameters<FigureSource['nameOf']>[0]) => nameOfLine(line, texts),
          }
        : undefined;
    cards.set(id, { id, name, figure, hasFailed: failure !== undefined });
    if (asked.has(id)) tell();
  });
}

/** The card as SVG, once all its lines are there; undefined: it cannot be drawn, or is gone. */
export async function takeCard(
  id: CardId,
  client: DataClient,
  signal: AbortSignal,
): Promise<{ readonly svg: string; readonly made: MadeFigure } | undefined> {
  asked.add(id);
  tell();
  try {
    const figure = await untilDrawable(id, signal);
    if (!figure) return undefined;
    const { makeFigure } = await import('./card-figure.ts');
    const made = await makeFigure('svg', figure, client, signal);
    return { svg: await made.blob.text(), made };
  } finally {
    asked.delete(id);
    tell();
  }
}

function untilDrawable(id: CardId, signal: AbortSignal): Promise<FigureSource | undefined> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      const card = cards.get(id);
      if (card && !card.figure && !card.hasFailed) return;
      stop();
      resolve(card?.figure);
    };
    const abort = () => {
      stop();
      reject(signal.reason as Error);
    };
    const unsubscribe = subscribe(settle);
    const stop = () => {
      unsubscribe();
      signal.removeEventListener('abort', abort);
    };
    signal.addEventListener('abort', abort, { once: true });
    settle();
  });
}
