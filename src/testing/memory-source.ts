import { applyExperimentChange } from '../domain/runs/experiment-change.ts';
import type { Experiment, ExperimentId } from '../domain/runs/experiment.ts';
import { compileFilter } from '../domain/expression/evaluate.ts';
import { parseFilter } from '../domain/expression/parse.ts';
import { orderRuns } from '../domain/runs/order-runs.ts';
import { appendRuns, createRunFrame } from '../domain/runs/run-frame.ts';
import type { RunDetails } from '../domain/runs/run-details.ts';
import { lastSignMs } from '../domain/runs/run-head.ts';
import { holdsText } from '../domain/runs/search-text.ts';
import type { Run, RunId } from '../domain/runs/run.ts';
import { applyRunChange } from '../domain/runs/run-change.ts';
import { NEWEST_FIRST } from '../domain/runs/run-sort.ts';
import type { Series } from '../domain/series/series.ts';
import { createMemoryFiles, type MemoryFiles } from './memory-files.ts';
import { createMemoryModels, type MemoryModels } from './memory-models.ts';
import type { RegistryState } from './memory-registry.ts';
import { type Answer, found, type SourceCall } from './memory-answer.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { SourceCapabilities, StepRange, TrackingSource } from '../tracking/source.ts';

export interface MemorySourceOptions extends MemoryFiles, MemoryModels {
  readonly experiments?: readonly Experiment[];
  readonly runs?: readonly Run[];
  /** By `seriesName(runId, key)`, ordered by (step, timestamp, value). */
  readonly histories?: Readonly<Record<string, Series>>;
  /** By run id. */
  readonly details?: Readonly<Record<string, RunDetails>>;
  /** Of a run in a page of them; left out: 2,000. */
  readonly runBytes?: number;
  readonly capabilities?: Partial<SourceCapabilities>;
  /**
   * Called before every answer with the method and what was asked; the answer waits for what it returns, and fails
   * with what it throws.
   */
  readonly gate?: (call: SourceCall, signal: AbortSignal) => Promise<void> | void;
  readonly guessRunsToken?: TrackingSource['guessRunsToken'];
}

/** The token that `MemorySource` gives behind a full page. */
export function memoryToken(token: string | undefined, pageSize: number): string {
  return String(Number(token ?? 0) + pageSize);
}

export interface MemorySource extends TrackingSource {
  /** Everything that was asked, in order. */
  readonly calls: readonly SourceCall[];
  readonly isClosed: boolean;
  /** What somebody else does at the server: a run that is new, or changed, or deleted. */
  put(run: Run): void;
  readonly registry: RegistryState;
}

export function seriesName(runId: string, key: string): string {
  return `${runId} ${key}`;
}

const CAPABILITIES: SourceCapabilities = {
  writes: 'memory',
  deletesExperimentTags: true,
  maxExperimentTagLength: 20_000,
  readsArtifacts: true,
  pagedHistories: true,
  bulkSamples: true,
  filters: 'none',
  maxSamplePoints: 100,
  historyPageSize: 1_000,
};

/** A complete source over given runs and histories, that does as MLflow does. */
export function createMemorySource(options: MemorySourceOptions = {}): MemorySource {
  const runs = new Map((options.runs ?? []).map((run) => [run.id, run]));
  const experiments = [...(options.experiments ?? [])];
  const calls: SourceCall[] = [];
  const capabilities = { ...CAPABILITIES, ...options.capabilities };
  let isClosed = false;

  async function answer<Reply>(
    method: SourceCall['method'],
    request: unknown,
    signal: AbortSignal,
    build: () => Reply,
  ): Promise<Reply> {
    calls.push({ method, request });
    signal.throwIfAborted();
    const waiting = options.gate?.({ method, request }, signal);
    if (waiting) await Promise.race([waiting, rejectOnAbort(signal)]);
    else await Promise.resolve();
    signal.throwIfAborted();
    return build();
  }

  const historyOf = (runId: RunId, key: string) =>
    options.histories?.[seriesName(runId, key)] ?? emptySeries();
  const getRun = (id: RunId) => found(runs.get(id), id);

  return {
    calls,
    get isClosed() {
      return isClosed;
    },
    put: (run) => {
      runs.set(run.id, run);
    },
    describe: (signal) =>
      answer('describe', undefined, signal, () => ({
        kind: 'sqlite',
        label: 'memory',
        version: undefined,
        capabilities,
      })),
    ...createFinding({ answer, experiments, runs }),
    ...createMemoryFiles(answer, options),
    hasTraces: (id, signal) => answer('hasTraces', id, signal, () => false),
    searchRuns: (request, signal) =>
      answer('searchRuns', request, signal, () => {
        const matching = [...runs.values()].filter(
          ({ experimentId, lifecycle }) =>
            lifecycle === request.lifecycle && request.experimentIds.includes(experimentId),
        );
        const inOrder = sorted(filtered(matching, request.filter), request.sort ?? NEWEST_FIRST);
        const { items, nextPageToken } = pageOf(inOrder, request.pageToken, request.pageSize);
        return { runs: items, nextPageToken, sizeBytes: items.length * (options.runBytes ?? 2_000) };
      }),
    guessRunsToken: options.guessRunsToken,
    getRun: (id, signal) => answer('getRun', id, signal, () => getRun(id)),
    findRunsByName: (name, limit, signal) =>
      answer('findRunsByName', name, signal, () =>
        sorted(
          [...runs.values()].filter((run) => run.name === name && run.lifecycle === 'active'),
          NEWEST_FIRST,
        ).slice(0, limit),
      ),
    sampleHistories: (request, signal) =>
      answer('sampleHistories', request, signal, () =>
        request.runIds.map((runId) => {
          const whole = within(historyOf(runId, request.key), request.stepRange);
          const series = sampleOf(whole, request.maxPointsPerRun);
          return { runId, series, isComplete: series.steps.length === whole.steps.length };
        }),
      ),
    readHistoryPage: (request, signal) =>
      answer('readHistoryPage', request, signal, () => {
        const whole = historyOf(request.runId, request.key);
        const size = capabilities.pagedHistories ? capabilities.historyPageSize : Number.MAX_SAFE_INTEGER;
        const { items, nextPageToken } = pageOf(placesByTime(whole), request.pageToken, size);
        return { series: pick(whole, items), nextPageToken, sizeBytes: items.length * 90 };
      }),
    readRunDetails: (run, signal) =>
      answer(
        'readRunDetails',
        run.id,
        signal,
        () => options.details?.[run.id] ?? { datasets: [], models: [] },
      ),
    ...createMemoryModels(answer, options),
    readRuns: (ids, signal) =>
      answer('readRuns', ids, signal, () => [...runs.values()].filter(({ id }) => ids.includes(id))),
    changeRun: (change, signal) =>
      answer('changeRun', change, signal, () => {
        runs.set(change.id, applyRunChange(getRun(change.id), change));
      }),
    close: () => {
      isClosed = true;
    },
  };
}

interface FindingOptions {
  readonly answer: Answer;
  readonly experiments: Experiment[];
  readonly runs: ReadonlyMap<RunId, Run>;
}

function createFinding({
  answer,
  experiments,
  runs,
}: FindingOptions): Pick<
  TrackingSource,
  | 'searchExperiments'
  | 'getExperiment'
  | 'createExperiment'
  | 'changeExperiment'
  | 'searchActivity'
  | 'lookUpRuns'
  | 'readLastActivity'
> {
  return {
    searchExperiments: (request, signal) =>
      answer('searchExperiments', request, signal, () => {
        const all = experiments.filter(({ lifecycle }) => lifecycle === request.lifecycle);
        const { items, nextPageToken } = pageOf(all, request.pageToken, request.pageSize);
        return { experiments: items, nextPageToken };
      }),
    getExperiment: (id, signal) =>
      answer('getExperiment', id, signal, () => {
        const experiment = experiments.find((each) => each.id === id);
        return found(experiment, id);
      }),
    createExperiment: (name, signal) =>
      answer('createExperiment', name, signal, () => {
        const taken = experiments.find((each) => each.name === name);
        if (taken) throw new TrackingError({ kind: 'conflict', subject: taken.id });
        const id = String(experiments.length + 1_000) as ExperimentId;
        const times = { createdMs: 1, updatedMs: 1, artifactLocation: undefined };
        experiments.unshift({ id, name, lifecycle: 'active', tags: [], ...times });
        return id;
      }),
    changeExperiment: (change, signal) =>
      answer('changeExperiment', change, signal, () => {
        const at = experiments.findIndex(({ id }) => id === change.id);
        experiments[at] = applyExperimentChange(found(experiments[at], change.id), change);
      }),
    searchActivity: (request, signal) =>
      answer('searchActivity', request, signal, () => {
        const { kind, sinceMs, limit } = request;
        const meant = [...runs.values()].filter(
          (run) =>
            run.lifecycle === 'active' &&
            request.experimentIds.includes(run.experimentId) &&
            (kind === 'running' ? run.status === 'RUNNING' : (run.endMs ?? 0) >= sinceMs),
        );
        const rank = ({ status }: Run) => (status === 'FAILED' && kind === 'ended' ? 0 : 1);
        const inOrder = sorted(meant, NEWEST_FIRST).toSorted((a, b) => rank(a) - rank(b));
        return { runs: inOrder.slice(0, limit), hasMore: inOrder.length > limit };
      }),
    lookUpRuns: (request, signal) =>
      answer('lookUpRuns', request, signal, () => {
        const meant = [...runs.values()].filter(
          ({ id, name }) => id.startsWith(request.text) || holdsText(name, request.text),
        );
        const inOrder = sorted(meant, NEWEST_FIRST);
        return { runs: inOrder.slice(0, request.limit), hasMore: inOrder.length > request.limit };
      }),
    readLastActivity: (ids, signal) =>
      answer('readLastActivity', ids, signal, () =>
        ids.map((id) => {
          const times = [...runs.values()].filter((run) => run.experimentId === id).map(lastSignMs);
          return Math.max(0, ...times.map((timeMs) => timeMs ?? 0)) || undefined;
        }),
      ),
  };
}

function rejectOnAbort(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new TrackingError({ kind: 'aborted' })), { once: true });
  });
}

function sorted(runs: readonly Run[], sort: Parameters<typeof orderRuns>[1]): readonly Run[] {
  const frame = createRunFrame();
  appendRuns(frame, runs);
  return Array.from(orderRuns(frame, sort), (row) => found(runs[row], 'row'));
}

/** MLflow's grammar is part of ours. */
function filtered(runs: readonly Run[], text: string | undefined): readonly Run[] {
  const parsed = parseFilter(text ?? '');
  if (!parsed.ok) throw new TrackingError({ kind: 'rejected', status: 400, detail: parsed.problem.code });
  if (!parsed.filter) return runs;
  const frame = createRunFrame();
  appendRuns(frame, runs);
  const test = compileFilter(parsed.filter, {
    frame,
    nowMs: 0,
    experimentName: () => undefined,
    statistic: () => undefined,
    registered: () => undefined,
    datasets: (row) => frame.datasets[row] ?? [],
    artifactUri: (row) => frame.artifactUris[row],
    regex: undefined,
  });
  return runs.filter((_, row) => test(row));
}

function pageOf<Item>(all: readonly Item[], token: string | undefined, size: number) {
  const start = Number(token ?? 0);
  const end = start + size;
  return { items: all.slice(start, end), nextPageToken: end < all.length ? String(end) : undefined };
}

/** Evenly spaced points with the first and the last, as MLflow's `get-history-bulk-interval`. */
function sampleOf(series: Series, size: number): Series {
  const count = series.steps.length;
  if (count <= size) return series;
  const places = Array.from({ length: size }, (_, index) => Math.round((index * (count - 1)) / (size - 1)));
  return pick(series, places);
}

function within(series: Series, range: StepRange | undefined): Series {
  if (!range) return series;
  const isIn = (step: number) => step >= range.start && step <= range.end;
  const places = [...series.steps.keys()].filter((place) => isIn(series.steps[place] ?? Number.NaN));
  return pick(series, places);
}

function pick(series: Series, places: readonly number[]): Series {
  const from = (column: Float64Array) => Float64Array.from(places, (place) => column[place] ?? Number.NaN);
  return { steps: from(series.steps), timestampsMs: from(series.timestampsMs), values: from(series.values) };
}

/** MLflow's order of a history: timestamp, step, value. */
function placesByTime({ steps, timestampsMs }: Series): readonly number[] {
  const timeAt = (place: number) => timestampsMs[place] ?? 0;
  return [...steps.keys()].sort((left, right) => timeAt(left) - timeAt(right) || left - right);
}

function emptySeries(): Series {
  return { steps: new Float64Array(0), timestampsMs: new Float64Array(0), values: new Float64Array(0) };
}
