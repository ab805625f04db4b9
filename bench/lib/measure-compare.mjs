// Runs side by side: what differs among them.
import { sideBySide, summed } from './measures.mjs';

/** 50 runs of 300 keys each. */
export async function measureDiff(context) {
  const { workload, mlflow, runlens } = context;
  const { experimentId, runIds } = workload.diff;
  const samples = await sideBySide(
    context,
    (open) => mlflow.compare.openCompare(open, mlflow.base, experimentId, runIds),
    (open) => runlens.compare.openTab(open, runlens.base, experimentId, 'diff', 'all'),
  );
  return summed(samples);
}
