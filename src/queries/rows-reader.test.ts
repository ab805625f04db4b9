import { describe, expect, it } from 'vitest';
import { NEWEST_FIRST } from '../domain/runs/run-sort.ts';
import type { RowsWindow } from '../worker/runs/runs-protocol.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import { createRowsReader } from './rows-reader.ts';

const WANTED = { viewId: 'view', start: 0, end: 60, columns: [NEWEST_FIRST.column] };
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

function setUp() {
  const calls: { readonly start: number; readonly signal: AbortSignal; answer: (version: number) => void }[] =
    [];
  const client = {
    call: (_name: string, { start }: { start: number }, { signal }: { signal: AbortSignal }) =>
      new Promise<RowsWindow>((resolve) => {
        calls.push({
          start,
          signal,
          answer: (version) => resolve({ version, start, rows: [], top: [], summaries: [] }),
        });
      }),
  } as unknown as DataClient;
  const versions: number[] = [];
  const reader = createRowsReader(client, ({ window }) => versions.push(window.version));
  return { reader, calls, versions };
}

describe('rows reader', () => {
  it('asks once the view has rows, and again with every version', async () => {
    const { reader, calls, versions } = setUp();
    reader.want(WANTED);
    expect(calls).toHaveLength(0);
    reader.setVersion(1);
    calls[0]?.answer(1);
    await settled();
    reader.setVersion(2);
    calls[1]?.answer(2);
    await settled();
    expect(versions).toEqual([1, 2]);
    expect(calls).toHaveLength(2);
  });

  it('asks for the rows of a new query behind it, and not again when its snapshot comes', async () => {
    const { reader, calls, versions } = setUp();
    reader.want(WANTED);
    reader.setVersion(1);
    calls[0]?.answer(1);
    await settled();
    reader.followQuery();
    await settled();
    expect(calls).toHaveLength(2);
    reader.setVersion(1_000_001);
    calls[1]?.answer(1_000_001);
    await settled();
    expect(calls).toHaveLength(2);
    expect(versions.at(-1)).toBe(1_000_001);
  });

  it('asks again where the answer is older than what the view says by now', async () => {
    const { reader, calls, versions } = setUp();
    reader.want(WANTED);
    reader.setVersion(1);
    reader.setVersion(2);
    calls[0]?.answer(1);
    await settled();
    calls[1]?.answer(2);
    await settled();
    expect(versions).toEqual([1, 2]);
  });

  it('drops a call that is no longer wanted', async () => {
    const { reader, calls, versions } = setUp();
    reader.setVersion(1);
    reader.want(WANTED);
    reader.want({ ...WANTED, start: 60, end: 120 });
    expect(calls.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    calls[0]?.answer(1);
    await settled();
    expect(versions).toEqual([]);
    calls[1]?.answer(1);
    await settled();
    expect(versions).toEqual([1]);
    reader.want(WANTED);
    reader.stop();
    calls[2]?.answer(1);
    await settled();
    expect(versions).toEqual([1]);
  });
});
