import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';

/** The tags that people set: MLflow's own are left out. */
export function tagKeysOf(catalogue: KeyCatalogue | undefined): readonly string[] {
  return (catalogue?.tags ?? []).map(({ key }) => key).filter((key) => !key.startsWith('mlflow.'));
}
