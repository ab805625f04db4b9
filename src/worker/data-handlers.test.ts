import { describe, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from '../domain/runs/experiment.ts';
import type { RunId } from '../domain/runs/run.ts';
import { makeRunsQuery } from '../testing/runs-query.ts';
import { makeRun } from '../testing/make-run.ts';
import { settled } from '../testing/manual-clock.ts';
import { connectData, connectTo } from '../testing/connected-data.ts';
import { createMemorySource } from '../testing/memory-source.ts';
import { TrackingError } from '../tracking/errors.ts';
import type { SourceSpec } from './data-protocol.ts';

const A = 'a' as RunId;
const SPEC: SourceSpec = { kind: 'mlflow', baseUrl: 'http://first' };
const OTHER: SourceSpec = { kind: 'mlflow', baseUrl: 'http://second' };
const QUERY = makeRunsQuery();

describe('opening', () => {
  it('keeps calls that came before the source waiting', async () => {
    const { client } = connectData({ runs: [makeRun({ id: 'a' })] });
    const early = client.call('run.get', { id: A });
    await settled();
    const info = await client.call('source.open', SPEC);
    expect(info).toMatchObject({ kind: 'sqlite', label: 'memory' });
    await expect(early).resolves.toMatchObject({ id: 'a' });
  });

  it('answers from the new source and closes the one before', async () => {
    const { client, opened } = connectData({ runs: [makeRun({ id: 'a', name: 'first' })] }, { runs: [] });
    await client.call('source.open', SPEC);
    await client.call('source.open', OTHER);
    await expect(client.call('run.get', { id: A })).rejects.toMatchObject({ failure: { kind: 'not-found' } });
    expect(opened.map(({ isClosed }) => isClosed)).toEqual([true, false]);
  });

  it('ends watches of the source before', async () => {
    const { client } = connectData({ runs: [makeRun({ id: 'a' })] });
    await client.call('source.open', SPEC);
    const watched = client.call('runs.watch', QUERY);
    await settled();
    await client.call('source.open', OTHER);
    await expect(watched).resolves.toBeUndefined();
  });

  it('fails calls with what made opening fail, and closes the source', async () => {
    const { client, opened } = connectData({
      gate: ({ method }) => {
        if (method === 'describe') throw new TrackingError({ kind: 'network', subject: 'http://first' });
      },
    });
    const failure = { failure: { kind: 'network', subject: 'http://first' } };
    await expect(client.call('source.open', SPEC)).rejects.toMatchObject(failure);
    await expect(client.call('run.get', { id: A })).rejects.toMatchObject(failure);
    expect(opened[0]?.isClosed).toBe(true);
  });
});

describe('small answers', () => {
  it('reads all pages of experiments and tells of each', async () => {
    const experiments = Array.from({ length: 2_500 }, (_, index): Experiment => {
      return {
        id: String(index) as ExperimentId,
        name: `experiment ${index}`,
        lifecycle: 'active',
        createdMs: undefined,
        updatedMs: undefined,
        artifactLocation: undefined,
        tags: [],
      };
    });
    const { client } = connectData({ experiments });
    await client.call('source.open', SPEC);
    const pages: (readonly Experiment[])[] = [];
    const rest = await client.call(
      'experiments.search',
      { lifecycle: 'active' },
      { onProgress: (page) => pages.push(page) },
    );
    expect([...pages, rest].map((page) => page.length)).toEqual([1_000, 1_000, 500]);
    expect([...pages.flat(), ...rest].map(({ id }) => id)).toEqual(experiments.map(({ id }) => id));
    await expect(client.call('experiments.get', { id: '7' as ExperimentId })).resolves.toEqual(
      experiments[7],
    );
    await expect(client.call('experiments.has-traces', { id: '7' as ExperimentId })).resolves.toBe(false);
  });

  it('finds runs by name', async () => {
    const { client } = connectData({
      runs: [makeRun({ id: 'a', name: 'x' }), makeRun({ id: 'b', name: 'y' })],
    });
    await client.call('source.open', SPEC);
    const found = await client.call('runs.find', { name: 'y' });
    expect(found.map(({ id }) => id)).toEqual(['b']);
  });

  it('shows a tag that was set in the rows that are loaded', async () => {
    const { client, clock } = connectData({ runs: [makeRun({ id: 'a' })] });
    await client.call('source.open', SPEC);
    void client.call('runs.watch', QUERY).catch(() => undefined);
    await clock.advance(200);
    await client.call('runs.change', {
      changes: [{ kind: 'set-tag', id: A, key: 'team', value: 'vision' }],
    });
    await clock.advance(200);
    const columns = [{ kind: 'tag', key: 'team' }] as const;
    const { rows } = await client.call('runs.rows', { viewId: 'view', start: 0, end: 1, columns });
    expect(rows[0]?.cells).toEqual(['vision']);
    const { tags } = await client.call('runs.catalogue', { viewId: 'view' });
    expect(tags).toEqual([{ key: 'team', runCount: 1, distinctCount: 1, isVarying: false }]);
  });
});

describe('a source that cannot be opened', () => {
  it('leaves the one before in place, which answers what was asked meanwhile', async () => {
    const source = createMemorySource({ runs: [makeRun({ id: 'kept' })] });
    const attempts = [
      () => Promise.resolve(source),
      () => Promise.reject(new TrackingError({ kind: 'bad-response' })),
    ];
    const openSource = () => (attempts.shift() ?? (() => Promise.resolve(source)))();
    const { client } = connectTo(openSource);
    await client.call('source.open', { kind: 'mlflow', baseUrl: 'http://a.test' });
    const broken = client.call('source.open', { kind: 'mlflow', baseUrl: 'http://b.test' });
    const asked = client.call('run.get', { id: 'kept' as RunId });
    await expect(broken).rejects.toMatchObject({ failure: { kind: 'bad-response' } });
    await expect(asked).resolves.toMatchObject({ id: 'kept' });
    await expect(client.call('run.get', { id: 'kept' as RunId })).resolves.toMatchObject({ id: 'kept' });
  });
});
