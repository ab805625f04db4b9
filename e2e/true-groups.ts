import type { TestInfo } from '@playwright/test';
import { PRODUCTION } from './filter-field.ts';
import { m } from './fixtures.ts';
import { runPython } from './truth.ts';

export interface TrueGroup {
  readonly horizon: string | null;
  readonly weighting: string | null;
  readonly runs: number;
  /** Finite ones, by seed. */
  readonly values: Readonly<Record<string, number>>;
  readonly mean: number | null;
  readonly std: number | null;
}

export interface Truth {
  /** The lowest mean first. */
  readonly groups: readonly TrueGroup[];
  /** The two lowest ones with three seeds. */
  readonly best: TrueGroup;
  readonly second: TrueGroup;
  /** Of the two best ones: paired by seed, as SciPy has it. */
  readonly paired: { readonly difference: number; readonly low: number; readonly high: number };
}

/** What the server's own client and SciPy say of the groups of the experiment, the lowest mean first. */
export async function trueGroups(info: TestInfo): Promise<Truth> {
  const program = `
import json, math
import numpy as np
from scipy import stats
from mlflow import MlflowClient
client = MlflowClient()
experiment = client.get_experiment_by_name(${JSON.stringify(PRODUCTION)})
groups = {}
for run in client.search_runs([experiment.experiment_id], max_results=1000):
    params = run.data.params
    group = groups.setdefault((params.get("horizon"), params.get("weighting")), {"runs": 0, "values": {}})
    group["runs"] += 1
    value = run.data.metrics.get("val/loss")
    if value is not None and math.isfinite(value):
        group["values"][params.get("seed", run.info.run_id)] = value
answer = []
for (horizon, weighting), group in groups.items():
    values = list(group["values"].values())
    mean = float(np.mean(values)) if values else None
    std = float(np.std(values, ddof=1)) if len(values) > 1 else None
    answer.append({"horizon": horizon, "weighting": weighting, "mean": mean, "std": std, **group})
answer.sort(key=lambda group: math.inf if group["mean"] is None else group["mean"])
best, second = [group["values"] for group in answer if sorted(group["values"]) == ["0", "1", "2"]][:2]
seeds = sorted(best)
test = stats.ttest_rel([best[seed] for seed in seeds], [second[seed] for seed in seeds])
interval = test.confidence_interval(0.95)
difference = float(np.mean([best[seed] - second[seed] for seed in seeds]))
print(json.dumps({"groups": answer, "paired": {"difference": difference, "low": float(interval.low), "high": float(interval.high)}}))
`;
  const printed = (await runPython(info, program)).trim().split('\n').at(-1) ?? '';
  const truth = JSON.parse(printed) as Omit<Truth, 'best' | 'second'>;
  const [best, second] = truth.groups.filter(isSeeded);
  if (!best || !second) throw new Error('the experiment has no two groups of three seeds');
  return { ...truth, best, second };
}

/** What the table calls the group. */
export function labelOf({ horizon, weighting }: TrueGroup): string {
  const first = horizon === null ? m.group_lacks({ key: 'horizon' }) : `horizon ${horizon}`;
  return `${first} · ${weighting ?? m.group_lacks({ key: 'weighting' })}`;
}

function isSeeded({ values }: TrueGroup): boolean {
  return Object.keys(values).toSorted().join() === '0,1,2';
}
