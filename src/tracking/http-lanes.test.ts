import { describe, expect, it } from 'vitest';
import { createLanes } from './http-lanes.ts';
import type { RequestPriority } from './source.ts';

const NEVER = new AbortController().signal;

/** Everything that a resolved promise leads to has happened. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

/** Tasks that end when told, and the names of those that started. */
function setUp() {
  const lanes = createLanes();
  const started: string[] = [];
  const ends = new Map<string, () => void>();
  const add = (name: string, priority: RequestPriority, signal = NEVER): Promise<void> =>
    lanes.run(priority, signal, () => {
      started.push(name);
      return new Promise<void>((resolve) => ends.set(name, resolve));
    });
  const addMany = (count: number, priority: RequestPriority): void => {
    for (let index = 0; index < count; index += 1) void add(`${priority}${index}`, priority);
  };
  const end = (name: string): Promise<void> => {
    ends.get(name)?.();
    return settle();
  };
  return { add, addMany, started, end };
}

describe('lanes', () => {
  it('run six visible tasks at once, the next when one has ended', async () => {
    const { addMany, started, end } = setUp();
    addMany(8, 'visible');
    await settle();
    expect(started).toHaveLength(6);
    await end('visible3');
    expect(started.slice(6)).toEqual(['visible6']);
  });

  it('leave two lanes free of background tasks', async () => {
    const { add, addMany, started, end } = setUp();
    addMany(9, 'background');
    await settle();
    expect(started).toHaveLength(4);
    void add('seen', 'visible');
    await settle();
    expect(started.at(-1)).toBe('seen');
    await end('seen');
    expect(started).toHaveLength(5);
    await end('background0');
    expect(started.at(-1)).toBe('background4');
  });

  it('start waiting visible tasks before older background ones', async () => {
    const { add, addMany, started, end } = setUp();
    addMany(6, 'visible');
    void add('later', 'background');
    void add('now', 'visible');
    await settle();
    await end('visible0');
    await end('visible1');
    expect(started.slice(6)).toEqual(['now', 'later']);
  });

  it('go on after a task that failed', async () => {
    const lanes = createLanes();
    const failing = Array.from({ length: 6 }, () =>
      lanes.run('visible', NEVER, () => Promise.reject(new Error('no'))),
    );
    const last = lanes.run('visible', NEVER, () => Promise.resolve('done'));
    await Promise.allSettled(failing);
    expect(await last).toBe('done');
  });

  it('never start a waiting task that was aborted, nor lose its lane', async () => {
    const { add, addMany, started, end } = setUp();
    addMany(6, 'visible');
    const abort = new AbortController();
    const given = add('given up', 'visible', abort.signal);
    void add('next', 'visible');
    abort.abort();
    await expect(given).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    await settle();
    await end('visible0');
    expect(started.slice(6)).toEqual(['next']);
  });
});
