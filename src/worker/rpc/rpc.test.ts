import { afterEach, describe, expect, it } from 'vitest';
import { AS_LOGGED } from '../../domain/series/shape-line.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { joinedPorts } from '../../testing/joined-port.ts';
import { settled } from '../../testing/manual-clock.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ChartPicture, ChartQuery } from '../charts/chart-protocol.ts';
import type { DataHandlers } from './rpc.ts';
import { createRpcClient } from './rpc-client.ts';
import { serve } from './rpc-server.ts';

const ID = '1' as ExperimentId;
const CHART: ChartQuery = {
  key: 'loss',
  runs: [],
  widthPx: 10,
  xKind: 'linear',
  yKind: 'linear',
  xWindow: undefined,
  recipe: AS_LOGGED,
};

const refuse = async () => {
  throw new TrackingError({ kind: 'unsupported' });
};

let close: () => void = () => undefined;
afterEach(() => close());

function connect(handlers: Partial<DataHandlers>) {
  const ports = joinedPorts();
  close = () => ports.close();
  const all: DataHandlers = {
    'source.open': refuse,
    'experiments.search': refuse,
    'experiments.get': refuse,
    'experiments.has-traces': refuse,
    'experiments.create': refuse,
    'experiments.change': refuse,
    'experiments.change-views': refuse,
    'experiments.last-activity': refuse,
    'runs.activity': refuse,
    'runs.look-up': refuse,
    'runs.stamps': refuse,
    'runs.metric-keys': refuse,
    'models.versions': refuse,
    'runs.watch': refuse,
    'runs.rows': refuse,
    'runs.table': refuse,
    'runs.export': refuse,
    'runs.export-groups': refuse,
    'runs.values': refuse,
    'runs.legend': refuse,
    'runs.groups': refuse,
    'runs.rank': refuse,
    'runs.branch': refuse,
    'runs.neighbours': refuse,
    'runs.compare-groups': refuse,
    'runs.diff': refuse,
    'compare.axes': refuse,
    'compare.keys': refuse,
    'compare.matters': refuse,
    'compare.rows': refuse,
    'chart.read-at': refuse,
    'runs.texts': refuse,
    'runs.sparklines': refuse,
    'page.visible': refuse,
    'cache.clear': refuse,
    'runs.catalogue': refuse,
    'runs.control': refuse,
    'run.get': refuse,
    'runs.find': refuse,
    'run.details': refuse,
    'run.silence': refuse,
    'run.relatives': refuse,
    'run.versions': refuse,
    'models.names': refuse,
    'models.register': refuse,
    'models.delete-version': refuse,
    'registry.models': refuse,
    'registry.model': refuse,
    'registry.versions': refuse,
    'registry.version': refuse,
    'registry.file': refuse,
    'registry.logged-model': refuse,
    'registry.runs': refuse,
    'registry.change': refuse,
    'registry.move': refuse,
    'registry.watch': refuse,
    'runs.change': refuse,
    'runs.stop-change': refuse,
    'sign-in.watch': refuse,
    'sign-in.answer': refuse,
    'sign-in.name': refuse,
    'artifacts.list': refuse,
    'artifacts.read': refuse,
    'charts.outline': refuse,
    'charts.clocks': refuse,
    'chart.watch': refuse,
    'chart.retry': refuse,
    'chart.points': refuse,
    'chart.export': refuse,
    'chart.find-point': refuse,
    ...handlers,
  };
  const stop = serve(ports.far, all);
  return { client: createRpcClient(ports.near), stop };
}

describe('rpc', () => {
  it('answers each call by its own handler', async () => {
    const { client } = connect({
      'experiments.has-traces': async ({ id }) => id === ID,
      'runs.find': async () => [],
    });
    const answers = await Promise.all([
      client.call('experiments.has-traces', { id: ID }),
      client.call('experiments.has-traces', { id: '2' as ExperimentId }),
      client.call('runs.find', { name: 'x' }),
    ]);
    expect(answers).toEqual([true, false, []]);
  });

  it('carries failures whole', async () => {
    const { client } = connect({
      'experiments.get': async () => {
        throw new TrackingError({ kind: 'forbidden', status: 403, cause: 'host-refused', detail: 'no' });
      },
    });
    await expect(client.call('experiments.get', { id: ID })).rejects.toMatchObject({
      failure: { kind: 'forbidden', status: 403, cause: 'host-refused', detail: 'no' },
    });
  });

  it('turns a stranger into a server failure with its text', async () => {
    const { client } = connect({
      'experiments.get': async () => {
        throw new RangeError('out of memory');
      },
    });
    await expect(client.call('experiments.get', { id: ID })).rejects.toMatchObject({
      failure: { kind: 'server', detail: 'out of memory' },
    });
  });

  it('rejects the caller and ends the handler on abort, and drops what crosses with it', async () => {
    const signals: AbortSignal[] = [];
    const progressed: unknown[] = [];
    let sendLate: (() => void) | undefined;
    const { client } = connect({
      'chart.watch': (_, context) => {
        signals.push(context.signal);
        sendLate = () => context.progress(makePicture());
        return new Promise(() => undefined);
      },
    });
    const controller = new AbortController();
    const call = client.call('chart.watch', CHART, {
      signal: controller.signal,
      onProgress: (picture) => progressed.push(picture),
    });
    await settled();
    sendLate?.();
    await settled();
    controller.abort();
    await expect(call).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    await settled();
    sendLate?.();
    await settled();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(progressed).toHaveLength(1);
    expect(client.pendingCount()).toBe(0);
  });

  it('posts nothing for a signal that has aborted already', async () => {
    let calls = 0;
    const { client } = connect({
      'runs.find': async () => {
        calls++;
        return [];
      },
    });
    const call = client.call('runs.find', { name: 'x' }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    await settled();
    expect(calls).toBe(0);
  });

  it('moves buffers instead of copying them', async () => {
    const sent = makePicture();
    const { client } = connect({
      'chart.watch': async (_, context) => context.progress(sent, [sent.lines.xs.buffer]),
    });
    const received: ChartPicture[] = [];
    await client.call('chart.watch', CHART, { onProgress: (picture) => received.push(picture) });
    expect(sent.lines.xs).toHaveLength(0);
    expect(received.map(({ lines }) => [...lines.xs])).toEqual([[1, 2, 3]]);
  });

  it('rejects a request that cannot be cloned', async () => {
    const { client } = connect({ 'run.get': refuse });
    const id = (() => undefined) as unknown as RunId;
    await expect(client.call('run.get', { id })).rejects.toBeInstanceOf(TrackingError);
    expect(client.pendingCount()).toBe(0);
  });

  it('aborts running handlers when serving stops', async () => {
    let isAborted = false;
    const { client, stop } = connect({
      'runs.find': (_, { signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            isAborted = true;
          });
        }),
    });
    void client.call('runs.find', { name: 'x' });
    await settled();
    stop();
    expect(isAborted).toBe(true);
  });
});

function makePicture(): ChartPicture {
  return {
    lines: { offsets: Uint32Array.of(0, 3), xs: Float64Array.of(1, 2, 3), ys: Float64Array.of(1, 2, 3) },
    marks: {
      lines: new Uint32Array(0),
      xs: new Float64Array(0),
      kinds: new Uint8Array(0),
      steps: new Float64Array(0),
      timesMs: new Float64Array(0),
      lastSteps: new Float64Array(0),
      lastValues: new Float64Array(0),
    },
    faint: {
      offsets: Uint32Array.of(0),
      xs: new Float64Array(0),
      ys: new Float64Array(0),
      owners: new Uint32Array(0),
    },
    series: [],
    xExtent: undefined,
    yExtent: undefined,
    xWindow: undefined,
    axis: { kind: 'step' },
    smoothing: undefined,
    yRange: undefined,
  };
}
