import { useMemo } from 'react';
import { isInside, levelText, placeLevels, type PlotLevel } from '../drawing/levels.ts';
import type { PlotFrame } from '../drawing/plot-frame.ts';
import css from './plot-levels.module.css';

interface PlotLevelsProps {
  readonly levels: readonly PlotLevel[];
  readonly frame: PlotFrame;
  /** Of the plot in CSS pixels. */
  readonly box: {
    readonly left: number;
    readonly top: number;
    readonly width: number;
    readonly height: number;
  };
}

/** Level lines over the plot, each with its value at the right edge, or an arrow where it lies beyond the axis. */
export function PlotLevels({ levels, frame, box }: PlotLevelsProps) {
  const placed = useMemo(() => placeLevels(levels, frame), [levels, frame]);
  return (
    <div className={css['levels']} style={box}>
      {placed.map((level, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- levels have no other name
        <div key={index} data-level={level.kind} data-level-y={level.y} data-level-side={level.side}>
          {isInside(level) ? (
            <span
              className={css['line']}
              data-kind={level.kind}
              style={{ top: level.linePx, borderColor: level.color }}
            />
          ) : null}
          <span
            className={css['text']}
            data-side={level.side}
            style={{ top: level.textPx, color: level.color }}
            title={level.text}
          >
            {levelText(level)}
          </span>
        </div>
      ))}
    </div>
  );
}
