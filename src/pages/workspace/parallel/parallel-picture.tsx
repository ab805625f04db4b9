import { useCallback, useMemo, useRef, useState } from 'react';
import type { AxisBrush, Passing } from '../../../domain/comparison/parallel/brushes.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { formatCount } from '../../../base/format-number.ts';
import { layOutParallel } from '../../../drawing/parallel-layout.ts';
import { m } from '../../../paraglide/messages.js';
import { useMark } from '../../../parts/mark.ts';
import { useStableCallback } from '../../../parts/use-stable-callback.ts';
import { columnWord } from '../../../parts/wording.ts';
import { usePlotTheme } from '../../../ui/use-plot-theme.ts';
import type { AxisActions } from './axis-menu.tsx';
import { LitLines } from './lit-lines.tsx';
import css from './parallel.module.css';
import { ParallelAxis } from './parallel-axis.tsx';
import { ParallelCanvas } from './parallel-canvas.tsx';
import { lanesOf, type ShownAxis } from './shown-axes.ts';
import { useAxisDrag } from './use-axis-drag.ts';
import { useBoxSize } from './use-box-size.ts';
import { type LiveBrushes, useBrushDrag } from './use-brush-drag.ts';
import { useParallelLines } from './use-parallel-lines.ts';

interface ParallelPictureProps {
  readonly axes: readonly ShownAxis[];
  readonly runIds: readonly RunId[];
  readonly nameOf: (run: number) => string;
  readonly order: Uint32Array;
  readonly colors: Uint32Array;
  readonly passing: Passing;
  /** Text of the column. */
  readonly colorId: string | undefined;
  /** Some values are still read or worked out. */
  readonly isWaiting: boolean;
  readonly actionsOf: (index: number) => AxisActions;
  readonly onBrushes: (index: number, brushes: readonly AxisBrush[]) => void;
  readonly onLive: (live: LiveBrushes | undefined) => void;
  readonly onMoveAxis: (from: number, to: number) => void;
}

/** As many lines as are placed and ordered within a few milliseconds. */
const HEAVY_RUNS = 2_000;

/** The lines over their axes. */
export function ParallelPicture(props: ParallelPictureProps) {
  const { axes, runIds, order, colors, passing, isWaiting, onLive } = props;
  const host = useRef<HTMLDivElement>(null);
  const size = useBoxSize(host, runIds.length > HEAVY_RUNS);
  const theme = usePlotTheme(host, size !== undefined);
  const { lanesAbove, lanesBelow } = lanesOf(axes);
  const lanesKey = [...lanesAbove, '', ...lanesBelow].join();
  const layout = useMemo(
    () => size && layOutParallel({ ...size, axisCount: axes.length, lanesAbove, lanesBelow }),
    // `lanesKey` stands for the lanes.
    // oxlint-disable-next-line react/exhaustive-deps
    [size?.width, size?.height, size?.devicePixelRatio, axes.length, lanesKey],
  );
  const drawn = useParallelLines(axes, layout, order, colors);
  const { grab, isDragging } = useBrushDrag({ axes, layout, onLive, onDone: props.onBrushes });
  const grabHead = useAxisDrag(layout, props.onMoveAxis);
  const actionsOf = useStableCallback(props.actionsOf);
  const onBrushes = useStableCallback(props.onBrushes);
  const handlers = useMemo(
    () => ({ actionsOf, onGrab: grab, onBrushes, onGrabHead: grabHead }),
    [actionsOf, grab, onBrushes, grabHead],
  );
  const [hasDrawn, setHasDrawn] = useState(false);
  const onDrawn = useCallback((lineCount: number) => {
    setHasDrawn(true);
    const element = host.current;
    if (!element) return;
    element.dataset['series'] = String(lineCount);
    element.dataset['pointsDrawn'] = String(lineCount * Number(element.dataset['axes'] ?? 0));
  }, []);
  useMark('runlens:view-ready', hasDrawn && !isWaiting, 'parallel');
  const names = axes.map(({ setting }) => columnWord(setting.column)).join(', ');
  return (
    <div
      ref={host}
      className={css.host}
      role="figure"
      aria-label={m.parallel_figure()}
      data-state={hasDrawn && !isWaiting ? 'exact' : 'loading'}
      data-axes={axes.length}
    >
      <p className={css.hidden}>
        {m.parallel_summary({
          runs: formatCount(runIds.length),
          axes: formatCount(axes.length),
          names: names.slice(0, 600),
          kept: formatCount(passing.count),
        })}
      </p>
      {layout && drawn && theme ? (
        <div className={css.plot} data-plot="" style={{ width: layout.width, height: layout.height }}>
          <ParallelCanvas
            drawn={drawn}
            layout={layout}
            passing={passing}
            faint={theme.resolve('var(--faint)')}
            onDrawn={onDrawn}
          />
          <LitLines
            host={host}
            drawn={drawn}
            layout={layout}
            axes={axes}
            runIds={runIds}
            nameOf={props.nameOf}
            mask={passing.mask}
            background={theme.overlay.background}
            isDragging={isDragging}
          />
          {axes.map((axis, index) => (
            <ParallelAxis
              key={axis.id}
              axis={axis}
              index={index}
              axisCount={axes.length}
              layout={layout}
              isColoring={axis.id === props.colorId}
              handlers={handlers}
            />
          ))}
        </div>
      ) : null}
    </div>
  );
}
