import type { EvaluationContext } from '../domain/expression/evaluation-context.ts';
import { createRegexEngine } from '../domain/expression/regex-engine.ts';
import type { Run } from '../domain/runs/run.ts';
import { appendRuns, createRunFrame } from '../domain/runs/run-frame.ts';

/** What expressions are evaluated over in tests: the runs as a source hands them out, in their order. */
export function contextOf(runs: readonly Run[], more: Partial<EvaluationContext> = {}): EvaluationContext {
  const frame = createRunFrame();
  appendRuns(frame, runs);
  return {
    frame,
    nowMs: 1_790_000_000_000,
    experimentName: () => undefined,
    statistic: () => undefined,
    registered: () => undefined,
    datasets: (row) => runs[row]?.datasets ?? [],
    artifactUri: (row) => runs[row]?.artifactUri,
    regex: createRegexEngine(),
    ...more,
  };
}
