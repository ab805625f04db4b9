import type { RunId } from '../../domain/runs/run.ts';
import type { RunFacts } from '../charts/run-facts.ts';

/** Resolves when each of the runs is known or could not be read. Rejects when the signal aborts. */
export async function untilRead(
  viewId: string,
  runIds: readonly RunId[],
  facts: RunFacts,
  signal: AbortSignal,
): Promise<void> {
  const isReading = () => runIds.some((id) => facts.of(viewId, id).state === 'reading');
  while (isReading()) {
    await new Promise<void>((resolve, reject) => {
      const done = facts.subscribe(() => {
        done();
        resolve();
      });
      signal.addEventListener('abort', () => {
        done();
        reject(signal.reason as Error);
      });
    });
  }
}
