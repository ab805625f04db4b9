import type { EChartsOption } from 'echarts';
import {
  type AxesTheme,
  type AxisPicture,
  LABEL_FONT_PX,
  OFFSET_GAP,
  type PlotAxes,
} from '../drawing/layout.ts';

/**
 * Axes and grid lines only: the lines are drawn by `drawing/`. Both axes count CSS pixels, and ticks come with their
 * place and text, so ECharts neither rounds a domain of 1e-300 nor has a mapping of its own.
 */
export function buildMetricAxesOption({ layout, x, y }: PlotAxes, theme: AxesTheme): EChartsOption {
  const { left, right, top, bottom } = layout;
  const text = { color: theme.text, fontSize: LABEL_FONT_PX, fontFamily: theme.fontFamily };
  return {
    animation: false,
    grid: { left, right, top, bottom, outerBoundsMode: 'none' },
    xAxis: {
      ...axisOf(x, text),
      name: x.offset ?? '',
      nameLocation: 'middle',
      nameGap: OFFSET_GAP,
      nameTextStyle: text,
      axisLine: { onZero: false, lineStyle: { color: theme.baseline } },
      splitLine: { show: false },
    },
    yAxis: {
      ...axisOf(y, text),
      name: y.offset ?? '',
      nameLocation: 'end',
      nameGap: 8,
      nameTextStyle: { ...text, align: 'left', padding: [0, 0, 0, -left + 8] },
      axisLine: { show: false },
      splitLine: { show: true, lineStyle: { color: theme.grid } },
    },
    series: [],
  };
}

function axisOf({ ticks, lengthPx }: AxisPicture, text: object) {
  const customValues = ticks.map(({ px }) => px);
  return {
    type: 'value' as const,
    min: 0,
    max: lengthPx,
    axisTick: { show: false, customValues },
    axisLabel: {
      ...text,
      margin: 8,
      customValues,
      hideOverlap: true,
      formatter: (px: number) => labelNear(ticks, px),
    },
  };
}

/** By the nearest place: ECharts rounds the values that it hands out. */
function labelNear(ticks: AxisPicture['ticks'], px: number): string {
  return ticks.find((tick) => Math.abs(tick.px - px) < 0.5)?.label ?? '';
}
