import type { RunId } from '../../domain/runs/run.ts';
import type { RunFacts } from '../charts/run-facts.ts';

/** Resolves when each of the runs is known or could not be read. Rejects when the signal aborts. */
export async function untilRead(
  viewId: string,
  runIds: readonly RunId[],
  facts: Pick<RunFacts, 'of' | 'subscribe'>,
  signal: AbortSignal,
): Promise<void> {
  const isReading = () => runIds.some((id) => facts.of(viewId, id).state === 'reading');
  if (!isReading()) return;
  signal.throwIfAborted();
  // One listener however often rows change meanwhile.
  await new Promise<void>((resolve, reject) => {
    const end = (settle: () => void) => {
      stop();
      signal.removeEventListener('abort', onAbort);
      settle();
    };
    const onAbort = () => end(() => reject(signal.reason as Error));
    const stop = facts.subscribe(() => {
      if (!isReading()) end(resolve);
    });
    signal.addEventListener('abort', onAbort);
  });
}
