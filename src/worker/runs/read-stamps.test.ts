import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { readStamps } from './read-stamps.ts';

describe('the stamps of runs', () => {
  it('tell what is there, deleted, or nowhere, in the order of the link', async () => {
    const source = createMemorySource({
      runs: [makeRun({ id: 'a', name: 'first' }), makeRun({ id: 'b', name: 'second', lifecycle: 'deleted' })],
    });
    const options = { source, canFilter: false, experimentOf: () => undefined };
    const ids = ['gone', 'b', 'a'].map((id) => id as RunId);
    const stamps = await readStamps(options, ids, new AbortController().signal);
    expect(stamps.map(({ state, name }) => [state, name])).toEqual([
      ['missing', 'gone'],
      ['deleted', 'second'],
      ['active', 'first'],
    ]);
  });
});
