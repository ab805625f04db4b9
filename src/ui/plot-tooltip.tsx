import { useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatCount, formatFullValue } from '../base/format-number.ts';
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
  /** In the viewport, CSS pixels. */
  readonly at: { readonly x: number; readonly y: number };
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
export function PlotTooltip({ readout, lines, highlighted, at, labels }: PlotTooltipProps) {
  const box = useRef<HTMLDivElement>(null);
  const [place, setPlace] = useState<{ left: number; top: number }>();
  const shown = readout.points.slice(0, MOST_LINES);
  const values = distinctLabels(shown.map(({ y }) => y));
  const hiddenCount = readout.points.length - shown.length;
  useLayoutEffect(() => {
    if (box.current) setPlace(placeBeside(at, box.current.offsetWidth, box.current.offsetHeight));
  }, [at.x, at.y, readout]);
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
function placeBeside(
  at: PlotTooltipProps['at'],
  width: number,
  height: number,
): { left: number; top: number } {
  const isRoomRight = at.x + GAP_PX + width + EDGE_PX <= window.innerWidth;
  const left = isRoomRight ? at.x + GAP_PX : Math.max(EDGE_PX, at.x - GAP_PX - width);
  const top = Math.max(EDGE_PX, Math.min(at.y + GAP_PX, window.innerHeight - height - EDGE_PX));
  return { left, top };
}
