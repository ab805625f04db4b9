import type { PointAxes, PointTicks } from '../../../drawing/point-axes.ts';
import css from './scatter.module.css';

interface ScatterAxesProps {
  readonly axes: PointAxes;
  readonly xName: string;
  readonly yName: string;
}

/** Ticks, grid and names of both axes: plain elements, so that long names are cut by the browser and whole on hover. */
export function ScatterAxes({ axes, xName, yName }: ScatterAxesProps) {
  const { box, x, y } = axes;
  return (
    <div className={css.axes} aria-hidden="true">
      {y.ticks.map(({ px, label }) => (
        <div key={`${px} ${label}`}>
          <span className={css.gridRow} style={{ top: box.top + px, left: box.left, width: box.width }} />
          <span
            className={css.yLabel}
            style={{ top: box.top + px, width: box.left - 6, maxWidth: y.roomPx }}
            title={label}
          >
            {label}
          </span>
        </div>
      ))}
      {x.ticks.map(({ px, label }) => (
        <div key={`${px} ${label}`}>
          <span
            className={css.gridColumn}
            style={{ left: box.left + px, top: box.top, height: box.height }}
          />
          <span
            className={css.xLabel}
            style={{ left: box.left + px, top: box.top + box.height + 4, maxWidth: x.roomPx }}
            title={label}
          >
            {label}
          </span>
        </div>
      ))}
      <span className={css.frame} style={box} />
      <span className={css.yName} style={{ left: box.left }} title={yName}>
        {[yName, offsetOf(y)].join(' ').trim()}
      </span>
      <span className={css.xName} style={{ left: box.left, width: box.width }} title={xName}>
        {[xName, offsetOf(x)].join(' ').trim()}
      </span>
    </div>
  );
}

function offsetOf({ offset }: PointTicks): string {
  return offset === undefined ? '' : `(${offset})`;
}
