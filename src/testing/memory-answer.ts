import { TrackingError } from '../tracking/errors.ts';
import type { RegistrySource } from '../tracking/registry-source.ts';
import type { TrackingSource } from '../tracking/source.ts';

export interface SourceCall {
  readonly method: keyof TrackingSource | `registry.${keyof RegistrySource}`;
  readonly request: unknown;
}

/** Notes the call, and answers in a later turn. */
export type Answer = <Reply>(
  method: SourceCall['method'],
  request: unknown,
  signal: AbortSignal,
  build: () => Reply,
) => Promise<Reply>;

export function found<Item>(item: Item | undefined, subject: string): Item {
  if (item === undefined) throw new TrackingError({ kind: 'not-found', subject });
  return item;
}
