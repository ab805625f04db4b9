import { useCallback, useMemo } from 'react';
import { formatCount } from '../base/format-number.ts';
import { buildMetricAxesOption } from '../charts/build-metric-axes-option.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import type { RunId } from '../domain/run.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import { createLazyComponent } from '../ui/lazy-component.tsx';
import type { ChartPicture, MetricOfSet } from '../worker/data-protocol.ts';
import css from './chart-card.module.css';
import { useHighlight } from './highlight.tsx';
import { plotShape } from './plot-shape.ts';
import type { RunStyle } from './run-styles.ts';

export const loadPlot = () => import('../ui/metric-plot.tsx');
const { Component: MetricPlot } = createLazyComponent(
  async () => (await loadPlot()).MetricPlot,
  () => <div className={css.waiting}>{m.loading_history()}</div>,
);
export const PLOT_HEIGHT_PX = 208;
const NO_STYLE: RunStyle = { color: 'var(--faint)', dash: [] };

export interface Drawn {
  readonly pointsDrawn: number;
  readonly linesDrawn: number;
}

interface CardPlotProps {
  readonly metric: Pick<MetricOfSet, 'key' | 'sameAs' | 'ownKeys'>;
  readonly runs: readonly ComparedRun[];
  readonly styles: ReadonlyMap<RunId, RunStyle>;
  readonly settings: ChartSettings;
  readonly onZoom: (window: { readonly min: number; readonly max: number } | undefined) => void;
  readonly picture: ChartPicture | undefined;
  readonly onResize: (widthPx: number) => void;
  readonly onDrawn: (drawn: Drawn) => void;
}

/** Lends the plot, which knows no run, the names and colours of runs. */
export function CardPlot({
  metric,
  picture,
  runs,
  styles,
  settings,
  onZoom,
  onResize,
  onDrawn,
}: CardPlotProps) {
  const name = metricName(metric);
  const { hovered, focused, hover, focus } = useHighlight();
  const lineStyles = useMemo(
    () => runs.map((run) => ({ ...(styles.get(run.id) ?? NO_STYLE), label: run.name })),
    [runs, styles],
  );
  const highlighted = hovered ?? focused;
  const index = highlighted === undefined ? -1 : runs.findIndex(({ id }) => id === highlighted);
  const labels = useMemo(
    () => ({
      name: m.card_plot({ metric: name }),
      step: (step: number) => m.card_step({ step: formatCount(step) }),
      more: (count: number) => m.card_more({ count: formatCount(count) }),
    }),
    [name],
  );
  const shape = useMemo(() => plotShape(picture, settings), [picture, settings]);
  const onHover = useCallback(
    (line: number | undefined) => hover(line === undefined ? undefined : runs[line]?.id),
    [hover, runs],
  );
  return (
    <MetricPlot
      {...shape}
      buildAxes={buildMetricAxesOption}
      styles={lineStyles}
      xKind={settings.xKind}
      yKind={settings.yKind}
      highlighted={index < 0 ? undefined : index}
      labels={labels}
      heightPx={PLOT_HEIGHT_PX}
      onHover={onHover}
      onClickLine={(line) => focus(runs[line]?.id === focused ? undefined : runs[line]?.id)}
      onZoom={(min, max) => onZoom({ min, max })}
      onResetZoom={() => onZoom(undefined)}
      onResize={onResize}
      onDrawn={onDrawn}
    />
  );
}

/** With the keys that count as this one. */
export function metricName({ key, sameAs = [] }: Pick<MetricOfSet, 'key' | 'sameAs'>): string {
  return sameAs.length > 0 ? `${key} ${m.column_same_as({ keys: sameAs.join(' = ') })}` : key;
}
