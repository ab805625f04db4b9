import { useMemo } from 'react';
import { buildMetricAxesOption } from '../../charts/build-metric-axes-option.ts';
import type { ReferenceLine } from '../../domain/charts/reference-line.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import type { LineStyle } from '../../drawing/line-layer.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { ticksOfAxis } from '../chart-settings/axis-words.ts';
import { useCardLevels } from './card-levels.ts';
import css from './chart-card.module.css';
import type { LineStyles, RunStyle } from '../run-styles.ts';
import { BASELINE_DASHES } from './baseline-dashes.ts';
import { withSeams } from './seam-marks.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import { usePlotShape } from './use-plot-shape.ts';
import type { OnReadAt } from '../../ui/use-read-at.ts';
import { readingLabels, useCardReading } from './use-card-reading.ts';

export const loadPlot = () => import('../../ui/metric-plot.tsx');
const { Component: MetricPlot } = createLazyComponent(
  async () => (await loadPlot()).MetricPlot,
  () => <div className={css.waiting}>{m.loading_history()}</div>,
);
export const PLOT_HEIGHT_PX = 208;
const NO_STYLE: RunStyle = { color: 'var(--faint)', dash: [] };

const MEMBER_DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [9, 3, 2, 3], [4, 4]];

export interface Drawn {
  readonly pointsDrawn: number;
  readonly linesDrawn: number;
}

interface CardPlotProps {
  /** What the card is called. */
  readonly name: string;
  readonly lines: readonly CardLine[];
  readonly styles: LineStyles;
  readonly settings: ChartSettings;
  /** Cards of one section may share their y axis; undefined: it stands alone. */
  readonly section?: string | undefined;
  /** Levels that were typed for the card. */
  readonly references?: readonly ReferenceLine[] | undefined;
  readonly onZoom: (window: { readonly min: number; readonly max: number } | undefined) => void;
  /** One line for each of `lines`. */
  readonly picture: ChartPicture | undefined;
  readonly heightPx: number;
  readonly onReadAt: OnReadAt | undefined;
  readonly onResize: (widthPx: number) => void;
  readonly onDrawn: (drawn: Drawn) => void;
}

/** Lends the plot, which knows no run, the names and colours of runs. */
export function CardPlot({
  name,
  picture,
  lines,
  heightPx,
  styles,
  settings,
  section,
  references,
  onZoom,
  onReadAt,
  onResize,
  onDrawn,
}: CardPlotProps) {
  const lineStyles = useMemo(() => lines.map((line) => lineStyleOf(line, styles)), [lines, styles]);
  // Of the picture: the settings may have changed since.
  const axis = picture?.axis ?? settings.axis;
  const labels = useMemo(
    () => ({
      name: m.card_plot({ metric: name }),
      ...readingLabels(axis),
    }),
    [name, axis],
  );
  const reading = useCardReading(lines, axis);
  const levels = useCardLevels(picture, lines, styles, references);
  const shape = usePlotShape(picture, settings, section, levels);
  const seams = picture?.joined?.seams;
  const marks = useMemo(() => withSeams(shape.marks, seams ?? [], lines), [shape.marks, seams, lines]);
  return (
    <MetricPlot
      {...shape}
      marks={marks}
      levels={levels}
      readings={shape.bands?.readings}
      changes={shape.bands?.changes}
      buildAxes={buildMetricAxesOption}
      styles={lineStyles}
      xTicks={ticksOfAxis(axis)}
      xKind={settings.xKind}
      yKind={settings.yKind}
      {...reading}
      labels={labels}
      heightPx={heightPx}
      onZoom={(min, max) => onZoom({ min, max })}
      onResetZoom={() => onZoom(undefined)}
      onReadAt={onReadAt}
      onResize={onResize}
      onDrawn={onDrawn}
    />
  );
}

/** The baseline's lines lie over all others. Members of a run that no dash of its own tells from others are told apart by theirs. */
export function lineStyleOf({ run, member, group, isBaseline }: CardLine, styles: LineStyles): LineStyle {
  const style = styles.get(group?.id ?? run.id) ?? NO_STYLE;
  if (isBaseline) {
    return { ...style, dash: BASELINE_DASHES[member % BASELINE_DASHES.length] ?? [], isOnTop: true };
  }
  const dash = MEMBER_DASHES[member % MEMBER_DASHES.length] ?? [];
  return style.dash.length > 0 ? style : { ...style, dash };
}
