import { useState } from 'react';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord } from '../../parts/wording.ts';
import type { ColumnChoices } from './column-choices.ts';
import css from './column-select.module.css';
import { isMetricForm, StatisticSelect } from './statistic-select.tsx';

/** A longer list is made when it is about to be opened. */
const MOST_AT_ONCE = 200;

interface ColumnSelectProps {
  readonly label: string;
  readonly value: RunColumn | undefined;
  readonly choices: ColumnChoices;
  /** What no column is called; undefined: there is always one. */
  readonly none?: string | undefined;
  /** Texts that are no params are offered too. */
  readonly hasDetails?: boolean | undefined;
  /** Numbers of metrics alone. */
  readonly isMetricOnly?: boolean | undefined;
  readonly onChange: (column: RunColumn | undefined) => void;
}

/** One column of the compared runs; of a metric also which number of its history. */
export function ColumnSelect({ label, value, choices, none, onChange, ...rest }: ColumnSelectProps) {
  const [isWanted, setWanted] = useState(false);
  const text = value ? formatRunColumn(value) : '';
  const base = value?.kind === 'statistic' ? `metrics.${value.key}` : text;
  const all = groupsOf(choices, rest);
  const count = all.reduce((sum, { columns }) => sum + columns.length, 0);
  const groups = isWanted || count <= MOST_AT_ONCE ? all : [];
  const isListed = groups.some(({ columns }) => columns.some((each) => formatRunColumn(each) === base));
  return (
    <span className={css.select}>
      <label className={css.label}>
        <span className={css.name}>{label}</span>
        <select
          className={css.columns}
          value={base}
          onPointerEnter={() => setWanted(true)}
          onFocus={() => setWanted(true)}
          onChange={(event) => onChange(parseRunColumn(event.currentTarget.value))}
        >
          {none === undefined ? null : <option value="">{none}</option>}
          {value && !isListed ? (
            <option value={base}>{value.kind === 'statistic' ? value.key : columnWord(value)}</option>
          ) : null}
          {groups.map(({ name, columns }) =>
            columns.length === 0 ? null : (
              <optgroup key={name} label={name}>
                {columns.map((column) => (
                  <option key={formatRunColumn(column)} value={formatRunColumn(column)}>
                    {columnWord(column)}
                  </option>
                ))}
              </optgroup>
            ),
          )}
        </select>
      </label>
      {isMetricForm(value) ? (
        <StatisticSelect label={m.column_statistic({ column: label })} value={value} onChange={onChange} />
      ) : null}
    </span>
  );
}

function groupsOf(
  { table, metrics, params, times, details, same }: ColumnChoices,
  { hasDetails, isMetricOnly }: Pick<ColumnSelectProps, 'hasDetails' | 'isMetricOnly'>,
) {
  const numbers = table.filter(({ kind }) => kind !== 'tag');
  if (isMetricOnly === true) {
    return [
      { name: m.choice_table(), columns: numbers.filter(({ kind }) => kind !== 'statistic') },
      { name: m.choice_metrics(), columns: metrics },
      { name: m.choice_same(), columns: same.filter(({ kind }) => kind === 'metric') },
    ];
  }
  // A statistic is its metric with another choice beside it.
  const own = table.filter(({ kind }) => kind !== 'statistic');
  return [
    { name: m.choice_table(), columns: own },
    { name: m.choice_metrics(), columns: metrics },
    { name: m.choice_params(), columns: params },
    { name: m.choice_times(), columns: times },
    ...(hasDetails === true ? [{ name: m.choice_details(), columns: details }] : []),
    { name: m.choice_same(), columns: same },
  ];
}
