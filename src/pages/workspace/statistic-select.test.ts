import { expect, it } from 'vitest';
import { formatRunColumn } from '../../domain/runs/run-sort.ts';
import { isMetricForm, metricForms, wordOfForm } from './statistic-select.tsx';

it('a metric is its last value, or a statistic of its history; one of a link is there too', () => {
  const loss = { kind: 'metric', key: 'loss' } as const;
  const texts = metricForms(loss).map(formatRunColumn);
  expect(texts[0]).toBe('metrics.loss');
  expect(texts).toContain('best(metrics.loss)');
  expect(texts.at(-1)).toBe('mean(metrics.loss, 10)');
  // A time would be drawn as a number.
  expect(texts).not.toContain('last_logged(metrics.loss)');
  const at = { kind: 'statistic', key: 'loss', statistic: { name: 'at', step: 100 } } as const;
  expect(metricForms(at).at(-1)).toBe(at);
  expect(new Set(metricForms(at).map(wordOfForm)).size).toBe(texts.length + 1);
  expect([loss, at, undefined, { kind: 'param', key: 'lr' } as const].map(isMetricForm)).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
