import { describe, expect, it } from 'vitest';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import type { ShownTable } from './export-columns.ts';
import { exportGroupColumns, type ShownGrouping } from './export-group-columns.ts';

const SHOWN: readonly RunColumn[] = [
  { kind: 'attribute', key: 'name' },
  { kind: 'attribute', key: 'status' },
  { kind: 'attribute', key: 'start_time' },
  { kind: 'attribute', key: 'duration' },
  { kind: 'metric', key: 'loss' },
  { kind: 'param', key: 'lr' },
  { kind: 'param', key: 'loss' },
];
const TABLE: ShownTable = {
  columns: SHOWN,
  formats: new Map([['metrics.loss', { kind: 'number', precision: { notation: 'fixed', decimals: 3 } }]]),
  experimentNames: undefined,
};
const BY_LR: ShownGrouping = { by: ['params.lr', 'nonsense'], show: { centre: 'mean', spread: 'std' } };

describe('columns of a file of groups', () => {
  it('in CSV are the keys, how many runs there are, and each number of a cell by itself', () => {
    const columns = exportGroupColumns('csv', TABLE, BY_LR);
    expect(columns.map(({ header }) => header)).toEqual([
      'params.lr',
      'n',
      'status',
      'start_time_min',
      'start_time_max',
      'duration_s_mean',
      'duration_s_std',
      'duration_s_n',
      'metrics.loss_mean',
      'metrics.loss_std',
      'metrics.loss_n',
      'params.loss',
    ]);
    // A count of durations is no duration.
    expect(columns.find(({ header }) => header === 'duration_s_n')?.meaning).toBe('value');
    expect(columns.find(({ header }) => header === 'duration_s_std')?.meaning).toBe('duration');
  });

  it('follow what is shown of a group', () => {
    const columns: readonly RunColumn[] = [{ kind: 'metric', key: 'loss' }];
    const headers = (show: ShownGrouping['show']) =>
      exportGroupColumns('csv', { ...TABLE, columns }, { by: [], show }).map(({ header }) => header);
    expect(headers({ centre: 'median', spread: 'min-max' }).slice(1)).toEqual([
      'metrics.loss_median',
      'metrics.loss_min',
      'metrics.loss_max',
      'metrics.loss_n',
    ]);
    expect(headers({ centre: 'mean', spread: 'ci95' })).toContain('metrics.loss_ci95');
  });

  it('elsewhere are those of the table, called by what their numbers are', () => {
    const columns = exportGroupColumns('markdown', TABLE, BY_LR);
    expect(columns.map(({ header }) => header)).toEqual([
      'lr',
      'n',
      m.runs_column_status(),
      m.runs_column_started(),
      `${m.runs_column_duration()} · ${m.band_mean()} ± ${m.band_std()}`,
      `loss · ${m.band_mean()} ± ${m.band_std()}`,
      'loss',
    ]);
    const status = columns.find(({ header }) => header === m.runs_column_status());
    expect(status?.words?.get('FAILED')).toBe(m.status_FAILED());
    const loss = columns.find(({ content }) => content.kind === 'cell' && content.column.kind === 'metric');
    expect(loss).toMatchObject({ align: 'right', precision: { decimals: 3 } });
  });

  it('of one heading are told apart by their kinds', () => {
    const columns: readonly RunColumn[] = [
      { kind: 'param', key: 'seed' },
      { kind: 'tag', key: 'seed' },
    ];
    const made = exportGroupColumns('latex', { ...TABLE, columns }, { ...BY_LR, by: ['status'] });
    expect(made.map(({ header }) => header).slice(2)).toEqual(['params.seed', 'tags.seed']);
    expect(made[0]?.words?.get('FAILED')).toBe(m.status_FAILED());
  });
});
