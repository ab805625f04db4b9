import { modelText } from '../../domain/runs/logged-models.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { toTrackingFailure } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { DiffModelsState } from './diff-protocol.ts';

export type ModelsSource = Pick<TrackingSource, 'listLoggedModels'>;
export type ModelsByRun = ReadonlyMap<RunId, readonly string[]>;

export interface ModelsRun extends Pick<Run, 'id' | 'experimentId'> {
  readonly statusCode: number | undefined;
}

/** Logged models of the set that was asked for last, as `model (sklearn)`; read once for a set, whatever its order. */
export class ModelsOfSet {
  private readonly source: ModelsSource;
  private key = '';
  private attempt = 0;
  private request = new AbortController();
  private reading: Promise<void> = Promise.resolve();
  /** Another one after every answer; the last one stays while the next is read. */
  byRun: ModelsByRun = new Map();
  state: DiffModelsState = { state: 'known' };

  constructor(source: ModelsSource) {
    this.source = source;
  }

  /**
   * Resolves when the models are there or could not be read.
   *
   * @param attempt another one than before: what could not be read is read again
   */
  read(runs: readonly ModelsRun[], attempt: number): Promise<void> {
    const key = runs
      .map(({ id, statusCode }) => `${id} ${statusCode}`)
      .toSorted()
      .join();
    const isRetry = this.state.state === 'failed' && attempt !== this.attempt;
    this.attempt = attempt;
    if (key === this.key && !isRetry) return this.reading;
    this.key = key;
    this.request.abort();
    this.request = new AbortController();
    this.state = { state: 'reading' };
    this.reading = this.take(runs, this.request.signal);
    return this.reading;
  }

  private async take(runs: readonly ModelsRun[], signal: AbortSignal): Promise<void> {
    try {
      const { models, hasMore } = await this.source.listLoggedModels(runs, signal);
      if (signal.aborted) return;
      const byRun = new Map<RunId, string[]>();
      for (const model of models) {
        const texts = byRun.get(model.runId) ?? [];
        byRun.set(model.runId, texts);
        texts.push(modelText(model));
      }
      this.byRun = byRun;
      this.state = { state: hasMore ? 'cut' : 'known' };
    } catch (thrown) {
      if (!signal.aborted) this.state = { state: 'failed', failure: toTrackingFailure(thrown) };
    }
  }
}

const known = new WeakMap<ModelsSource, ModelsOfSet>();

/** The one of a source. */
export function modelsOf(source: ModelsSource): ModelsOfSet {
  const models = known.get(source) ?? new ModelsOfSet(source);
  known.set(source, models);
  return models;
}

/** Waits, but no longer than the signal; rejects when it aborts. */
export async function untilDone(reading: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  await Promise.race([reading, aborted]);
}
