import { IconChartLine, IconWaveSine } from '@tabler/icons-react';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import type { MetricOfSet } from '../../worker/runs/runs-protocol.ts';
import { axisName } from '../chart-settings/axis-words.ts';
import type { ChangeSettings } from '../chart-card/card-axes.ts';
import { ToolbarPopover } from './charts-toolbar-popover.tsx';
import { ruleName } from '../chart-settings/smoothing-words.ts';

const { Component: XAxisPanel } = createLazyComponent(
  async () => (await import('../chart-settings/x-axis-panel.tsx')).XAxisPanel,
  () => m.loading(),
);
const { Component: SmoothingFields } = createLazyComponent(
  async () => (await import('../chart-settings/smoothing-fields.tsx')).SmoothingFields,
  () => m.loading(),
);
const { Component: AxesPanel } = createLazyComponent(
  async () => (await import('../chart-settings/axes-panel.tsx')).AxesPanel,
  () => m.loading(),
);

interface AxesMenusProps {
  readonly viewId: string | undefined;
  readonly metrics: readonly MetricOfSet[];
  readonly settings: ChartSettings;
  readonly onSettings: ChangeSettings;
}

/** What x means, how lines are smoothed, scales and ends: of all cards. */
export function AxesMenus({ viewId, metrics, settings, onSettings }: AxesMenusProps) {
  const { axis, smoothing } = settings;
  const words = smoothing ? m.smoothing_button({ rule: ruleName(smoothing, axis) }) : m.smoothing_title();
  return (
    <>
      <ToolbarPopover label={m.axis_x_button({ axis: axisName(axis) })} width={280}>
        {() => (
          <XAxisPanel
            axis={axis}
            metrics={metrics}
            onAxis={(next) => onSettings(axisChange(settings, next), 'axis')}
          />
        )}
      </ToolbarPopover>
      <ToolbarPopover
        label={words}
        width={300}
        icon={<IconWaveSine size={16} stroke={1.7} />}
        isActive={smoothing !== undefined}
      >
        {() => (
          <SmoothingFields
            rule={smoothing}
            axis={axis}
            onRule={(next) => onSettings({ smoothing: next }, `smoothing ${next?.kind}`)}
          />
        )}
      </ToolbarPopover>
      <ToolbarPopover label={m.charts_axes()} width={330} icon={<IconChartLine size={16} stroke={1.7} />}>
        {() => <AxesPanel viewId={viewId} settings={settings} onSettings={onSettings} />}
      </ToolbarPopover>
    </>
  );
}

/** Windows and typed ends are of the axis that was there before; so is a half-life on it. */
function axisChange(settings: ChartSettings, axis: XAxis): Partial<ChartSettings> {
  const ends = { xWindow: undefined, systemWindow: undefined, xRange: {} };
  return settings.smoothing?.kind === 'time-ema'
    ? { axis, ...ends, smoothing: undefined }
    : { axis, ...ends };
}
