import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { formatIdsAsPython, formatSearchAsPython } from './python-text.ts';

const experimentIds = ['1' as ExperimentId];
const write = (filter: string) =>
  formatSearchAsPython({ experimentIds, filter, version: '3.17.2', nowMs: Date.UTC(2026, 10, 21) });
const ids = (count: number) => Array.from({ length: count }, (_, index) => `r${index}` as RunId);

describe('Copy as Python', () => {
  it('is the call itself where MLflow can say the filter', () => {
    expect(write('')).toBe('import mlflow\n\nruns = mlflow.search_runs(\n    experiment_ids=["1"],\n)\n');
    expect(write("params.optimizer = 'adam'")).toContain(
      '    filter_string="params.`optimizer` = \'adam\'",\n',
    );
  });

  it.each([
    "status = 'SILENT'",
    "parent = 'sweep'",
    "params.a = '1' OR params.b = '2'",
    'min(metrics.loss) < 0.1',
    "params.a = 'open",
  ])('cannot say %j', (filter) => {
    expect(write(filter)).toBeUndefined();
  });

  it('names the runs by id, many of them in several calls', () => {
    expect(formatIdsAsPython(experimentIds, ids(2))).toBe(
      'import mlflow\n\nruns = mlflow.search_runs(\n    experiment_ids=["1"],\n' +
        "    filter_string=\"run_id IN ('r0', 'r1')\",\n)\n",
    );
    expect(formatIdsAsPython(experimentIds, ids(1001))).toMatch(
      /^import mlflow\nimport pandas\n\nrun_ids = \[.*"r1000"\]\nruns = pandas/,
    );
  });
});
