import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { statisticWord } from '../../parts/wording.ts';
import { exportColumns, type ShownTable } from './export-columns.ts';
import type { ColumnFormat } from './use-column-formats.ts';

const PRECISION = { notation: 'fixed', decimals: 3 } as const;
const SHOWN: readonly RunColumn[] = [
  { kind: 'attribute', key: 'status' },
  { kind: 'attribute', key: 'start_time' },
  { kind: 'attribute', key: 'duration' },
  { kind: 'metric', key: 'loss' },
  { kind: 'param', key: 'loss' },
  { kind: 'param', key: 'lr' },
  { kind: 'statistic', key: 'loss', statistic: { name: 'best' } },
  { kind: 'statistic', key: 'loss', statistic: { name: 'last_logged' } },
  { kind: 'expression', key: 'metrics.a * 2' },
];
const FORMATS = new Map<string, ColumnFormat>([
  ['metrics.loss', { kind: 'number', precision: PRECISION }],
  ['params.lr', { kind: 'text', isNumeric: true }],
]);
const TABLE: ShownTable = { columns: SHOWN, formats: FORMATS, experimentNames: undefined };

function statusOf(format: 'csv' | 'latex') {
  return exportColumns(format, TABLE).find(({ content }) => 'key' in content && content.key === 'status');
}

describe('exportColumns', () => {
  it('names the columns of CSV as machines do, with their units', () => {
    expect(exportColumns('csv', TABLE).map(({ header }) => header)).toEqual([
      'name',
      'run_id',
      'status',
      'start_time',
      'duration_s',
      'metrics.loss',
      'params.loss',
      'params.lr',
      'best(metrics.loss)',
      'last_logged(metrics.loss)',
      'metrics.a * 2',
    ]);
  });

  it('names those of Markdown as the table does, and tells the same keys apart', () => {
    expect(exportColumns('markdown', TABLE).map(({ header }) => header)).toEqual([
      'Run',
      'Status',
      'Started',
      'Duration',
      'metrics.loss',
      'params.loss',
      'lr',
      `loss · ${statisticWord({ name: 'best' })}`,
      `loss · ${statisticWord({ name: 'last_logged' })}`,
      'metrics.a * 2',
    ]);
  });

  it('puts numbers to the right, with the precision that is shown', () => {
    const columns = exportColumns('latex', TABLE);
    expect(columns.map(({ align }) => align[0]).join('')).toBe('llrrrlrrrr');
    expect(columns.find(({ header }) => header === 'metrics.loss')?.precision).toEqual(PRECISION);
    expect(columns.map(({ meaning }) => meaning).filter((meaning) => meaning !== 'value')).toEqual([
      'time',
      'duration',
      'time',
    ]);
  });

  it('keeps codes in CSV and writes words elsewhere', () => {
    expect(statusOf('csv')?.words).toBeUndefined();
    expect(statusOf('latex')?.words?.get('FAILED')).toBe('Failed');
  });

  it('names the experiment where there are several', () => {
    const experimentNames = new Map([['7' as ExperimentId, 'digits']]);
    const columns = exportColumns('csv', { ...TABLE, experimentNames });
    expect(columns.slice(0, 4).map(({ header }) => header)).toEqual([
      'name',
      'run_id',
      'experiment',
      'status',
    ]);
    expect(columns[2]?.words?.get('7')).toBe('digits');
  });

  it('gives programs mean, deviation and n of a family apart', () => {
    const columns: readonly RunColumn[] = [{ kind: 'family', key: 'fold_{n}/f1', part: 'mean' }];
    const headers = (format: 'csv' | 'markdown') =>
      exportColumns(format, { ...TABLE, columns }).map(({ header }) => header);
    expect(headers('csv').slice(-3)).toEqual([
      'family_mean(fold_{n}/f1)',
      'family_std(fold_{n}/f1)',
      'family_n(fold_{n}/f1)',
    ]);
    expect(headers('markdown').at(-1)).toBe('fold_{n}/f1 · mean ± std');
  });
});
