import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatCount, formatFullValue } from '../base/format-number.ts';
import type { LinePoint } from '../drawing/hit-test.ts';
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

const MOST_LINES = 8;
const GAP_PX = 14;
const EDGE_PX = 6;

/** Values at the crosshair, the lines nearest to the pointer first. Lies in the body, so that no card cuts it. */
export function PlotTooltip({ readout, lines, highlighted, anchor, x, y, labels }: PlotTooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();
  // The lit line is the one that the pointer is on, even where its next logged point lies further off.
  const isLit = ({ line }: LinePoint) => line === highlighted;
  const lit = readout.points.filter(isLit);
  const shown = [...lit, ...readout.points.filter((point) => !isLit(point))].slice(0, MOST_LINES);
  const values = distinctLabels(shown.map(({ y }) => y));
  const hiddenCount = readout.points.length - shown.length;
  useLayoutEffect(() => {
    const plot = anchor.current?.getBoundingClientRect();
    if (!box.current || !plot) return;
    setPlace(placeBeside(plot.left + x, plot.top + y, box.current.offsetWidth, box.current.offsetHeight));
  }, [anchor, x, y]);
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

/** Right of the pointer, else left of it; inside the viewport always. */
function placeBeside(x: number, y: number, width: number, height: number): { left: number; top: number } {
  const isRoomRight = x + GAP_PX + width + EDGE_PX <= window.innerWidth;
  const left = isRoomRight ? x + GAP_PX : Math.max(EDGE_PX, x - GAP_PX - width);
  const top = Math.max(EDGE_PX, Math.min(y + GAP_PX, window.innerHeight - height - EDGE_PX));
  return { left, top };
}
