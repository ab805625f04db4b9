import { describe, expect, it } from 'vitest';
import { formatRecord, readRecords } from '../../domain/registry/alias-history.ts';
import { findModels } from '../../domain/registry/find-models.ts';
import { hasCutTags, type RegisteredModel } from '../../domain/registry/registered-model.ts';
import { compileVersionFilter } from '../../domain/registry/version-filter.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { connectData } from '../../testing/connected-data.ts';
import { makeRun } from '../../testing/make-run.ts';
import { settled } from '../../testing/manual-clock.ts';
import { makeModel, makeVersion } from '../../testing/memory-registry.ts';
import type { SourceCall } from '../../testing/memory-answer.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';

const SPEC = { kind: 'mlflow', baseUrl: 'http://x' } as const;
const AT_1 = { aliases: [{ alias: 'champion', version: '1' }], latest: [{ version: '3', stage: undefined }] };
const TO_2 = { alias: 'champion', from: '1', to: '2' };

async function open(model: Partial<RegisteredModel>, more: Partial<MemorySourceOptions> = {}) {
  const versions = ['1', '2', '3'].map((version) => makeVersion('net', version));
  const registry = { models: [makeModel('net', model)], versions, userName: 'kim' };
  const { client, clock, opened } = connectData({ registry, ...more });
  await client.call('source.open', SPEC);
  const source = () => {
    const [first] = opened;
    if (!first) throw new Error('nothing is open');
    return first;
  };
  const move = (moves = [TO_2], why?: string) =>
    client.call('registry.move', { model: 'net', moves, why, kind: 'move' });
  const read = () => client.call('registry.model', { name: 'net' });
  const writes = () =>
    source()
      .calls.filter(({ method }) => method === 'registry.change')
      .map(({ request }) => (request as { readonly kind: string }).kind);
  return { client, clock, source, move, read, writes };
}

const isChange = ({ method, request }: SourceCall, kind: string) =>
  method === 'registry.change' && (request as { readonly kind: string }).kind === kind;

const add = (alias: string) => ({ alias, from: undefined, to: '3' }) as never;

describe('moving aliases', () => {
  it('moves and writes down who, from, to and why', async () => {
    const { move, read, clock } = await open(AT_1);
    const { results, model } = await move([TO_2], 'better on val');
    expect(results).toEqual([{ state: 'done', isRecorded: true }]);
    expect(model?.aliases).toEqual([{ alias: 'champion', version: '2' }]);
    const [record] = readRecords((await read()).tags);
    expect(record).toMatchObject({ ...TO_2, who: 'kim', why: 'better on val', atMs: clock.nowMs() });
  });

  it('writes nothing where somebody has moved it meanwhile, and tells who', async () => {
    const tag = formatRecord(
      { ...TO_2, to: '3', atMs: 5, who: 'lee', why: undefined, kind: 'move' },
      () => 0,
    );
    const { move, writes } = await open({ aliases: [{ alias: 'champion', version: '3' }], tags: [tag] });
    const onto = { alias: 'champion', from: '3', to: '1' };
    expect((await move([TO_2, onto])).results).toEqual([
      { state: 'moved', holder: '3', by: 'lee' },
      { state: 'left' },
    ]);
    expect(writes()).toEqual([]);
    expect((await move([{ ...TO_2, to: '3' }])).results).toEqual([{ state: 'unchanged' }]);
  });

  it('tells at once where another one wrote right after', async () => {
    const other = { kind: 'set-alias', model: 'net', alias: 'champion', version: '3' } as const;
    let isOver = false;
    const { move, source } = await open(AT_1, {
      gate: async (call, signal) => {
        if (isOver || !isChange(call, 'set-model-tag')) return;
        isOver = true;
        await (await source().openRegistry()).change(other, signal);
      },
    });
    expect((await move()).results).toEqual([{ state: 'lost', holder: '3', by: undefined }]);
  });

  it('tells within 10 s where another one wrote later', async () => {
    const { move, client, clock, source } = await open(AT_1);
    await move();
    const watched = client.call('registry.watch', { model: 'net', moves: [TO_2] });
    await clock.advance(2_000);
    const registry = await source().openRegistry();
    const other = { kind: 'set-alias', model: 'net', alias: 'champion', version: '3' } as const;
    await registry.change(other, new AbortController().signal);
    await clock.advance(3_000);
    expect((await watched).lost).toEqual([{ move: TO_2, holder: '3', by: undefined }]);
    const quiet = client.call('registry.watch', { model: 'net', moves: [{ ...TO_2, to: '3' }] });
    await clock.advance(10_000);
    expect((await quiet).lost).toEqual([]);
  });

  it('looks no more when nobody wants to know', async () => {
    const { client, clock, source } = await open(AT_1);
    const controller = new AbortController();
    const { signal } = controller;
    const watched = client.call('registry.watch', { model: 'net', moves: [TO_2] }, { signal });
    await settled();
    controller.abort();
    await expect(watched).rejects.toMatchObject({ failure: { kind: 'aborted' } });
    await clock.advance(10_000);
    expect(source().calls.filter(({ method }) => method === 'registry.getModel')).toEqual([]);
  });

  it.each([401, 403])('lists what was done and what was not when %i comes half way', async (status) => {
    const kind = status === 401 ? 'unauthorized' : 'forbidden';
    let count = 0;
    const { move } = await open(AT_1, {
      gate: (call) => {
        if (isChange(call, 'set-alias') && ++count === 2) throw new TrackingError({ kind, status });
      },
    });
    const { results } = await move([TO_2, add('b'), add('c')]);
    expect(results.map(({ state }) => state)).toEqual(['done', 'refused', 'left']);
  });

  it('says that a move stands in no history where tags are refused', async () => {
    const { move } = await open(AT_1, {
      gate: (call) => {
        if (isChange(call, 'set-model-tag')) throw new TrackingError({ kind: 'rejected', status: 400 });
      },
    });
    expect((await move()).results).toEqual([{ state: 'done', isRecorded: false }]);
  });

  it.each([true, false])(
    'asks where an alias is when the answer was lost; it is there: %s',
    async (isMade) => {
      let isLost = false;
      const { move, source, read } = await open(AT_1, {
        gate: async (call, signal) => {
          if (isLost || !isChange(call, 'set-alias')) return;
          isLost = true;
          if (isMade) await (await source().openRegistry()).change(call.request as never, signal);
          throw new TrackingError({ kind: 'network' });
        },
      });
      const { results } = await move();
      expect(results).toMatchObject([isMade ? { state: 'done', isRecorded: true } : { state: 'refused' }]);
      expect(readRecords((await read()).tags)).toHaveLength(isMade ? 1 : 0);
    },
  );

  it('keeps the last 30 records', async () => {
    const record = { ...TO_2, who: undefined, why: undefined, kind: 'move' } as const;
    const tags = Array.from({ length: 31 }, (_, atMs) => formatRecord({ ...record, atMs }, Math.random));
    const { move, read } = await open({ ...AT_1, tags });
    await move();
    const left = readRecords((await read()).tags);
    expect(left).toHaveLength(30);
    expect(left.at(-1)?.atMs).toBe(2);
  });
});

describe('reading the registry', () => {
  it('tells models and versions page by page, long values of tags cut, and without the history', async () => {
    const tag = formatRecord({ ...TO_2, atMs: 1, who: 'a', why: 'b', kind: 'move' }, () => 0);
    const models = Array.from({ length: 250 }, (_, index) =>
      makeModel(`m${index}`, { tags: [tag, { key: 'long', value: 'x'.repeat(100_000) }] }),
    );
    const versions = Array.from({ length: 750 }, (_, index) => makeVersion('m0', String(index + 1)));
    const { client } = connectData({ registry: { models, versions } });
    await client.call('source.open', SPEC);
    const sizes: number[] = [];
    const onProgress = (page: readonly unknown[]) => sizes.push(page.length);
    const last = await client.call('registry.models', undefined, { onProgress });
    expect([...sizes, last.length]).toEqual([100, 150]);
    expect(last[0]?.tags).toEqual([{ key: 'long', value: `${'x'.repeat(4_000)}…` }]);
    expect(last.every(hasCutTags)).toBe(true);
    sizes.length = 0;
    const rest = await client.call('registry.versions', { model: 'm0' }, { onProgress });
    expect([...sizes, rest.length]).toEqual([100, 500, 150]);
    expect(rest.at(-1)?.version).toBe('1');
  });

  it('keeps what is searched whole: a word behind the first thousand characters is found', async () => {
    const description = `${'words '.repeat(170)}needle`;
    const tags = [{ key: 'note', value: `${'x '.repeat(500)}pin` }];
    const versions = [makeVersion('net', '1', { description, tags }), makeVersion('net', '2')];
    const { client } = connectData({
      registry: { models: [makeModel('net', { description, tags }), makeModel('other')], versions },
    });
    await client.call('source.open', SPEC);
    const models = await client.call('registry.models', undefined);
    const rows = (await client.call('registry.versions', { model: 'net' })).map((version) => ({
      version,
      aliases: [],
      metric: () => undefined,
      param: () => undefined,
    }));
    for (const text of ['needle', 'pin']) {
      expect(findModels(models, text).map(({ name }) => name)).toEqual(['net']);
      const { select } = compileVersionFilter(text, { nowMs: 0, regex: undefined });
      expect(select(rows).map(({ version }) => version.version)).toEqual(['1']);
    }
    expect(models.some(hasCutTags)).toBe(false);
  });

  it('asks for the runs of versions once, whatever is shown of them; those that go on each time', async () => {
    const metric = { key: 'acc', value: 0.5, step: 1, timestampMs: 1 };
    const runs = [
      {
        ...makeRun({ id: 'a', status: 'FINISHED' }),
        metrics: [metric],
        params: [{ key: 'lr', value: '0.1' }],
      },
      { ...makeRun({ id: 'b', status: 'RUNNING' }), metrics: [metric], params: [] },
    ];
    const { client, source } = await open({}, { runs });
    const ask = (metrics: string[], params: string[]) =>
      client.call('registry.runs', { runIds: ['a', 'b', 'c'] as RunId[], metrics, params });
    const reply = await ask(['acc', 'none'], ['lr']);
    expect(reply.runs.map(({ id, metrics, params }) => [id, metrics, params])).toEqual([
      ['a', [0.5, undefined], ['0.1']],
      ['b', [0.5, undefined], [undefined]],
    ]);
    expect([reply.metricKeys, reply.paramKeys]).toEqual([['acc'], ['lr']]);
    await ask([], []);
    const asked = source().calls.filter(({ method }) => method === 'readRuns');
    expect(asked.map(({ request }) => request)).toEqual([
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
  });

  it('makes changes one after the other and says which were not asked for', async () => {
    const { client } = await open(AT_1, {
      gate: (call) => {
        if (isChange(call, 'delete-version')) throw new TrackingError({ kind: 'forbidden', status: 403 });
      },
    });
    const results = await client.call('registry.change', {
      changes: [
        { kind: 'describe-model', model: 'net', text: 'x' },
        { kind: 'set-model-tag', model: 'nobody', key: 'a', value: 'b' },
        { kind: 'delete-version', model: 'net', version: '1' },
        { kind: 'describe-model', model: 'net', text: 'y' },
      ],
    });
    expect(results.map(({ state }) => state)).toEqual(['done', 'refused', 'refused', 'left']);
  });
});
