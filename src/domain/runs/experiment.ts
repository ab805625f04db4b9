import type { Brand } from '../../base/brand.ts';

/** Kept as text: file-store ids have 18 digits, above 2^53. */
export type ExperimentId = Brand<string, 'ExperimentId'>;

export type Lifecycle = 'active' | 'deleted';

/** A key with a text value: a param or a tag. */
export interface KeyText {
  readonly key: string;
  readonly value: string;
}

export interface Experiment {
  readonly id: ExperimentId;
  readonly name: string;
  readonly lifecycle: Lifecycle;
  readonly createdMs: number | undefined;
  /** Changes on rename, delete and restore only, not when runs are logged (MLflow's sqlalchemy_store). */
  readonly updatedMs: number | undefined;
  readonly artifactLocation: string | undefined;
  readonly tags: readonly KeyText[];
}
