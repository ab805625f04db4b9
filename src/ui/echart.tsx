import type { EChartsCoreOption } from 'echarts/core';
import { GridComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';

echarts.use([GridComponent, CanvasRenderer]);

export interface EChartProps {
  /** Applied whenever the reference changes. */
  readonly option: EChartsCoreOption;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
}

let prepared: Promise<void> | undefined;

/**
 * Draws axes that nobody sees, once: the first ones of a page cost 30 to 45 ms while the browser still reads the code of
 * the library, later ones 4 to 8. In pieces they are short tasks; together, or with the first chart's other work, they made
 * one over 50 ms.
 */
export function prepareAxes(): Promise<void> {
  // What fails here fails again, and is told, where somebody looks.
  prepared ??= drawUnseenAxes().catch(() => undefined);
  return prepared;
}

const HIDDEN_AXIS = { type: 'value', min: 0, max: 1, show: false };
const AXIS = { ...HIDDEN_AXIS, show: true, name: '1', axisLabel: { hideOverlap: true } };
const UNSEEN_AXES = [
  { xAxis: HIDDEN_AXIS, yAxis: HIDDEN_AXIS },
  { xAxis: AXIS, yAxis: HIDDEN_AXIS },
  { xAxis: AXIS, yAxis: AXIS },
];

async function drawUnseenAxes(): Promise<void> {
  await nextTask();
  const host = document.createElement('div');
  const chart = echarts.init(host, null, { renderer: 'canvas', width: 300, height: 200 });
  try {
    for (const axes of UNSEEN_AXES) {
      await nextTask();
      chart.setOption({ animation: false, grid: {}, ...axes, series: [] });
    }
  } finally {
    chart.dispose();
  }
}

const nextTask = () => new Promise((resolve) => setTimeout(resolve));

/** The one host of ECharts: creates, sizes, updates and disposes. Load it lazily: it brings the library with it. */
export function EChart(props: EChartProps) {
  // An instance keeps the pixel ratio that it was made with.
  return <Host key={props.devicePixelRatio} {...props} />;
}

function Host({ option, width, height, devicePixelRatio }: EChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<echarts.ECharts>(undefined);

  useEffect(() => {
    if (!host.current) return;
    const created = echarts.init(host.current, null, { renderer: 'canvas', devicePixelRatio });
    chart.current = created;
    return () => {
      chart.current = undefined;
      created.dispose();
    };
  }, [devicePixelRatio]);

  useEffect(() => {
    const current = chart.current;
    if (!current) return;
    if (current.getWidth() !== width || current.getHeight() !== height) current.resize({ width, height });
    current.setOption(option, { replaceMerge: ['xAxis', 'yAxis', 'grid'] });
  }, [option, width, height]);

  return <div ref={host} style={{ width, height }} aria-hidden="true" />;
}
