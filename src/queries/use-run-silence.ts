import { useQuery } from '@tanstack/react-query';
import type { Run } from '../domain/runs/run.ts';
import type { SilenceReply } from '../worker/runs/runs-protocol.ts';
import { useConnection } from './data-client-context.tsx';
import { runSilenceQuery } from './run-queries.ts';

/** How often a page looks at the one run that it shows again, while that goes on and the page is seen. */
export const RUN_AGAIN_MS = 10_000;

const UNKNOWN: SilenceReply = { silentSinceMs: undefined, durationMs: undefined };

/** How long a run took, or takes so far, and since when it is silent: as the table tells it. */
export function useRunSilence({ id, status, startMs, endMs }: Run): SilenceReply {
  const isGoing = status === 'RUNNING' && endMs === undefined;
  const { data } = useQuery({
    ...runSilenceQuery(useConnection(), id),
    enabled: isGoing,
    refetchInterval: RUN_AGAIN_MS,
  });
  if (isGoing) return data ?? UNKNOWN;
  const durationMs = startMs === undefined || endMs === undefined ? undefined : endMs - startMs;
  return { silentSinceMs: undefined, durationMs };
}
