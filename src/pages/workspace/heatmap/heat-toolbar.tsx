import { IconArrowsExchange } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { HEAT_STATISTICS } from '../../../domain/comparison/heat-map.ts';
import { paramsOfChoice } from '../../../domain/comparison/heat-axes.ts';
import { HEAT_KINDS, type HeatmapView } from '../../../domain/comparison/heatmap-view.ts';
import type { KeysAmongRuns } from '../../../domain/comparison/varying-keys.ts';
import { rankMetrics } from '../../../domain/runs/default-columns.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { columnWord } from '../../../parts/wording.ts';
import { isMetricForm, StatisticSelect } from '../statistic-select.tsx';
import { wordOfStatistic } from './heat-words.ts';
import buttonCss from '../../../ui/buttons.module.css';
import tabCss from '../tab-panel.module.css';

interface KindFieldProps {
  readonly view: HeatmapView;
  readonly onView: (view: HeatmapView) => void;
}

export function KindField({ view, onView }: KindFieldProps) {
  return (
    <label className={tabCss.field}>
      {m.heatmap_kind()}
      <select
        value={view.kind}
        onChange={({ currentTarget: { value } }) =>
          onView({ ...view, kind: HEAT_KINDS.find((kind) => kind === value) ?? view.kind })
        }
      >
        <option value="params">{m.heatmap_kind_params()}</option>
        <option value="runs">{m.heatmap_kind_runs()}</option>
      </select>
    </label>
  );
}

interface AxisFieldsProps extends KindFieldProps {
  readonly keys: KeysAmongRuns;
  /** What is shown, chosen or proposed. */
  readonly x: RunColumn;
  readonly y: RunColumn | undefined;
  readonly metric: RunColumn;
}

/** What stands in the columns, in the rows and in the cells. */
export function AxisFields({ view, onView, keys, x, y, metric }: AxisFieldsProps) {
  const params = paramsOfChoice(keys);
  const metrics = rankMetrics(keys.metrics).map(({ key }): RunColumn => ({ kind: 'metric', key }));
  const texts = { x: formatRunColumn(x), y: y ? formatRunColumn(y) : '' };
  return (
    <>
      <ColumnField
        label={m.heatmap_x()}
        value={x}
        columns={params}
        onText={(text) => onView({ ...view, ...texts, x: text })}
      />
      <button
        type="button"
        className={buttonCss.button}
        data-icon=""
        aria-label={m.heatmap_swap()}
        title={m.heatmap_swap()}
        disabled={!y}
        onClick={() => onView({ ...view, x: texts.y, y: texts.x })}
      >
        <IconArrowsExchange size={14} aria-hidden="true" />
      </button>
      <ColumnField
        label={m.heatmap_y()}
        value={y}
        columns={params}
        onText={(text) => onView({ ...view, ...texts, y: text })}
      >
        <option value="">{m.heatmap_none()}</option>
      </ColumnField>
      <ColumnField
        label={m.heatmap_metric()}
        value={metric.kind === 'statistic' ? { kind: 'metric', key: metric.key } : metric}
        columns={metrics}
        onText={(text) => onView({ ...view, metric: text })}
      />
      {isMetricForm(metric) ? (
        <StatisticSelect
          label={m.column_statistic({ column: m.heatmap_metric() })}
          value={metric}
          onChange={(column) => onView({ ...view, metric: formatRunColumn(column) })}
        />
      ) : null}
      <label className={tabCss.field}>
        {m.heatmap_statistic()}
        <select
          value={view.statistic}
          onChange={({ currentTarget: { value } }) =>
            onView({
              ...view,
              statistic: HEAT_STATISTICS.find((statistic) => statistic === value) ?? view.statistic,
            })
          }
        >
          {HEAT_STATISTICS.map((statistic) => (
            <option key={statistic} value={statistic}>
              {wordOfStatistic(statistic)}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

interface ColumnFieldProps {
  readonly label: string;
  readonly value: RunColumn | undefined;
  readonly columns: readonly RunColumn[];
  readonly onText: (text: string) => void;
  /** Before the columns. */
  readonly children?: ReactNode;
}

/** One of some columns; that of a link is there too, whatever the runs have. */
function ColumnField({ label, value, columns, onText, children }: ColumnFieldProps) {
  const text = value ? formatRunColumn(value) : '';
  const isKnown = !value || columns.some((column) => formatRunColumn(column) === text);
  const all = isKnown ? columns : [value, ...columns];
  return (
    <label className={tabCss.field}>
      {label}
      <select value={text} onChange={(event) => onText(event.currentTarget.value)}>
        {children}
        {all.map((column) => (
          <option key={formatRunColumn(column)} value={formatRunColumn(column)}>
            {columnWord(column)}
          </option>
        ))}
      </select>
    </label>
  );
}
