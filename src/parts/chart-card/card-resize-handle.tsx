import { type PointerEvent, useRef, useState } from 'react';
import type { CardSize } from '../../domain/charts/chart-layout.ts';
import { clampSize } from '../../domain/charts/chart-layout.ts';
import { m } from '../../paraglide/messages.js';
import css from './chart-card.module.css';

interface CardResizeHandleProps {
  /** Of the plot, CSS pixels. */
  readonly heightPx: number;
  /** Columns that the card spans, and those of the page. */
  readonly columns: number;
  readonly pageColumns: number;
  readonly onSize: (size: CardSize) => void;
}

interface Press {
  readonly x: number;
  readonly y: number;
  readonly cardWidthPx: number;
}

/** The corner of a card: dragging it shows an outline, letting go makes the card as large. The menu does the same. */
export function CardResizeHandle({ heightPx, columns, pageColumns, onSize }: CardResizeHandleProps) {
  const press = useRef<Press>(undefined);
  const [outline, setOutline] = useState<{ readonly width: number; readonly dy: number }>();
  const sizeAt = ({ clientX, clientY }: PointerEvent): CardSize | undefined => {
    const start = press.current;
    if (!start) return undefined;
    const columnPx = start.cardWidthPx / columns;
    const wanted = Math.round((start.cardWidthPx + clientX - start.x) / columnPx);
    return clampSize({ columns: Math.min(pageColumns, wanted), heightPx: heightPx + clientY - start.y });
  };
  const end = () => {
    press.current = undefined;
    setOutline(undefined);
  };
  return (
    <>
      {outline ? (
        <div
          className={css.outline}
          style={{ width: `${outline.width}%`, height: `calc(100% + ${outline.dy}px)` }}
        />
      ) : null}
      <div
        className={css.corner}
        title={m.card_resize()}
        aria-hidden="true"
        data-corner=""
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          const cardWidthPx = event.currentTarget.parentElement?.offsetWidth ?? 1;
          press.current = { x: event.clientX, y: event.clientY, cardWidthPx };
        }}
        onPointerMove={(event) => {
          const size = sizeAt(event);
          if (!size) return;
          const dy = (size.heightPx ?? heightPx) - heightPx;
          setOutline({ width: (100 * size.columns) / columns, dy });
        }}
        onPointerUp={(event) => {
          const size = sizeAt(event);
          if (size && outline) onSize(size);
          end();
        }}
        onPointerCancel={end}
      />
    </>
  );
}
