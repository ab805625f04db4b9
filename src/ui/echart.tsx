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
