import { describe, expect, it } from 'vitest';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import type { SourceInfo } from '../tracking/source.ts';
import { createDataClient } from './data-client.ts';
import type { SourceSpec } from './data-protocol.ts';
import type { FromWorker, Port, ToWorker } from './rpc/rpc.ts';

const SERVER: SourceSpec = { kind: 'mlflow', baseUrl: 'http://127.0.0.1:5000' };
const DEMO: SourceSpec = { kind: 'sqlite-url', url: 'http://127.0.0.1/demo.db', label: 'demo' };
const INFO: SourceInfo = {
  kind: 'mlflow',
  label: 'test',
  version: '3.17.2',
  capabilities: {
    writes: 'server',
    deletesExperimentTags: true,
    maxExperimentTagLength: 20_000,
    readsArtifacts: true,
    pagedHistories: true,
    bulkSamples: true,
    filters: 'none',
    maxSamplePoints: 2_500,
    historyPageSize: 25_000,
  },
};

type AnyListener = ((event: MessageEvent) => void) | EventListenerOrEventListenerObject | null;

/** A worker played by the test: it answers what it is told to, and nothing else. */
class FakeWorker extends EventTarget implements Port {
  readonly received: ToWorker[] = [];
  isTerminated = false;
  answers: (message: ToWorker) => FromWorker | undefined;

  constructor(answers: (message: ToWorker) => FromWorker | undefined) {
    super();
    this.answers = answers;
  }

  override addEventListener(type: string, listener: AnyListener): void {
    super.addEventListener(type, listener as EventListener);
  }

  override removeEventListener(type: string, listener: AnyListener): void {
    super.removeEventListener(type, listener as EventListener);
  }

  postMessage(message: unknown): void {
    const sent = message as ToWorker;
    this.received.push(sent);
    const data = this.answers(sent);
    if (data) queueMicrotask(() => this.dispatchEvent(new MessageEvent('message', { data })));
  }

  terminate(): void {
    this.isTerminated = true;
  }

  opened(): unknown[] {
    return this.received.filter((message) => message.kind === 'call').map(({ request }) => request);
  }
}

const silent = () => undefined;

/** Opens sources and answers pings; the named calls stay without an answer. */
function lively(...unanswered: string[]) {
  return (message: ToWorker): FromWorker | undefined => {
    if (message.kind === 'ping') return { kind: 'pong' };
    if (message.kind === 'abort' || unanswered.includes(message.name)) return undefined;
    return { kind: 'ok', id: message.id, reply: message.name === 'source.open' ? INFO : [] };
  };
}

function setUp(...lives: ((message: ToWorker) => FromWorker | undefined)[]) {
  const clock = createManualClock();
  const workers: FakeWorker[] = [];
  let restarts = 0;
  const client = createDataClient({
    spawn: () => {
      const worker = new FakeWorker(lives[Math.min(workers.length, lives.length - 1)] ?? silent);
      workers.push(worker);
      return worker;
    },
    source: SERVER,
    clock,
    onRestart: () => {
      restarts++;
    },
  });
  return { client, clock, workers, restarts: () => restarts };
}

const find = { name: 'x' };
const RESTARTED = { failure: { kind: 'server', cause: 'worker-restarted' } };

describe('data client', () => {
  it('opens the source before anything else', async () => {
    const { client, workers } = setUp(lively());
    await client.call('runs.find', find);
    expect(workers[0]?.opened()).toEqual([SERVER, find]);
    await expect(client.sourceInfo()).resolves.toEqual(INFO);
  });

  it('restarts a worker that fell silent, rejects what was open and opens the same source again', async () => {
    const { client, clock, workers, restarts } = setUp(lively('runs.find'), lively());
    await client.openSource(DEMO);
    const call = client.call('runs.find', find);
    call.catch(() => undefined);
    await settled();
    const [first] = workers;
    if (first) first.answers = silent;
    await clock.advance(7_000);
    await expect(call).rejects.toMatchObject(RESTARTED);
    expect(first?.isTerminated).toBe(true);
    expect(workers[1]?.opened()).toEqual([DEMO]);
    expect(restarts()).toBe(1);
    await expect(client.call('runs.find', find)).resolves.toEqual([]);
  });

  it('keeps a worker that is slow to answer but alive', async () => {
    const { client, clock, workers } = setUp(lively('runs.find'));
    void client.call('runs.find', find).catch(() => undefined);
    await clock.advance(600_000);
    expect(workers).toHaveLength(1);
  });

  it('does not ping while nothing is open', async () => {
    const { client, clock, workers } = setUp(lively());
    await client.call('runs.find', find);
    await clock.advance(60_000);
    expect(workers[0]?.received.filter(({ kind }) => kind === 'ping')).toEqual([]);
  });

  it('forgives silence of a few ticks, whatever time they took', async () => {
    const { client, clock, workers } = setUp(lively('runs.find'), lively());
    client.call('runs.find', find).catch(() => undefined);
    await settled();
    const [worker] = workers;
    for (let sleep = 0; sleep < 10; sleep++) {
      if (worker) worker.answers = silent;
      await clock.advance(4_000);
      if (worker) worker.answers = lively('runs.find');
      await clock.advance(1_000);
    }
    expect(workers).toHaveLength(1);
  });

  it('gives a script that is still on its way a minute', async () => {
    const { client, clock, workers } = setUp(silent);
    client.sourceInfo().catch(() => undefined);
    await clock.advance(55_000);
    expect(workers).toHaveLength(1);
    await clock.advance(10_000);
    expect(workers).toHaveLength(2);
  });

  it.each(['error', 'messageerror'])('restarts after a worker %s', async (type) => {
    const { client, workers } = setUp(lively('runs.find'), lively());
    const call = client.call('runs.find', find);
    call.catch(() => undefined);
    await settled();
    workers[0]?.dispatchEvent(new Event(type));
    await expect(call).rejects.toMatchObject(RESTARTED);
    expect(workers).toHaveLength(2);
  });

  it('gives up on a worker that never starts, until a source is opened again', async () => {
    const { client, workers } = setUp(silent, silent, silent, lively());
    for (let death = 0; death < 3; death++) {
      client.sourceInfo().catch(() => undefined);
      workers[death]?.dispatchEvent(new Event('error'));
    }
    expect(workers).toHaveLength(3);
    await expect(client.call('runs.find', find)).rejects.toMatchObject({
      failure: { kind: 'server', cause: undefined },
    });
    await expect(client.openSource(DEMO)).resolves.toEqual(INFO);
    expect(workers[3]?.opened()).toEqual([DEMO]);
  });

  it('rejects what is open as aborted when disposed', async () => {
    const { client, workers } = setUp(lively('runs.find'));
    const call = client.call('runs.find', find);
    client.dispose();
    await expect(call).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    expect(workers[0]?.isTerminated).toBe(true);
  });
});
