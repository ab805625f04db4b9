import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatCount, formatFullValue } from '../base/format-number.ts';
import type { LinePoint } from '../drawing/hit-test.ts';
import { placeTooltip } from '../drawing/place-tooltip.ts';
import { distinctLabels } from '../drawing/value-labels.ts';
import css from './metric-plot.module.css';
import type { PlotReadout } from './use-plot-pointer.ts';

export interface TooltipLine {
  readonly color: string;
  readonly dash: readonly number[];
  readonly label: string;
}

interface PlotTooltipProps {
  readonly readout: PlotReadout;
  readonly lines: readonly TooltipLine[];
  readonly highlighted: number | undefined;
  /** The plot, and the place in it in CSS pixels. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly x: number;
  readonly y: number;
  readonly labels: TooltipLabels;
}

export interface TooltipLabels {
  /** `step 62,000`. */
  readonly step: (step: number) => string;
  /** `5 more`. */
  readonly more: (count: number) => string;
}

/** A compare set of ten runs, as it is without a choice, and then some. */
const MOST_LINES = 12;

/** Values at the crosshair, the lines nearest to the pointer first. Lies in the body, so that no card cuts it. */
export function PlotTooltip({ readout, lines, highlighted, anchor, x, y, labels }: PlotTooltipProps) {
  const { box, place } = usePlace(anchor, x, y);
  // The lit line is the one that the pointer is on, even where its next logged point lies further off.
  const isLit = ({ line }: LinePoint) => line === highlighted;
  const lit = readout.points.filter(isLit);
  const shown = [...lit, ...readout.points.filter((point) => !isLit(point))].slice(0, MOST_LINES);
  const values = distinctLabels(shown.map(({ y }) => y));
  const hiddenCount = readout.points.length - shown.length;
  return createPortal(
    <div
      ref={box}
      className={css['tooltip']}
      style={{ ...place, visibility: place ? 'visible' : 'hidden' }}
      aria-hidden="true"
    >
      <div className={css['tooltipHead']}>{labels.step(readout.x)}</div>
      <div className={css['tooltipRows']}>
        {shown.map((point, index) => (
          <div
            key={point.line}
            className={css['tooltipRow']}
            data-highlighted={point.line === highlighted || undefined}
          >
            <LineSample line={lines[point.line]} />
            <span className={css['tooltipName']}>{lines[point.line]?.label}</span>
            <span className={css['tooltipValue']} title={formatFullValue(point.y)}>
              {values[index]}
            </span>
            <span className={css['tooltipStep']}>
              {point.x === readout.x ? '' : `@ ${formatStep(point.x)}`}
            </span>
          </div>
        ))}
      </div>
      {hiddenCount > 0 ? <div className={css['tooltipMore']}>{labels.more(hiddenCount)}</div> : null}
    </div>,
    document.body,
  );
}

function LineSample({ line }: { readonly line: TooltipLine | undefined }) {
  return (
    <svg width="16" height="8" aria-hidden="true" className={css['tooltipSample']}>
      <line
        x1="0"
        y1="4"
        x2="16"
        y2="4"
        strokeWidth="2.5"
        stroke={line?.color}
        strokeDasharray={line?.dash.join(' ')}
      />
    </svg>
  );
}

function formatStep(step: number): string {
  return Number.isInteger(step) && Math.abs(step) < 1e21 ? formatCount(step) : formatFullValue(step);
}

/** Stays with its place in the plot when anything scrolls, and away while that is out of sight; undefined: unseen. */
function usePlace(anchor: RefObject<HTMLElement | null>, x: number, y: number) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ readonly left: number; readonly top: number }>();
  useLayoutEffect(() => {
    if (box.current && anchor.current) setPlace(placeOf(box.current, anchor.current, x, y));
  }, [box, anchor, x, y]);
  useEffect(() => {
    const onScroll = () => {
      const [tooltip, plot] = [box.current, anchor.current];
      setPlace(tooltip && plot && isInSight(plot, x, y) ? placeOf(tooltip, plot, x, y) : undefined);
    };
    window.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', onScroll, { capture: true });
  }, [box, anchor, x, y]);
  return { box, place };
}

function placeOf(tooltip: HTMLElement, plot: HTMLElement, x: number, y: number) {
  const box = plot.getBoundingClientRect();
  const size = { width: tooltip.offsetWidth, height: tooltip.offsetHeight };
  const viewport = { width: window.innerWidth, height: window.innerHeight };
  return placeTooltip({ x: box.left + x, y: box.top + y }, size, box, viewport);
}

/** Not scrolled out of the pane that it lies in. */
function isInSight(plot: HTMLElement, x: number, y: number): boolean {
  const { left, top, width, height } = plot.getBoundingClientRect();
  return plot.contains(document.elementFromPoint(left + within(x, width), top + within(y, height)));
}

function within(atPx: number, lengthPx: number): number {
  return Math.min(Math.max(atPx, 1), lengthPx - 1);
}
