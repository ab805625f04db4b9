import { describe, expect, it } from 'vitest';
import { appendRuns, createRunFrame } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { settled } from '../../testing/manual-clock.ts';
import { RunFamilies } from './run-families.ts';

const P = 'p' as RunId;

/** A server whose children of `p` come in pages; `failing` ones throw. */
function setUp(children = 450) {
  const frame = createRunFrame();
  const asked: string[] = [];
  const server = { isDown: false, loops: false };
  let changes = 0;
  const all = Array.from({ length: children }, (_, index) =>
    makeRun({ id: `c${index}`, tags: { 'mlflow.parentRunId': 'p' } }),
  );
  const families = new RunFamilies(
    {
      frame,
      ask: async ({ filter, pageSize }, pageToken) => {
        asked.push(`${filter} ${pageToken ?? ''}`);
        await Promise.resolve();
        if (server.isDown) throw new Error('down');
        const start = Number(pageToken ?? 0);
        const runs: readonly Run[] = filter.includes('run_id')
          ? [makeRun({ id: 'p' })]
          : all.slice(start, start + pageSize);
        const next = server.loops ? 200 : start + pageSize;
        const isMore = server.loops || (!filter.includes('run_id') && next < all.length);
        return { runs, nextPageToken: isMore ? String(next) : undefined, sizeBytes: 1 };
      },
      takeMore: (runs) => {
        appendRuns(frame, runs);
      },
    },
    () => changes++,
  );
  return { frame, asked, families, server, changes: () => changes };
}

describe('children of a run', () => {
  it('are read by the tag that names it, page after page, once', async () => {
    const { families, frame, asked, changes } = setUp();
    families.needChildren([P]);
    expect(families.stateOf(P)).toBe('reading');
    await settled();
    families.needChildren([P]);
    await settled();
    expect(frame.ids).toHaveLength(450);
    expect(families.stateOf(P)).toBe('read');
    expect(asked).toEqual(['', '200', '400'].map((token) => `tags.\`mlflow.parentRunId\` = 'p' ${token}`));
    expect(changes()).toBe(1);
  });

  it('that could not be read are asked for again on request', async () => {
    const { families, frame, server } = setUp(1);
    server.isDown = true;
    families.needChildren([P]);
    await settled();
    expect(families.stateOf(P)).toBe('failed');
    server.isDown = false;
    families.retry();
    families.needChildren([P]);
    await settled();
    expect(frame.ids).toEqual(['c0']);
  });

  it('end where a server repeats its token', async () => {
    const { families, server, asked } = setUp();
    server.loops = true;
    families.needChildren([P]);
    await settled();
    expect(asked).toHaveLength(2);
    expect(families.stateOf(P)).toBe('read');
  });
});

describe('parents', () => {
  it('are read by their ids, each once; what is no id is never asked for', async () => {
    const { families, frame, asked } = setUp();
    families.needParents([P, 'gone' as RunId, "x' OR '1" as RunId]);
    families.needParents([P]);
    await settled();
    expect(asked).toEqual(["attributes.run_id IN ('p', 'gone') "]);
    expect(frame.ids).toEqual(['p']);
  });
});
