import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { Run, RunId } from '../domain/runs/run.ts';

/** Values by key, for the parts of a run that tests are about. */
export interface RunShape extends Omit<Partial<Run>, 'id' | 'experimentId' | 'metrics' | 'params' | 'tags'> {
  readonly id: string;
  readonly experimentId?: string;
  readonly metrics?: Readonly<Record<string, number>>;
  readonly params?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Of the last point of each metric. */
  readonly lastStep?: number;
}

/** A finished run of experiment 1, with what the shape says. */
export function makeRun({
  id,
  experimentId = '1',
  metrics,
  params,
  tags,
  lastStep = 9,
  ...rest
}: RunShape): Run {
  return {
    id: id as RunId,
    experimentId: experimentId as ExperimentId,
    name: `run ${id}`,
    status: 'FINISHED',
    lifecycle: 'active',
    startMs: 1_700_000_000_000,
    endMs: 1_700_000_060_000,
    user: 'ada',
    artifactUri: undefined,
    metrics: Object.entries(metrics ?? {}).map(([key, value]) => ({
      key,
      value,
      step: lastStep,
      timestampMs: 1_700_000_050_000,
    })),
    params: toPairs(params),
    tags: toPairs(tags),
    datasets: [],
    ...rest,
  };
}

function toPairs(values: Readonly<Record<string, string>> = {}) {
  return Object.entries(values).map(([key, value]) => ({ key, value }));
}
