import { describe, expect, it } from 'vitest';
import type { RunId, RunStatus } from '../domain/runs/run.ts';
import type { SeriesState } from '../domain/series/series.ts';
import { createManualClock, settled } from '../testing/manual-clock.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { Sparklines, SparklinesRequest } from '../worker/runs/runs-protocol.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import { SparklineReader } from './sparkline-reader.ts';

interface OpenCall {
  readonly ids: readonly string[];
  readonly signal: AbortSignal | undefined;
  readonly answer: (state?: SeriesState) => Promise<void>;
  readonly fail: () => Promise<void>;
}

function setUp() {
  const calls: OpenCall[] = [];
  const call = (_name: string, request: unknown, options?: { signal?: AbortSignal }) =>
    new Promise<Sparklines>((resolve, reject) => {
      const { ids } = request as SparklinesRequest;
      const number = calls.length;
      calls.push({
        ids,
        signal: options?.signal,
        answer: (state = 'sampled') => {
          resolve({ paths: ids.map((id) => `${id}${number}`), states: ids.map(() => state) });
          return settled();
        },
        fail: () => {
          reject(new TrackingError({ kind: 'network' }));
          return settled();
        },
      });
    });
  const clock = createManualClock();
  const reader = new SparklineReader({ call } as DataClient, 'view', { key: 'loss' }, clock);
  const pathOf = (id: string) => reader.get(id as RunId)?.path;
  return { calls, clock, reader, pathOf };
}

const rowsOf = (ids: readonly string[], status: RunStatus = 'FINISHED') =>
  ids.map((id) => ({ id: id as RunId, status }));
const NUMBERED = Array.from({ length: 45 }, (_, index) => `r${index}`);

describe('the reader of sparklines', () => {
  it('reads the rows on screen bit by bit, none of them twice', async () => {
    const { calls, reader, pathOf } = setUp();
    let toldCount = 0;
    reader.subscribe(() => {
      toldCount += 1;
    });
    reader.show(rowsOf(NUMBERED), 1);
    await calls[0]?.answer();
    expect([toldCount, pathOf('r19'), pathOf('r20')]).toEqual([1, 'r190', undefined]);
    await calls[1]?.answer();
    await calls[2]?.answer();
    expect(calls.map(({ ids }) => ids.length)).toEqual([20, 20, 5]);
    reader.show(rowsOf(NUMBERED), 2);
    expect(calls.length).toBe(3);
  });

  it('lets a request end while some of its rows are on screen, then reads those that are there by now', async () => {
    const { calls, reader, pathOf } = setUp();
    reader.show(rowsOf(['a', 'b']), 1);
    reader.show(rowsOf(['b', 'c']), 1);
    reader.show(rowsOf(['b', 'd']), 1);
    expect(calls.length).toBe(1);
    await calls[0]?.answer();
    expect(calls[1]?.ids).toEqual(['d']);
    expect(pathOf('a')).toBe('a0');
    reader.show(rowsOf(['e']), 1);
    expect(calls[1]?.signal?.aborted).toBe(true);
    expect(calls[2]?.ids).toEqual(['e']);
  });

  it('reads a running run again when the rows changed, every ten seconds at most, and once when it ended', async () => {
    const { calls, clock, reader, pathOf } = setUp();
    reader.show(rowsOf(['a'], 'RUNNING'), 1);
    await calls[0]?.answer();
    await clock.advance(60_000);
    expect(calls.length).toBe(1);
    reader.show(rowsOf(['a'], 'RUNNING'), 2);
    await calls[1]?.answer();
    await clock.advance(4_000);
    reader.show(rowsOf(['a'], 'RUNNING'), 3);
    reader.show(rowsOf(['a'], 'RUNNING'), 4);
    await clock.advance(5_999);
    expect(calls.length).toBe(2);
    await clock.advance(1);
    expect(calls.length).toBe(3);
    await calls[2]?.answer();
    reader.show(rowsOf(['a']), 5);
    await calls[3]?.answer('exact');
    expect([pathOf('a'), calls.length]).toEqual(['a3', 4]);
    reader.show(rowsOf(['a']), 6);
    await clock.advance(60_000);
    expect(calls.length).toBe(4);
  });

  it('asks for failed ones again with later rows, not in a loop', async () => {
    const { calls, clock, reader } = setUp();
    reader.show(rowsOf(['a']), 1);
    await calls[0]?.fail();
    await clock.advance(60_000);
    expect(calls.length).toBe(1);
    reader.show(rowsOf(['a']), 1);
    await calls[1]?.answer('failed');
    reader.show(rowsOf(['a']), 2);
    await clock.advance(10_000);
    expect(calls.length).toBe(3);
  });

  it('stops', async () => {
    const { calls, reader, pathOf } = setUp();
    reader.show(rowsOf(['a']), 1);
    reader.stop();
    await calls[0]?.answer();
    expect([calls[0]?.signal?.aborted, pathOf('a')]).toEqual([true, undefined]);
  });

  it('keeps some hundred', async () => {
    const { calls, reader, pathOf } = setUp();
    for (let page = 0; page < 30; page += 1) {
      reader.show(rowsOf(Array.from({ length: 20 }, (_, index) => `p${page}-${index}`)), 1);
      await calls[page]?.answer();
    }
    expect([pathOf('p0-0'), pathOf('p29-0')]).toEqual([undefined, 'p29-029']);
  });
});
