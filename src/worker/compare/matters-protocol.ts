import type { Matters } from '../../domain/comparison/matters.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';

export interface MattersRequest {
  readonly viewId: string;
  readonly runIds: readonly RunId[];
  /** Statistics are not worked out for this: whoever shows the column asks for it by `compare.axes`. */
  readonly metric: RunColumn;
}

export interface MattersReply extends Matters {
  /** Params that all runs have with one value. */
  readonly sameCount: number;
  /** Params that name the run. */
  readonly uniqueKeys: readonly string[];
}
