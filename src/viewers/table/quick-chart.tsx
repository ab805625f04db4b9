import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { padDomain } from '../../base/pad-domain.ts';
import { createProjection } from '../../base/scale.ts';
import { layOutPoints, type PointAxes, type PointAxis, scaleOf } from '../../drawing/point-axes.ts';
import { createPointDrawing, drawPoints } from '../../drawing/point-layer.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import type { FileClient } from '../../queries/file-client.tsx';
import type { SliceBudget } from '../../drawing/slice-queue.ts';
import { drawQueue } from '../../ui/draw-queue.ts';
import { createMeasure } from '../../ui/measure-label.ts';
import { usePlotSize } from '../../ui/use-plot-size.ts';
import { usePlotTheme } from '../../ui/use-plot-theme.ts';
import type { TableColumn, TablePoints } from '../../worker/files/table-protocol.ts';
import css from './quick-chart.module.css';

/** In place of a column: the number of the row. */
const ROW_NUMBER = -1;
const HEIGHT_PX = 260;
/** Columns that count, which nobody asks about first. */
const COUNTERS = /^(?:.*[_ ./-])?(?:step|steps|epoch|iter|iteration|index|idx|id|rank|time|timestamp)$/i;
const SEGMENTS_AT_ONCE = 2_000;

interface QuickChartProps {
  readonly worker: FileClient;
  readonly version: number;
  readonly columns: readonly TableColumn[];
}

/** Two columns of the rows that are shown, as points or a line. */
export function QuickChart({ worker, version, columns }: QuickChartProps) {
  const drawable = columns.flatMap(({ name, kind }, index) =>
    kind === 'number' || kind === 'time' ? [{ name, index, kind }] : [],
  );
  const numbers = drawable.filter(({ kind }) => kind === 'number');
  const [chosen, setChosen] = useState<{ readonly x?: number; readonly y?: number }>({});
  const [isLine, setLine] = useState(false);
  const x = chosen.x ?? (numbers.length > 1 ? numbers[0]?.index : undefined) ?? ROW_NUMBER;
  const others = numbers.filter(({ index }) => index !== x);
  const y = chosen.y ?? (others.find(({ name }) => !COUNTERS.test(name)) ?? others[0])?.index;
  const points = usePoints(worker, version, x === ROW_NUMBER ? undefined : x, y);
  const kindOf = (index: number | undefined) => (columns[index ?? -1]?.kind === 'time' ? 'date' : 'number');
  if (y === undefined) return <p className={css['none']}>{m.table_chart_none()}</p>;
  return (
    <section className={css['chart']} aria-label={m.table_chart()}>
      <div className={css['choices']}>
        <label>
          {m.table_chart_x()}
          <select
            value={x}
            onChange={(event) => setChosen({ ...chosen, x: Number(event.currentTarget.value) })}
          >
            <option value={ROW_NUMBER}>{m.table_chart_row()}</option>
            {drawable.map(({ name, index }) => (
              <option key={index} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          {m.table_chart_y()}
          <select
            value={y}
            onChange={(event) => setChosen({ ...chosen, y: Number(event.currentTarget.value) })}
          >
            {drawable.map(({ name, index }) => (
              <option key={index} value={index}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input
            type="checkbox"
            checked={isLine}
            onChange={(event) => setLine(event.currentTarget.checked)}
          />
          {m.table_chart_line()}
        </label>
        <span role="status">{points ? pointsWords(points) : ''}</span>
      </div>
      {points ? <Plot points={points} isLine={isLine} xKind={kindOf(x)} yKind={kindOf(y)} /> : null}
    </section>
  );
}

function pointsWords({ xs, count }: TablePoints): string {
  if (count === 0) return m.table_chart_empty();
  const all = formatCount(count);
  return xs.length < count
    ? m.table_chart_cut({ shown: formatCount(xs.length), all })
    : m.table_chart_points({ count, text: all });
}

function usePoints(worker: FileClient, version: number, x: number | undefined, y: number | undefined) {
  const [points, setPoints] = useState<TablePoints>();
  useEffect(() => {
    if (y === undefined) return undefined;
    const controller = new AbortController();
    worker.call('table.points', { x, y }, { signal: controller.signal }).then(setPoints, () => undefined);
    return () => controller.abort();
    // Another version has other rows.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- as said
  }, [worker, version, x, y]);
  return points;
}

interface PlotProps {
  readonly points: TablePoints;
  readonly isLine: boolean;
  readonly xKind: 'number' | 'date';
  readonly yKind: 'number' | 'date';
}

function Plot({ points, isLine, xKind, yKind }: PlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const size = usePlotSize(host);
  const theme = usePlotTheme(host, size !== undefined);
  const axes = useMemo(() => {
    if (!size || !theme) return undefined;
    const [x, y] = [axisOf(points.xs, xKind), axisOf(points.ys, yKind)];
    const room = { width: size.width, height: HEIGHT_PX };
    return { x, y, placed: layOutPoints(x, y, room, createMeasure(theme.axes.fontFamily)) };
  }, [points, size, theme, xKind, yKind]);
  useLayoutEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!context || !axes || !size || !theme) return undefined;
    const ratio = size.devicePixelRatio;
    const [width, height] = [axes.placed.box.width * ratio, axes.placed.box.height * ratio];
    const xs = Float32Array.from(points.xs, createProjection(scaleOf(axes.x, 0, width)));
    const ys = Float32Array.from(points.ys, createProjection(scaleOf(axes.y, height, 0)));
    context.canvas.width = Math.max(1, Math.round(width));
    context.canvas.height = Math.max(1, Math.round(height));
    const color = theme.resolve('var(--accent)');
    const draw = isLine
      ? lineDrawing(context, xs, ys, color, ratio)
      : pointDrawing(context, xs, ys, color, ratio, { width, height });
    return drawQueue.add(draw);
  }, [axes, points, isLine, size, theme]);
  return (
    <div
      ref={host}
      className={css['plot']}
      style={{ height: HEIGHT_PX }}
      data-points-drawn={points.xs.length}
    >
      {axes ? <Axes axes={axes.placed} /> : null}
      <canvas ref={canvas} style={axes?.placed.box} aria-hidden="true" />
    </div>
  );
}

function axisOf(values: Float64Array, kind: 'number' | 'date'): PointAxis {
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) [min, max] = [Math.min(min, value), Math.max(max, value)];
  const domain = values.length === 0 ? { min: 0, max: 1 } : padDomain({ min, max }, 'linear');
  const style =
    kind === 'date' ? ({ kind, language: getLocale() } as const) : ({ kind, isWhole: false } as const);
  return { kind: 'linear', ...domain, style };
}

function pointDrawing(
  context: CanvasRenderingContext2D,
  xs: Float32Array,
  ys: Float32Array,
  color: string,
  ratio: number,
  size: { readonly width: number; readonly height: number },
) {
  const drawing = createPointDrawing({
    xs,
    ys,
    colors: new Uint8Array(xs.length),
    palette: [color],
    radii: (xs.length > 2_000 ? 1.5 : 2.5) * ratio,
    faint: undefined,
    order: Uint32Array.from(xs, (_, index) => index),
    alpha: xs.length > 2_000 ? 0.5 : 0.8,
    widthPx: size.width,
    heightPx: size.height,
  });
  return (budget: SliceBudget) => {
    drawPoints(context, drawing, budget.leftMs(), () => performance.now());
    return drawing.isDone;
  };
}

/** In the order of the rows: a file of steps is a curve. */
function lineDrawing(
  context: CanvasRenderingContext2D,
  xs: Float32Array,
  ys: Float32Array,
  color: string,
  ratio: number,
) {
  let next = 1;
  context.strokeStyle = color;
  context.lineWidth = 1.5 * ratio;
  context.lineJoin = 'round';
  return () => {
    const end = Math.min(xs.length, next + SEGMENTS_AT_ONCE);
    context.beginPath();
    context.moveTo(xs[next - 1] ?? 0, ys[next - 1] ?? 0);
    for (; next < end; next++) context.lineTo(xs[next] ?? 0, ys[next] ?? 0);
    context.stroke();
    return next >= xs.length;
  };
}

function Axes({ axes: { box, x, y } }: { readonly axes: PointAxes }) {
  return (
    <div aria-hidden="true">
      {y.ticks.map(({ px, label }) => (
        <div key={px}>
          <span className={css['gridRow']} style={{ top: box.top + px, left: box.left, width: box.width }} />
          <span className={css['yLabel']} style={{ top: box.top + px, width: box.left - 6 }}>
            {label}
          </span>
        </div>
      ))}
      {x.ticks.map(({ px, label }) => (
        <span
          key={px}
          className={css['xLabel']}
          style={{ left: box.left + px, top: box.top + box.height + 4 }}
        >
          {label}
        </span>
      ))}
      <span className={css['frame']} style={box} />
      <span className={css['offset']} style={{ left: box.left }}>
        {y.offset}
      </span>
      <span className={css['offset']} style={{ left: box.left, top: box.top + box.height + 20 }}>
        {x.offset}
      </span>
    </div>
  );
}
