import { useState } from 'react';
import type { MetricStatistic } from '../../domain/statistics/metric-statistic.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import type { KeyInfo } from '../../worker/runs/runs-protocol.ts';
import { KeyField } from './key-field.tsx';
import css from './statistic-input.module.css';

/** Statistics that need a number or another metric. */
export type ParametrisedName = 'mean' | 'at' | 'at_best';

interface StatisticInputProps {
  readonly name: ParametrisedName;
  readonly initial: MetricStatistic | undefined;
  readonly metrics: readonly KeyInfo[];
  /** Undefined while what is typed means nothing. */
  readonly onChange: (statistic: MetricStatistic | undefined) => void;
}

/** `mean of last [10]`: the words and the field for what they need. */
export function StatisticInput({ name, initial, metrics, onChange }: StatisticInputProps) {
  const [text, setText] = useState(() => textOf(initial));
  const change = (next: string) => {
    setText(next);
    onChange(readStatistic(name, next, metrics));
  };
  const field = { value: text, onChange: change };
  return (
    <span className={css['input']}>
      <span className={css['words']}>{wordsOf(name)}</span>
      {name === 'at_best' ? (
        <KeyField label={m.statistic_metric_input()} infos={metrics} {...field} />
      ) : (
        <TextField
          label={name === 'mean' ? m.statistic_points_input() : m.statistic_step_input()}
          placeholder={name === 'mean' ? '10' : '1000'}
          inputMode="numeric"
          width={76}
          {...field}
        />
      )}
    </span>
  );
}

/** Undefined for a text that is no whole number (a positive one of points), and for a metric that nobody logged. */
export function readStatistic(
  name: ParametrisedName,
  text: string,
  metrics: readonly KeyInfo[],
): MetricStatistic | undefined {
  const trimmed = text.trim();
  if (name === 'at_best') return metrics.some(({ key }) => key === text) ? { name, other: text } : undefined;
  if (!/^-?\d{1,15}$/.test(trimmed)) return undefined;
  const number = Number(trimmed);
  if (name === 'at') return { name, step: number };
  return number > 0 ? { name, count: number } : undefined;
}

export function textOf(statistic: MetricStatistic | undefined): string {
  if (statistic?.name === 'mean') return String(statistic.count);
  if (statistic?.name === 'at') return String(statistic.step);
  return statistic?.name === 'at_best' ? statistic.other : '';
}

function wordsOf(name: ParametrisedName): string {
  if (name === 'mean') return m.statistic_mean_of();
  return name === 'at' ? m.statistic_at_step() : m.statistic_at_best_of();
}
