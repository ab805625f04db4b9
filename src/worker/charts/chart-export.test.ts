import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import type { Series } from '../../domain/series/series.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource, type MemorySourceOptions, seriesName } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import { exportPoints } from './chart-export.ts';
import type { PointsExportProgress } from './chart-protocol.ts';
import type { RunFacts } from './run-facts.ts';
import { SeriesStore } from '../series/series-store.ts';

const [A, B] = ['a', 'b'] as RunId[] as [RunId, RunId];
const KEY = 'loss';

function historyOf(length: number): Series {
  const column = (at: (index: number) => number) => Float64Array.from({ length }, (_, index) => at(index));
  return {
    steps: column((index) => index),
    timestampsMs: column((index) => index * 1_000),
    values: column((index) => (index === 1 ? Number.NaN : index / 3)),
  };
}

const failingSamples: MemorySourceOptions['gate'] = ({ method }) => {
  if (method === 'sampleHistories') throw new TrackingError({ kind: 'server', status: 500 });
  return undefined;
};

const hangingSamples: MemorySourceOptions['gate'] = ({ method }) =>
  method === 'sampleHistories' ? new Promise(() => undefined) : undefined;

async function exportOf(extent: 'whole' | 'read', options: MemorySourceOptions = {}) {
  const source = createMemorySource({
    histories: { [seriesName(A, KEY)]: historyOf(25_000), [seriesName(B, 'other')]: historyOf(3) },
    ...options,
    capabilities: { maxSamplePoints: 10, historyPageSize: 10_000 },
  });
  const controller = new AbortController();
  const { capabilities } = await source.describe(controller.signal);
  const clock = createManualClock();
  const store = new SeriesStore({ source, capabilities, clock });
  const said: PointsExportProgress[] = [];
  const runs = [
    { id: A, isRunning: false, name: 'first, "one"' },
    { id: B, isRunning: false, name: '=second', key: 'other' },
  ];
  const request = { key: KEY, runs, extent };
  const reply = exportPoints({ store, facts: undefined as unknown as RunFacts }, request, clock, {
    signal: controller.signal,
    progress: (progress) => said.push(progress),
  });
  return { reply, said, controller };
}

const linesOf = async (blob: Blob) => (await blob.text()).split('\r\n');

describe('the points of a card as CSV', () => {
  it('are all that were logged, read first where they were not, under the key that each run used', async () => {
    const { reply, said } = await exportOf('whole');
    const { blob, ...counts } = await reply;
    expect(counts).toEqual({ pointCount: 25_003, sampledRuns: 0, failedRuns: 0 });
    const lines = await linesOf(blob);
    expect(lines).toHaveLength(1 + 25_003 + 1);
    expect(lines[2]).toBe('"first, ""one""",a,loss,1,1970-01-01T00:00:01.000Z,NaN');
    expect(lines[25_000]).toBe(
      `"first, ""one""",a,loss,24999,1970-01-01T06:56:39.000Z,${String(24_999 / 3)}`,
    );
    expect(lines.at(-2)).toBe(`'=second,b,other,2,1970-01-01T00:00:02.000Z,${String(2 / 3)}`);
    expect(said[0]).toMatchObject({ runsTotal: 2 });
  });

  it('are those read so far where that is asked, and says of how many runs some are missing', async () => {
    const { reply } = await exportOf('read');
    const { pointCount, sampledRuns } = await reply;
    expect(pointCount).toBe(0);
    expect(sampledRuns).toBe(2);
  });

  it('leave out runs that cannot be read, and count them', async () => {
    const { reply } = await exportOf('whole', { gate: failingSamples });
    const { pointCount, failedRuns } = await reply;
    expect([pointCount, failedRuns]).toEqual([0, 2]);
  });

  it('end when they are called off', async () => {
    const { reply, controller } = await exportOf('whole', { gate: hangingSamples });
    controller.abort();
    await expect(reply).rejects.toThrow(/abort/i);
  });
});
