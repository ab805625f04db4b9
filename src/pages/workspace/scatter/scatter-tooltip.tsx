import { type RefObject, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import { placeTooltip } from '../../../drawing/place-tooltip.ts';
import tooltipCss from '../../../ui/tooltip.module.css';
import css from './scatter.module.css';

export interface TooltipRow {
  readonly name: string;
  readonly value: string;
}

interface ScatterTooltipProps {
  readonly title: string;
  readonly rows: readonly TooltipRow[];
  /** What else is to be said, such as how many points lie under this one. */
  readonly notes: readonly string[];
  /** The plot, and the place in it in CSS pixels. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly x: number;
  readonly y: number;
}

/** What stands at a point. Lies in the body, so that no pane cuts it. */
export function ScatterTooltip({ title, rows, notes, anchor, x, y }: ScatterTooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const [tooltip, plot] = [box.current, anchor.current?.getBoundingClientRect()];
    if (!tooltip || !plot) return;
    const size = { width: tooltip.offsetWidth, height: tooltip.offsetHeight };
    const viewport = { width: window.innerWidth, height: window.innerHeight };
    const { left, top } = placeTooltip({ x: plot.left + x, y: plot.top + y }, size, plot, viewport);
    tooltip.style.translate = `${Math.round(left)}px ${Math.round(top)}px`;
  });
  return createPortal(
    <div ref={box} className={tooltipCss.tooltip} aria-hidden="true" data-tooltip={title}>
      <div className={css.tooltipTitle}>{title}</div>
      <div className={tooltipCss.pairs}>
        {rows.map(({ name, value }) => (
          <div key={name} className={`${tooltipCss.row} ${css.tooltipRow}`}>
            <span className={css.dim}>{name}</span>
            <span>{value}</span>
          </div>
        ))}
      </div>
      {notes.map((note) => (
        <div key={note} className={css.dim}>
          {note}
        </div>
      ))}
    </div>,
    document.body,
  );
}
