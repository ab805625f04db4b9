import type { SourceInfo } from '../tracking/source.ts';
import { type Clock, systemClock } from './clock.ts';
import type { MessageName, ProgressOf, ReplyOf, RequestOf, SourceSpec } from './data-protocol.ts';
import type { CallOptions, DataClient, Port } from './rpc/rpc.ts';
import { createRpcClient, type RpcClient } from './rpc/rpc-client.ts';
import { unpackCompared } from './runs/compared-wire.ts';
import type { RunsSnapshot } from './runs/runs-protocol.ts';

const TICK_MS = 1_000;
/** Ticks in a row without any message from the worker after which it counts as dead. */
const DEAD_AFTER_TICKS = 5;
/** The same before the first message: the script itself may come over a slow line. */
const UNBORN_AFTER_TICKS = 60;
/** Workers in a row that died without a single message; another one would not fare better. */
const MAX_STILLBORN = 3;

/** A `Worker`, or a port with another end. */
export type WorkerPort = Port & { terminate?(): void };

export interface DataClientOptions {
  readonly spawn: () => WorkerPort;
  /** What is opened at first, and again after a restart. */
  readonly source: SourceSpec;
  /** The worker died and another took its place; calls without an answer were rejected (`worker-restarted`). */
  readonly onRestart?: () => void;
  /** What every new worker is told before it opens the source. */
  readonly onStart?: (client: DataClient) => void;
  readonly clock?: Clock;
}

/** The data worker as the main thread holds it: restarted when it dies. */
export interface WorkerDataClient extends DataClient {
  /** What is open; rejects if it could not be opened. */
  sourceInfo(): Promise<SourceInfo>;
  /** Opens another source in place of the one before. Calls made afterwards are answered from it. */
  openSource(spec: SourceSpec): Promise<SourceInfo>;
  /** Ends the worker; open calls reject as aborted. */
  dispose(): void;
}

interface Life {
  readonly port: WorkerPort;
  readonly rpc: RpcClient;
  readonly stopListening: () => void;
}

export function createDataClient(options: DataClientOptions): WorkerDataClient {
  const clock = options.clock ?? systemClock;
  let source = options.source;
  let stillborn = 0;
  let isSilent = true;
  let unansweredTicks = 0;
  let stopTicking: (() => void) | undefined;
  let life = start();
  let opening = open();

  function start(): Life {
    isSilent = true;
    unansweredTicks = 0;
    const port = options.spawn();
    const rpc = createRpcClient(port, () => {
      isSilent = false;
      stillborn = 0;
      unansweredTicks = 0;
    });
    options.onStart?.(rpc);
    return { port, rpc, stopListening: onDeathEvent(port, restart) };
  }

  function end(failure: Parameters<RpcClient['close']>[0]): void {
    stopTicking?.();
    stopTicking = undefined;
    life.stopListening();
    life.port.terminate?.();
    life.rpc.close(failure);
  }

  function restart(): void {
    stillborn = isSilent ? stillborn + 1 : 0;
    if (stillborn >= MAX_STILLBORN) {
      end({ kind: 'server', subject: 'data-worker', detail: 'The data worker does not start.' });
      return;
    }
    end({ kind: 'server', cause: 'worker-restarted' });
    life = start();
    opening = open();
    options.onRestart?.();
  }

  function open(): Promise<SourceInfo> {
    const opened = call('source.open', source);
    // Whoever needs the answer asks `sourceInfo`.
    opened.catch(() => undefined);
    return opened;
  }

  function call<Name extends MessageName>(
    name: Name,
    request: RequestOf<Name>,
    callOptions?: CallOptions<Name>,
  ): Promise<ReplyOf<Name>> {
    // The worker keeps calls waiting until the source, whose opening was posted before them, is there.
    const answer = life.rpc.call(name, request, unpacked(name, callOptions));
    stopTicking ??= clock.after(TICK_MS, tick);
    return answer;
  }

  /**
   * Runs while calls are pending. Unanswered ticks are counted, not time: a suspended laptop has slept through
   * minutes without a tick. Running out of memory fires no event, so silence is the only sign.
   */
  function tick(): void {
    stopTicking = undefined;
    if (life.rpc.pendingCount() === 0) {
      unansweredTicks = 0;
      return;
    }
    if (unansweredTicks >= (isSilent ? UNBORN_AFTER_TICKS : DEAD_AFTER_TICKS)) {
      restart();
      return;
    }
    unansweredTicks++;
    life.rpc.ping();
    stopTicking = clock.after(TICK_MS, tick);
  }

  return {
    call,
    sourceInfo: () => opening,
    openSource: (spec) => {
      const before = source;
      source = spec;
      if (stillborn >= MAX_STILLBORN) {
        stillborn = 0;
        life = start();
      }
      const opened = open();
      // The worker keeps the one before where a new one cannot be opened; so does a restart.
      opened.then(
        () => (opening = opened),
        () => (source = source === spec ? before : source),
      );
      return opened;
    },
    dispose: () => end({ kind: 'aborted' }),
  };
}

/** With what the worker leaves out of progress put back. */
function unpacked<Name extends MessageName>(
  name: Name,
  options: CallOptions<Name> | undefined,
): CallOptions<Name> | undefined {
  const onProgress = options?.onProgress;
  if (name !== 'runs.watch' || !onProgress) return options;
  const unpack = unpackCompared();
  // Progress of this name is a snapshot of runs.
  const receive = (snapshot: unknown) => unpack(snapshot as RunsSnapshot) as ProgressOf<Name>;
  return { ...options, onProgress: (progress) => onProgress(receive(progress)) };
}

function onDeathEvent(port: WorkerPort, onDeath: () => void): () => void {
  if (!(port instanceof EventTarget)) return () => undefined;
  const listener = (event: Event) => {
    event.preventDefault();
    onDeath();
  };
  port.addEventListener('error', listener);
  port.addEventListener('messageerror', listener);
  return () => {
    port.removeEventListener('error', listener);
    port.removeEventListener('messageerror', listener);
  };
}
