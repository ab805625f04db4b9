import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import { parseFilter } from '../../../domain/expression/parse.ts';
import { splitForServer } from '../../../domain/expression/push-down.ts';
import { runIdsCall, toSearchRuns } from '../../../domain/expression/python.ts';
import { pushDownRules } from '../../../domain/expression/server-grammar.ts';
import type { RunId } from '../../../domain/runs/run.ts';

/** What the filter is asked of, to be written as Python. */
export interface PythonQuestion {
  readonly experimentIds: readonly ExperimentId[];
  readonly filter: string;
  /** Of the server; undefined: unknown. */
  readonly version: string | undefined;
  readonly nowMs: number;
}

/** The call that finds the same runs; undefined where MLflow's own filter cannot say it. */
export function formatSearchAsPython(question: PythonQuestion): string | undefined {
  const parsed = parseFilter(question.filter);
  if (!parsed.ok) return undefined;
  const rules = pushDownRules(question.version);
  const { pushed, isExact } = splitForServer(parsed.filter, rules, question.nowMs);
  if (!isExact) return undefined;
  const { experimentIds } = question;
  return `import mlflow\n\nruns = ${toSearchRuns({ experimentIds, filter: pushed, orderBy: [] })}\n`;
}

/** The call for exactly these runs. */
export function formatIdsAsPython(experimentIds: readonly ExperimentId[], runIds: readonly RunId[]): string {
  const call = runIdsCall(experimentIds, runIds);
  // Many ids are asked in several calls, whose tables are joined.
  if (call.startsWith('run_ids')) return `import mlflow\nimport pandas\n\n${call}\n`;
  return `import mlflow\n\nruns = ${call}\n`;
}
