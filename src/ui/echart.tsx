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
 * Draws axes that nobody sees, once: the first ones of a page cost 20 to 30 ms while the browser still reads the code of
 * the library, later ones 4 to 8. Alone they are a short task; together with the first chart's other work they made one
 * over 50 ms.
 */
export function prepareAxes(): Promise<void> {
  prepared ??= new Promise((resolve) => {
    setTimeout(() => {
      // What fails here fails again, and is told, where somebody looks.
      try {
        drawUnseenAxes();
      } finally {
        resolve();
      }
    }, 0);
  });
  return prepared;
}

function drawUnseenAxes(): void {
  const host = document.createElement('div');
  const chart = echarts.init(host, null, { renderer: 'canvas', width: 300, height: 200 });
  const axis = { type: 'value', min: 0, max: 1, name: '1', axisLabel: { hideOverlap: true } };
  chart.setOption({ animation: false, grid: {}, xAxis: axis, yAxis: axis, series: [] });
  chart.dispose();
}

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
