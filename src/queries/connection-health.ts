import { type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';
import type { ChartPicture, ChartQuery, PictureSeries } from '../worker/charts/chart-protocol.ts';
import type { MessageName, ReplyOf } from '../worker/data-protocol.ts';
import type { RunsSnapshot } from '../worker/runs/runs-protocol.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';

/** Whether the server answered when it was asked last. */
export type ConnectionHealth = 'reached' | 'lost';

export interface HealthStore {
  readonly read: () => ConnectionHealth;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Another source is being opened: nothing is known against it, and late news of the one before are ignored. */
  readonly reset: () => void;
  /** For one call: takes its news, for as long as the source is the one that it was made to. */
  readonly startCall: () => CallNews;
}

interface CallNews {
  readonly say: (news: ConnectionHealth | undefined) => void;
  /** News of a part of a watch, which repeats with each progress what it said before. */
  readonly sayOf: (part: string, state: PartState) => void;
}

interface PartState {
  /** How much of it has been read: more than before means that the server answered. */
  readonly count: number;
  readonly isLost: boolean;
}

/** The calls that the server itself has to answer; the others are answered from what the worker holds. */
const ASKS_SERVER: ReadonlySet<MessageName> = new Set([
  'experiments.search',
  'experiments.get',
  'experiments.has-traces',
  'experiments.create',
  'runs.activity',
  'runs.look-up',
  'run.get',
  'runs.find',
]);

export function createHealthStore(): HealthStore {
  const listeners = new Set<() => void>();
  let health: ConnectionHealth = 'reached';
  let parts = new Map<string, PartState>();
  const change = (next: ConnectionHealth) => {
    if (next === health) return;
    health = next;
    for (const listener of listeners) listener();
  };
  return {
    read: () => health,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    reset: () => {
      parts = new Map();
      change('reached');
    },
    startCall: () => {
      const known = parts;
      const say: CallNews['say'] = (news) => {
        if (news !== undefined && known === parts) change(news);
      };
      const sayOf: CallNews['sayOf'] = (part, state) => {
        say(newsOfPart(known.get(part), state));
        known.set(part, state);
      };
      return { say, sayOf };
    },
  };
}

/** A client that tells the store what the calls of this one show of the server. */
export function watchHealth(client: DataClient, store: HealthStore): DataClient {
  return {
    call: (name, request, options = {}) => {
      const news = store.startCall();
      const onProgress: typeof options.onProgress = (progress) => {
        readProgress({ name, request, progress } as WatchProgress, news);
        options.onProgress?.(progress);
      };
      const answer = client.call(name, request, { ...options, onProgress });
      answer.then(
        (reply) => news.say(newsOfReply(name, reply)),
        (thrown: unknown) => news.say(newsOfFailure(toTrackingFailure(thrown))),
      );
      return answer;
    },
  };
}

/** Changes are answered one by one: that some were refused is news of the server, or of its loss. */
function newsOfReply(name: MessageName, reply: unknown): ConnectionHealth | undefined {
  if (name !== 'runs.change' && name !== 'experiments.change')
    return ASKS_SERVER.has(name) ? 'reached' : undefined;
  const results = reply as ReplyOf<'runs.change' | 'experiments.change'>;
  const isLost = results.some((result) => result.state === 'refused' && isLoss(result.failure));
  return isLost ? 'lost' : results.length > 0 ? 'reached' : undefined;
}

function newsOfFailure(failure: TrackingFailure): ConnectionHealth | undefined {
  if (isLoss(failure)) return 'lost';
  // "No such run" is an answer too; one of 500 or more may come from whatever stands before the server.
  return failure.status !== undefined && failure.status < 500 ? 'reached' : undefined;
}

function isLoss(failure: TrackingFailure | undefined): boolean {
  return failure?.kind === 'network' || failure?.cause === 'timeout';
}

function newsOfPart(
  before: PartState | undefined,
  { count, isLost }: PartState,
): ConnectionHealth | undefined {
  if (isLost) return before?.isLost ? undefined : 'lost';
  return count > (before?.count ?? 0) ? 'reached' : undefined;
}

type WatchProgress =
  | { readonly name: 'runs.watch'; readonly progress: RunsSnapshot }
  | { readonly name: 'chart.watch'; readonly request: ChartQuery; readonly progress: ChartPicture }
  | { readonly name: 'experiments.search' };

/**
 * Progress also comes without a word of the server (another sort, a zoom), and says again what failed long ago. Only
 * what is new in it counts.
 */
function readProgress(watch: WatchProgress, news: CallNews): void {
  if (watch.name === 'runs.watch') {
    const { readAtMs, loaded, state, failure, live } = watch.progress;
    news.sayOf(`runs ${readAtMs}`, { count: loaded, isLost: state === 'failed' && isLoss(failure) });
    if (live) news.sayOf('live', { count: live.answeredAtMs ?? 0, isLost: isLoss(live.failure) });
  }
  if (watch.name === 'chart.watch') {
    const { key, expression = key } = watch.request;
    for (const { runId, pointsRead, failure } of lossesLast(watch.progress.series)) {
      news.sayOf(`${runId} ${expression}`, { count: pointsRead, isLost: isLoss(failure) });
    }
  }
}

/** So that a failure outweighs what was read beside it. */
function lossesLast(series: readonly PictureSeries[]): readonly PictureSeries[] {
  const read = series.filter(({ failure }) => !isLoss(failure));
  return [...read, ...series.filter(({ failure }) => isLoss(failure))];
}
