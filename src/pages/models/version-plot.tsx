import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { formatCount, formatFullValue } from '../../base/format-number.ts';
import {
  buildVersionPlot,
  nearestPoint,
  PLOT_MARGIN,
  type PlacedPoint,
  type VersionPlotPicture,
} from '../../charts/build-version-plot.ts';
import { compareVersions, type RegisteredModel } from '../../domain/registry/registered-model.ts';
import { directionOf } from '../../domain/runs/metric-direction.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useNavigateTo } from '../../state/use-route.ts';
import { usePlotSize } from '../../ui/use-plot-size.ts';
import { modelVersionHref } from '../../url/routes.ts';
import css from './models.module.css';
import type { VersionTable } from './use-version-table.ts';

interface VersionPlotProps {
  readonly model: RegisteredModel;
  readonly table: VersionTable;
  /** All versions are read. */
  readonly isComplete: boolean;
  readonly metric: string | undefined;
  readonly onMetric: (metric: string) => void;
}

/** One metric of all versions that the filter leaves, in the order of their numbers; aliases are marked. */
export function VersionPlot(props: VersionPlotProps) {
  const { table, isComplete, metric } = props;
  if (metric === undefined && isComplete && !table.runs.isReading)
    return <EmptyState title={m.plot_none_title()} body={m.plot_none_body()} />;
  return <MeasuredPlot {...props} />;
}

function MeasuredPlot({ model, table, isComplete, metric, onMetric }: VersionPlotProps) {
  const host = useRef<HTMLDivElement>(null);
  const size = usePlotSize(host);
  const { rows, runs } = table;
  const points = useMemo(() => {
    if (metric === undefined) return [];
    return rows
      .toSorted((left, right) => compareVersions(left.version.version, right.version.version))
      .flatMap((row) => {
        const value = row.metric(metric);
        return value === undefined
          ? []
          : [{ version: Number(row.version.version), value, aliases: row.aliases }];
      });
  }, [rows, metric]);
  const picture = useMemo(
    () =>
      size && metric !== undefined
        ? buildVersionPlot(points, { widthPx: size.width, heightPx: size.height }, directionOf(metric, {}))
        : undefined,
    [points, size, metric],
  );
  const state = runs.isReading || !isComplete ? 'loading' : points.length === 0 ? 'empty' : 'exact';
  return (
    <div className={css.plot}>
      <div className={css.bar}>
        <label className={css.pair}>
          <span>{m.plot_metric()}</span>
          <select
            className={css.select}
            value={metric}
            onChange={(event) => onMetric(event.currentTarget.value)}
          >
            {[...new Set([...(metric === undefined ? [] : [metric]), ...runs.metricKeys])].map((key) => (
              <option key={key}>{key}</option>
            ))}
          </select>
        </label>
        <span className={css.count} role="status">
          {m.plot_counts({ shown: formatCount(points.length), all: formatCount(rows.length) })}
          {picture && picture.leftOut > 0 ? ` · ${m.plot_left_out({ count: picture.leftOut })}` : ''}
        </span>
      </div>
      <div
        ref={host}
        className={css.figure}
        role="figure"
        aria-label={m.plot_label({ metric: metric ?? '' })}
        data-state={state}
        data-points-drawn={picture?.points.length ?? 0}
      >
        {picture && size ? <Picture picture={picture} model={model} widthPx={size.width} /> : null}
      </div>
    </div>
  );
}

interface PictureProps {
  readonly picture: VersionPlotPicture;
  readonly model: RegisteredModel;
  readonly widthPx: number;
}

function Picture({ picture, model, widthPx }: PictureProps) {
  const [near, setNear] = useState<PlacedPoint>();
  const navigateTo = useNavigateTo();
  const onPointerMove = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    setNear(nearestPoint(picture.points, event.clientX - left, event.clientY - top));
  };
  return (
    <>
      <svg
        className={css.svg}
        aria-hidden="true"
        onPointerMove={onPointerMove}
        onPointerLeave={() => setNear(undefined)}
        onClick={() => {
          if (near) navigateTo(modelVersionHref({ model: model.name, version: String(near.version) }));
        }}
      >
        {picture.yTicks.map(({ atPx, label }) => (
          <g key={label}>
            <line className={css.rule} x1={PLOT_MARGIN.left} x2="100%" y1={atPx} y2={atPx} />
            <text className={css.tick} x={PLOT_MARGIN.left - 8} y={atPx + 4} textAnchor="end">
              {label}
            </text>
          </g>
        ))}
        {picture.xTicks.map(({ atPx, label }) => (
          <text key={label} className={css.tick} x={atPx} y="100%" dy={-8} textAnchor="middle">
            {label}
          </text>
        ))}
        <path className={css.best} d={picture.best} />
        <path className={css.dotsPath} d={picture.dots} />
        {picture.marked.map(({ x, y, version, aliases }, index) => (
          <g key={version}>
            <circle className={css.marked} cx={x} cy={y} r={5} />
            {/* Labels of neighbours stand at different heights. */}
            <text className={css.mark} x={x} y={y - 10 - (index % 2) * 13} textAnchor={anchorOf(x, widthPx)}>
              {aliases.join(', ')}
            </text>
          </g>
        ))}
        {near ? <circle className={css.near} cx={near.x} cy={near.y} r={6} /> : null}
      </svg>
      {near ? (
        <div className={css.tip} style={{ left: Math.max(8, near.x - 90), top: near.y + 12 }}>
          <b>{m.version_name({ version: String(near.version) })}</b> {formatFullValue(near.value)}
          {near.aliases.length > 0 ? <span className={css.dim}> {near.aliases.join(', ')}</span> : null}
        </div>
      ) : null}
    </>
  );
}

/** Labels stay inside the picture. */
function anchorOf(x: number, widthPx: number): 'start' | 'middle' | 'end' {
  if (x < PLOT_MARGIN.left + 60) return 'start';
  return x > widthPx - 120 ? 'end' : 'middle';
}
