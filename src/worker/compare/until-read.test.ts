import { describe, expect, it, vi } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunFacts } from '../charts/run-facts.ts';
import { untilRead } from './until-read.ts';

/** Runs of which some are still read. */
function factsOf(reading: Set<string>) {
  const listeners = new Set<() => void>();
  const facts: Pick<RunFacts, 'of' | 'subscribe'> = {
    of: (_, id) =>
      (reading.has(id) ? { state: 'reading' } : { state: 'unknown' }) as unknown as ReturnType<
        RunFacts['of']
      >,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
  };
  const changed = () => {
    for (const listener of listeners) listener();
  };
  return { facts, listeners, changed };
}

const IDS = ['a', 'b'] as RunId[];

describe('waiting for runs', () => {
  it('listens once, however often rows change, and leaves nothing behind', async () => {
    const reading = new Set(['a', 'b']);
    const { facts, listeners, changed } = factsOf(reading);
    const { signal } = new AbortController();
    const added = vi.spyOn(signal, 'addEventListener');
    const removed = vi.spyOn(signal, 'removeEventListener');
    const done = untilRead('view', IDS, facts, signal);
    for (let turn = 0; turn < 20; turn++) changed();
    reading.delete('a');
    changed();
    expect(listeners.size).toBe(1);
    reading.delete('b');
    changed();
    await done;
    expect([added.mock.calls.length, removed.mock.calls.length, listeners.size]).toEqual([1, 1, 0]);
    // Nothing to wait for.
    await untilRead('view', IDS, facts, signal);
    expect(added).toHaveBeenCalledOnce();
  });

  it('ends when nobody asks any more, before or meanwhile', async () => {
    const { facts, listeners } = factsOf(new Set(['a']));
    const controller = new AbortController();
    const done = untilRead('view', IDS, facts, controller.signal);
    controller.abort(new Error('gone'));
    await expect(done).rejects.toThrow('gone');
    await expect(untilRead('view', IDS, facts, controller.signal)).rejects.toThrow('gone');
    expect(listeners.size).toBe(0);
  });
});
