import { type ReactNode, type RefObject, useState } from 'react';
import { Menu } from '@mantine/core';
import { withCardAxes } from '../../domain/charts/card-axes.ts';
import type { CardId } from '../../domain/charts/chart-cards.ts';
import { withReferences } from '../../domain/charts/reference-line.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { ChangeSettings } from './card-axes.ts';
import css from './chart-card.module.css';

const { Component: CardAxesDialog } = createLazyComponent(
  async () => (await import('./card-axes-dialog.tsx')).CardAxesDialog,
  () => null,
);

interface CardAxesParts {
  /** For the card's menu. */
  readonly item: ReactNode;
  readonly dialog: ReactNode;
  /** For the card's heading. */
  readonly note: ReactNode;
}

/** `Axes of this card…`: the entry of its menu, and the dialog that it opens. */
export function useCardAxes(
  card: { readonly id: CardId; readonly name: string; readonly root: RefObject<HTMLElement | null> },
  all: ChartSettings,
  settings: ChartSettings,
  onSettings: ChangeSettings,
): CardAxesParts {
  const [place, setPlace] = useState<DOMRect>();
  const hasOwn = Object.hasOwn(all.cards, card.id);
  return {
    item: (
      <Menu.Item onClick={() => setPlace(card.root.current?.getBoundingClientRect())}>
        {m.card_axes()}
      </Menu.Item>
    ),
    dialog: place ? (
      <CardAxesDialog
        name={card.name}
        card={place}
        settings={settings}
        hasOwn={hasOwn}
        ownAxis={all.cards[card.id]?.axis}
        references={all.references[card.id] ?? []}
        onReferences={(lines) => onSettings({ references: withReferences(all.references, card.id, lines) })}
        onOwn={(change, joint) =>
          onSettings({ cards: withCardAxes(all.cards, card.id, change) }, joint && `${card.id} ${joint}`)
        }
        onClose={() => setPlace(undefined)}
      />
    ) : null,
    note: hasOwn ? <span className={css.cut}>{m.card_axes_own()}</span> : null,
  };
}
