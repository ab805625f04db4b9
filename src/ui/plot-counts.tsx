import { useMemo } from 'react';
import type { PackedLines } from '../base/packed-lines.ts';
import { type CountChanges, placeCounts } from '../drawing/count-marks.ts';
import type { LineStyle } from '../drawing/line-layer.ts';
import type { PlotFrame } from '../drawing/plot-frame.ts';
import css from './metric-plot.module.css';

interface PlotCountsProps {
  /** Undefined: lines stand for themselves. */
  readonly changes?: CountChanges | undefined;
  readonly lines: PackedLines;
  readonly styles: readonly Pick<LineStyle, 'color'>[];
  readonly frame: PlotFrame;
  /** Of the plot in its host, in CSS pixels. */
  readonly place: { readonly left: number; readonly top: number };
  /** `n = 3`. */
  readonly words: (count: number) => string;
}

/** Where the number of members behind a line changes: a stroke across it, and the new number. */
export function PlotCounts({ changes, lines, styles, frame, place, words }: PlotCountsProps) {
  const marks = useMemo(() => (changes ? placeCounts(changes, lines, frame) : []), [changes, lines, frame]);
  if (marks.length === 0) return null;
  const ratio = frame.devicePixelRatio;
  return (
    <div aria-hidden="true" className={css['counts']} style={{ left: place.left, top: place.top }}>
      {marks.map(({ line, x, count, xPx, yPx, leftPx, topPx }) => (
        <div key={`${line} ${x}`} style={{ color: styles[line]?.color }}>
          <span className={css['countTick']} style={{ left: xPx / ratio, top: yPx / ratio }} />
          <span
            className={css['countWords']}
            style={{ left: leftPx / ratio, top: topPx / ratio }}
            data-n={count}
            data-x={x}
            data-line={line}
          >
            {words(count)}
          </span>
        </div>
      ))}
    </div>
  );
}
