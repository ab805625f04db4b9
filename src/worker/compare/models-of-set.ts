import type { RegisteredNames } from '../../domain/expression/evaluation-context.ts';
import { modelText } from '../../domain/runs/logged-models.ts';
import type { ModelOfRun } from '../../domain/runs/run-details.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { toTrackingFailure } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import { registeredByRun } from '../runs/registered-names.ts';
import type { DiffModelsState } from './diff-protocol.ts';

export type ModelsSource = Pick<TrackingSource, 'listLoggedModels' | 'listVersionsOfRuns'>;

export interface ModelsByRun {
  /** As `model (sklearn)`. */
  readonly logged: ReadonlyMap<RunId, readonly string[]>;
  /** Undefined: not known (yet); of a run that has none nothing is in it. */
  readonly registered: ReadonlyMap<RunId, RegisteredNames> | undefined;
}

export interface ModelsRun extends Pick<Run, 'id' | 'experimentId'> {
  readonly statusCode: number | undefined;
}

/** Logged and registered models of the set that was asked for last; read once for a set, whatever its order. */
export class ModelsOfSet {
  private readonly source: ModelsSource;
  private key = '';
  private attempt = 0;
  private request = new AbortController();
  private reading: Promise<void> = Promise.resolve();
  /** Another one after every answer; the last one stays while the next is read. */
  byRun: ModelsByRun = { logged: new Map(), registered: undefined };
  state: DiffModelsState = { state: 'known' };

  constructor(source: ModelsSource) {
    this.source = source;
  }

  /**
   * Resolves when the models are there or could not be read.
   *
   * @param attempt another one than before: what could not be read is read again
   * @param reloads another one than before: all is read again
   */
  read(runs: readonly ModelsRun[], attempt: number, reloads: number): Promise<void> {
    const ofRuns = runs.map(({ id, statusCode }) => `${id} ${statusCode}`).toSorted();
    const key = [reloads, ...ofRuns].join();
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

  /** What came is told of even where the other did not. */
  private async take(runs: readonly ModelsRun[], signal: AbortSignal): Promise<void> {
    const ids = runs.map(({ id }) => id);
    const [logged, registered] = await Promise.allSettled([
      this.source.listLoggedModels(runs, signal),
      this.source.listVersionsOfRuns(ids, signal),
    ]);
    if (signal.aborted) return;
    this.byRun = {
      logged: textsByRun(logged.status === 'fulfilled' ? logged.value.models : []),
      registered: registered.status === 'fulfilled' ? registeredByRun(registered.value) : undefined,
    };
    if (logged.status === 'rejected') this.fail(logged.reason);
    else if (registered.status === 'rejected') this.fail(registered.reason);
    else this.state = { state: logged.value.hasMore ? 'cut' : 'known' };
  }

  private fail(reason: unknown): void {
    this.state = { state: 'failed', failure: toTrackingFailure(reason) };
  }
}

function textsByRun(models: readonly ModelOfRun[]): ReadonlyMap<RunId, readonly string[]> {
  const byRun = new Map<RunId, string[]>();
  for (const model of models) {
    const texts = byRun.get(model.runId) ?? [];
    byRun.set(model.runId, texts);
    texts.push(modelText(model));
  }
  return byRun;
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
