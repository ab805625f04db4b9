import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import choiceCss from '../../ui/choice.module.css';
import css from './axes-panels.module.css';
import type { ChangeSettings } from '../chart-card/card-axes.ts';
import { JoinField } from './join-field.tsx';
import { RangeFields } from './range-fields.tsx';
import type { EndStyle } from './range-text.ts';
import { YAxisFields } from './y-axis-fields.tsx';

interface AxesPanelProps {
  /** The view that the runs are rows of; undefined: there is one run. */
  readonly viewId: string | undefined;
  readonly settings: ChartSettings;
  readonly onSettings: ChangeSettings;
}

/** Scales and ends of both axes, and which runs are one line, of all cards. */
export function AxesPanel({ viewId, settings, onSettings }: AxesPanelProps) {
  const { axis, xKind, xRange } = settings;
  const isDate = axis.kind === 'wall';
  return (
    <div className={css.panel}>
      <div className={css.group} role="group" aria-label={m.axis_x()}>
        <label className={choiceCss.choice} title={isDate ? m.axes_wall_log() : undefined}>
          <input
            type="checkbox"
            disabled={isDate}
            checked={xKind === 'log' && !isDate}
            onChange={(event) =>
              onSettings({ xKind: event.currentTarget.checked ? 'log' : 'linear', xWindow: undefined })
            }
          />
          {m.charts_log_x()}
        </label>
        <RangeFields
          key={axis.kind}
          label={axis.kind === 'relative' ? m.axes_x_seconds() : m.axes_x_range()}
          axisName="x"
          range={xRange}
          style={endStyle(settings)}
          kind={isDate ? 'linear' : xKind}
          onRange={(range) => onSettings({ xRange: range, xWindow: undefined }, 'x range')}
        />
      </div>
      <div className={css.group} role="group" aria-label={m.axis_y()}>
        <YAxisFields
          axis={settings}
          onChange={(change) => onSettings(change, Object.keys(change).join(' '))}
        />
        <label className={choiceCss.choice}>
          <input
            type="checkbox"
            checked={settings.isYShared}
            onChange={(event) => onSettings({ isYShared: event.currentTarget.checked })}
          />
          {m.axes_shared_y()}
        </label>
      </div>
      {viewId === undefined ? null : (
        <JoinField viewId={viewId} joinBy={settings.joinBy} onJoinBy={(joinBy) => onSettings({ joinBy })} />
      )}
    </div>
  );
}

function endStyle({ axis }: ChartSettings): EndStyle {
  if (axis.kind === 'wall') return { kind: 'date' };
  return { kind: 'number', unit: axis.kind === 'relative' ? 1000 : 1 };
}
