import type { CardAxes } from '../../domain/charts/card-axes.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { axisName } from '../chart-settings/axis-words.ts';
import choiceCss from '../../ui/choice.module.css';
import css from '../chart-settings/axes-panels.module.css';
import { useChartReading } from './chart-reading.tsx';

interface CardXFieldsProps {
  /** As they hold for the card. */
  readonly settings: ChartSettings;
  readonly ownAxis: XAxis | undefined;
  readonly onOwn: (change: CardAxes, joint?: string) => void;
}

const TIMES: readonly XAxis[] = [{ kind: 'step' }, { kind: 'relative' }, { kind: 'wall' }];
/** More than these are not chosen from a list: the axis of all cards has a search. */
const MOST_METRICS = 300;
const AS_ALL = '';

/** What x is on one card: as on all, steps, times or another metric. */
export function CardXFields({ settings, ownAxis, onOwn }: CardXFieldsProps) {
  const { catalogue } = useChartReading();
  const metrics = (catalogue?.metrics ?? []).slice(0, MOST_METRICS);
  const listed = [...TIMES, ...metrics.map(({ key }): XAxis => ({ kind: 'metric', key, join: 'step' }))];
  const own = ownAxis && idOf(ownAxis);
  const choices = ownAxis && !listed.some((axis) => idOf(axis) === own) ? [...listed, ownAxis] : listed;
  const choose = (id: string) => {
    const axis = choices.find((choice) => idOf(choice) === id);
    // What was zoomed was in the units of the axis before.
    onOwn({ axis, xKind: axis && settings.xKind, xWindow: undefined });
  };
  return (
    <>
      <label className={css.row}>
        <span className={css.rowLabel}>{m.axis_x()}</span>
        <select
          className={css.select}
          value={own ?? AS_ALL}
          onChange={(event) => choose(event.currentTarget.value)}
        >
          <option value={AS_ALL}>{m.card_x_as_all()}</option>
          {choices.map((axis) => (
            <option key={idOf(axis)} value={idOf(axis)}>
              {axisName(axis)}
            </option>
          ))}
        </select>
      </label>
      {ownAxis && ownAxis.kind !== 'wall' ? (
        <label className={choiceCss.choice}>
          <input
            type="checkbox"
            checked={settings.xKind === 'log'}
            onChange={(event) => onOwn({ xKind: event.currentTarget.checked ? 'log' : 'linear' })}
          />
          {m.charts_log_x()}
        </label>
      ) : null}
    </>
  );
}

function idOf(axis: XAxis): string {
  return JSON.stringify(axis);
}
