import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { PLAIN_STATISTICS } from '../../domain/statistics/metric-statistic.ts';
import { m } from '../../paraglide/messages.js';
import { statisticWord } from '../../parts/wording.ts';
import css from './column-select.module.css';

export type MetricForm = Extract<RunColumn, { kind: 'metric' | 'statistic' }>;

export function isMetricForm(column: RunColumn | undefined): column is MetricForm {
  return column?.kind === 'metric' || column?.kind === 'statistic';
}

/** Points that a mean goes over where nobody says otherwise. */
const MEAN_OF = 10;

/**
 * The numbers of a metric's history that pictures of the compared runs are drawn by, the same in all of them: the last
 * value, the table's statistics but for a time, and the one that is shown by now.
 */
export function metricForms(shown: MetricForm): readonly MetricForm[] {
  const { key } = shown;
  const plain = PLAIN_STATISTICS.filter((name) => name !== 'last_logged');
  const listed: readonly MetricForm[] = [
    { kind: 'metric', key },
    ...plain.map((name): MetricForm => ({ kind: 'statistic', key, statistic: { name } })),
    { kind: 'statistic', key, statistic: { name: 'mean', count: MEAN_OF } },
  ];
  const text = formatRunColumn(shown);
  return listed.some((each) => formatRunColumn(each) === text) ? listed : [...listed, shown];
}

export function wordOfForm(form: MetricForm): string {
  return form.kind === 'statistic' ? statisticWord(form.statistic) : m.statistic_last();
}

interface StatisticSelectProps {
  readonly label: string;
  readonly value: MetricForm;
  readonly onChange: (column: RunColumn) => void;
}

/** Which number of a metric's history. */
export function StatisticSelect({ label, value, onChange }: StatisticSelectProps) {
  return (
    <select
      className={css.statistic}
      aria-label={label}
      title={label}
      value={formatRunColumn(value)}
      onChange={(event) => onChange(parseRunColumn(event.currentTarget.value) ?? value)}
    >
      {metricForms(value).map((form) => (
        <option key={formatRunColumn(form)} value={formatRunColumn(form)}>
          {wordOfForm(form)}
        </option>
      ))}
    </select>
  );
}
