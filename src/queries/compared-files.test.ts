import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ArtifactRoot } from '../domain/artifacts/artifact.ts';
import type { RunId } from '../domain/runs/run.ts';
import { TrackingError } from '../tracking/errors.ts';
import { ComparedFiles, fileOf, type FileReader, sameBytes } from './compared-files.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const keyOf = (root: ArtifactRoot | undefined) => (root?.kind === 'run' ? root.runId : root?.modelId) ?? '';

/** Files by `ROOT/PATH`; `faults` are thrown by every reading of that root until they are taken away. */
function setUp(files: Readonly<Record<string, string>>, options = {}) {
  const faults = new Map<string, Error>();
  const running = { now: 0, most: 0 };
  const asked: string[] = [];
  const models: Record<string, string> = {};
  const reader: FileReader = {
    rootOf: async (runId) => {
      if (Object.keys(models).length === 0) return { kind: 'run', runId };
      const modelId = models[runId];
      return modelId === undefined ? undefined : { kind: 'model', modelId };
    },
    list: async (root, folder) => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await new Promise((resolve) => setImmediate(resolve));
      running.now -= 1;
      const fault = faults.get(keyOf(root));
      if (fault) throw fault;
      const start = `${keyOf(root)}/`;
      return Object.entries(files).flatMap(([name, text]) => {
        const path = name.slice(start.length);
        const isIn = name.startsWith(start) && path.startsWith(folder === '' ? '' : `${folder}/`);
        const sizeBytes = text.length === 0 ? undefined : text.length;
        return isIn ? [{ path, isFolder: false, sizeBytes }] : [];
      });
    },
    read: async (root, { path }, { start, end }) => {
      asked.push(`${keyOf(root)}/${path} ${start}-${end}`);
      const text = files[`${keyOf(root)}/${path}`] ?? '';
      if (text === '') throw new TrackingError({ kind: 'rejected', status: 416 });
      return bytesOf(text.slice(start, end));
    },
  };
  const store = new ComparedFiles(reader, { path: 'logs/a.txt', mostBytes: 10, ...options });
  store.subscribe(() => undefined);
  const ask = async (...ids: readonly string[]) => {
    store.ask(ids as RunId[]);
    await settle(store, ids);
  };
  const states = () => Object.fromEntries([...store.get()].map(([id, { state }]) => [id, state]));
  return { store, ask, faults, running, asked, models, states };
}

const imageOf = (step: number, id: string) => `images/loss+step+${step}+timestamp+17+${id}.png`;

async function settle(store: ComparedFiles, ids: readonly string[]): Promise<void> {
  while (ids.some((id) => fileOf(store.get(), id as RunId).state === 'reading'))
    await new Promise((resolve) => setImmediate(resolve));
}

describe('one path of many runs', () => {
  it('is read, is not there, is large or empty, a few at a time', async () => {
    const files = {
      'a/logs/a.txt': 'one',
      'b/logs/b.txt': 'x',
      'c/logs/a.txt': 'x'.repeat(11),
      'd/logs/a.txt': '',
    };
    const { store, ask, running, states } = setUp(files);
    await ask('a', 'b', 'c', 'd', 'e', 'f');
    expect(states()).toEqual({ a: 'ready', b: 'absent', c: 'large', d: 'ready', e: 'absent', f: 'absent' });
    expect(running.most).toBe(4);
    store.readAgain('c' as RunId);
    await settle(store, ['c']);
    expect(states()['c']).toBe('ready');
    expect(fileOf(store.get(), 'z' as RunId).state).toBe('waiting');
  });

  it('that could not be read is read again on a wish, the others stand', async () => {
    const { store, ask, faults, states } = setUp({ 'a/logs/a.txt': 'one', 'b/logs/a.txt': 'two' });
    faults.set('b', new TrackingError({ kind: 'forbidden', status: 403 }));
    await ask('a', 'b');
    expect(fileOf(store.get(), 'b' as RunId)).toMatchObject({ failure: { kind: 'forbidden' } });
    expect(states()['a']).toBe('ready');
    faults.clear();
    store.readAgain('b' as RunId);
    await settle(store, ['b']);
    expect(states()).toEqual({ a: 'ready', b: 'ready' });
  });

  it('is one of a logged model, which has another id in each run', async () => {
    const { ask, models, states, asked } = setUp({ 'm-1/logs/a.txt': 'one', 'm-2/logs/a.txt': 'two' });
    Object.assign(models, { a: 'm-1', b: 'm-2' });
    await ask('a', 'b', 'c');
    expect(states()).toEqual({ a: 'ready', b: 'ready', c: 'absent' });
    expect(asked.toSorted()).toEqual(['m-1/logs/a.txt 0-3', 'm-2/logs/a.txt 0-3']);
  });

  it('gives its end alone, and more of it as the run goes on', async () => {
    const files: Record<string, string> = { 'a/logs/a.txt': '0123456789' };
    const { store, ask } = setUp(files, { tailBytes: 4 });
    await ask('a');
    const read = () => {
      const file = fileOf(store.get(), 'a' as RunId);
      return file.state === 'ready' ? [file.startByte, new TextDecoder().decode(file.bytes)] : file.state;
    };
    expect(read()).toEqual([6, '6789']);
    files['a/logs/a.txt'] += 'ab';
    await store.refresh('a' as RunId);
    expect(read()).toEqual([8, '89ab']);
  });

  it('of log_image is the one of the same key and step', async () => {
    const files = {
      [`a/${imageOf(3, 'x')}`]: 'one',
      [`b/${imageOf(2, 'y')}`]: 'no',
      [`b/${imageOf(3, 'z')}`]: 'two',
    };
    const { ask, asked } = setUp(files, { path: imageOf(3, 'x') });
    await ask('a', 'b');
    expect(asked.toSorted()).toEqual([`a/${imageOf(3, 'x')} 0-3`, `b/${imageOf(3, 'z')} 0-3`]);
  });
});

it('tells the same bytes wherever they begin', () => {
  const bytes = fc.uint8Array({ maxLength: 40 });
  fc.assert(
    fc.property(bytes, fc.nat(3), fc.nat(3), fc.option(fc.nat(39)), (whole, first, second, changed) => {
      const copy = (shift: number) => {
        const room = new Uint8Array(whole.length + shift);
        room.set(whole, shift);
        return room.subarray(shift);
      };
      const [left, right] = [copy(first), copy(second)];
      if (changed !== null && changed < right.length) right[changed] = 255 - (right[changed] ?? 0);
      expect(sameBytes(left, right)).toBe(Buffer.compare(left, right) === 0);
    }),
  );
  expect(sameBytes(new Uint8Array(3), new Uint8Array(4))).toBe(false);
});
