import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RegistryChange } from '../domain/registry/registered-model.ts';
import { createHttp, type Http } from '../tracking/http.ts';
import type { RegistrySource } from '../tracking/registry-source.ts';
import { failureOf, NO_SIGNAL, type OpenedSource, runNamed, UNKNOWN_RUN } from './source-reading.ts';

const TIMEOUT_MS = 60_000;
/** 3.17.2 refuses `/` and `:` in names of models; 2.22.4 takes them. */
const NAMES = [
  'registry 한국어 (소형) 100% #1',
  'registry \'single\' "double" <b>',
  "registry 'single' _",
  'registry "double"',
  `registry ${'긴'.repeat(241)}`,
];
const NAMES_OF_2 = ['registry a/b:c'];

/** What every source tells of its registry, page by page. */
export function describeRegistryReads(opened: OpenedSource): void {
  describe('the registry', { timeout: TIMEOUT_MS }, () => {
    it('tells models in name order, each with its aliases and newest versions, by pages of any size', async () => {
      const registry = await opened.source.openRegistry();
      const models = await allModels(registry, 1);
      const names = models.map(({ name }) => name).filter(isSeeded);
      const known = await opened.source.listModelNames(NO_SIGNAL);
      expect(names).toEqual(known.filter(isSeeded));
      expect((await allModels(registry, 100)).filter(({ name }) => isSeeded(name))).toEqual(
        models.filter(({ name }) => isSeeded(name)),
      );
      for (const model of models.filter(({ name }) => isSeeded(name)))
        expect(await registry.getModel(model.name, NO_SIGNAL)).toEqual(model);
    });

    it('tells the versions of a model, the highest first, and each by itself', async () => {
      const registry = await opened.source.openRegistry();
      const truth = opened.truth.models ?? [];
      for (const model of new Set(truth.map((each) => each.model))) {
        const own = truth.filter((each) => each.model === model).map(({ version }) => version);
        const versions = await allVersions(registry, model, 1);
        const numbers = versions.map(({ version }) => version);
        expect(numbers).toEqual(own.toSorted((left, right) => Number(right) - Number(left)));
        for (const version of versions) {
          expect(version).toMatchObject({ model, status: 'READY', stage: undefined });
          expect(await registry.getVersion(version, NO_SIGNAL)).toEqual(version);
        }
        const { latest } = await registry.getModel(model, NO_SIGNAL);
        expect(latest).toEqual([{ version: numbers[0], stage: undefined }]);
      }
    });

    it('has no model and no version that nobody made', async () => {
      const registry = await opened.source.openRegistry();
      const name = { model: 'no such model', version: '1' };
      expect((await failureOf(registry.getModel(name.model, NO_SIGNAL))).kind).toBe('not-found');
      expect((await failureOf(registry.getVersion(name, NO_SIGNAL))).kind).toBe('not-found');
      expect(await allVersions(registry, name.model, 10)).toEqual([]);
    });

    it('finds runs by their ids, at once', async () => {
      const wanted = ['nan and inf', 'single point'].map((name) => runNamed(opened, name).id);
      const found = await opened.source.readRuns([...wanted, UNKNOWN_RUN], NO_SIGNAL);
      expect(found.map(({ id }) => id).toSorted()).toEqual(wanted.toSorted());
      expect(found.every(({ params, tags }) => params.length + tags.length > 0)).toBe(true);
      expect(await opened.source.readRuns([], NO_SIGNAL)).toEqual([]);
    });

    it('ends with the kind aborted', async () => {
      const registry = await opened.source.openRegistry();
      const page = { pageSize: 1, pageToken: undefined };
      const aborted = AbortSignal.abort();
      for (const asked of [
        registry.searchModels(page, aborted),
        registry.searchVersions({ model: 'x', ...page }, aborted),
        opened.source.readRuns([runNamed(opened, 'single point').id], aborted),
      ])
        expect((await failureOf(asked)).kind).toBe('aborted');
    });
  });
}

/** A file's registry is read only. */
export function describeReadOnlyRegistry(opened: OpenedSource): void {
  it('refuses changes of its registry', async () => {
    const registry = await opened.source.openRegistry();
    const change: RegistryChange = { kind: 'create-model', model: 'registry new', description: '' };
    expect((await failureOf(registry.change(change, NO_SIGNAL))).kind).toBe('unsupported');
    expect(await registry.readUserName(NO_SIGNAL)).toBeUndefined();
  });
}

/** Writes to the registry of a server. */
export function describeRegistryChanges(opened: OpenedSource, url: string): void {
  describe('changes of the registry', { timeout: TIMEOUT_MS }, () => {
    const http = createHttp({ baseUrl: url });
    let registry: RegistrySource;
    const names: string[] = [];
    const change = (asked: RegistryChange) => registry.change(asked, NO_SIGNAL);
    const kindOf = async (asked: RegistryChange) => (await failureOf(change(asked))).kind;

    beforeAll(async () => {
      registry = await opened.source.openRegistry();
      names.push(...NAMES, ...(opened.info.version?.startsWith('2.') ? NAMES_OF_2 : []));
      for (const model of names) {
        await change({ kind: 'create-model', model, description: `of ${model}`.slice(0, 40) });
        for (const run of ['nan and inf', 'single point', 'late steps'])
          await addVersion(http, model, runNamed(opened, run).id);
      }
    }, TIMEOUT_MS);
    afterAll(async () => {
      for (const model of names) await change({ kind: 'delete-model', model });
      const left = (await allModels(registry, 1_000)).map(({ name }) => name);
      expect(left.filter((name) => name.startsWith('registry '))).toEqual([]);
    });

    it('work with every name: versions, aliases that move, tags, descriptions, deleted versions', async () => {
      for (const model of names) {
        expect((await allVersions(registry, model, 2)).map(({ version }) => version)).toEqual([
          '3',
          '2',
          '1',
        ]);
        await change({ kind: 'set-alias', model, alias: '챔피언', version: '1' });
        await change({ kind: 'set-alias', model, alias: '챔피언', version: '2' });
        await change({ kind: 'set-alias', model, alias: 'Champion', version: '1' });
        await change({ kind: 'delete-alias', model, alias: 'Champion' });
        await change({ kind: 'delete-alias', model, alias: 'nobody' });
        await change({ kind: 'describe-model', model, text: '설명 **b**' });
        await change({ kind: 'set-model-tag', model, key: 'team', value: '비전' });
        await change({ kind: 'set-model-tag', model, key: 'gone', value: 'x' });
        await change({ kind: 'delete-model-tag', model, key: 'gone' });
        expect(await registry.getModel(model, NO_SIGNAL)).toMatchObject({
          description: '설명 **b**',
          tags: [{ key: 'team', value: '비전' }],
          aliases: [{ alias: '챔피언', version: '2' }],
          latest: [{ version: '3', stage: undefined }],
        });
        const third = { model, version: '3' };
        await change({ kind: 'describe-version', ...third, text: 'best' });
        await change({ kind: 'set-version-tag', ...third, key: 'validation_status', value: 'approved' });
        await change({ kind: 'set-version-tag', ...third, key: 'gone', value: 'x' });
        await change({ kind: 'delete-version-tag', ...third, key: 'gone' });
        expect(await registry.getVersion(third, NO_SIGNAL)).toMatchObject({
          description: 'best',
          runId: runNamed(opened, 'late steps').id,
          tags: [{ key: 'validation_status', value: 'approved' }],
        });
        await change({ kind: 'delete-version', model, version: '1' });
        await change({ kind: 'delete-version', model, version: '1' });
        expect((await allVersions(registry, model, 2)).map(({ version }) => version)).toEqual(['3', '2']);
      }
    });

    it('move versions between stages', async () => {
      const [model = ''] = names;
      const stageOf = async (version: string) =>
        (await registry.getVersion({ model, version }, NO_SIGNAL)).stage;
      const move = (version: string, stage: 'Production' | undefined, archives: boolean) =>
        change({ kind: 'set-stage', model, version, stage, archives });
      await move('2', 'Production', false);
      await move('3', 'Production', true);
      expect([await stageOf('2'), await stageOf('3')]).toEqual(['Archived', 'Production']);
      await move('2', undefined, true);
      expect(await stageOf('2')).toBeUndefined();
      await move('3', undefined, false);
    });

    it('are refused with the kind that says why', async () => {
      const [model = ''] = names;
      expect(await kindOf({ kind: 'create-model', model, description: '' })).toBe('conflict');
      expect(await kindOf({ kind: 'set-alias', model, alias: 'v1', version: '2' })).toBe('rejected');
      expect(await kindOf({ kind: 'set-alias', model, alias: 'latest', version: '2' })).toBe('rejected');
      expect(await kindOf({ kind: 'set-alias', model, alias: 'a b', version: '2' })).toBe('rejected');
      expect(await kindOf({ kind: 'set-alias', model, alias: 'x', version: '99' })).toBe('not-found');
      const unknown = 'registry nobody';
      expect(await kindOf({ kind: 'set-alias', model: unknown, alias: 'x', version: '1' })).toBe('not-found');
      expect(await kindOf({ kind: 'describe-model', model: unknown, text: 'x' })).toBe('not-found');
    });

    it('rename a model with its versions and aliases', async () => {
      const [model = ''] = names;
      const name = 'registry renamed #2';
      await change({ kind: 'rename-model', model, name });
      names[0] = name;
      expect((await registry.getModel(name, NO_SIGNAL)).aliases).toEqual([{ alias: '챔피언', version: '2' }]);
      expect((await allVersions(registry, name, 5)).map(({ version }) => version)).toEqual(['3', '2']);
      expect((await failureOf(registry.getModel(model, NO_SIGNAL))).kind).toBe('not-found');
    });
  });
}

/** What a server takes as the value of a tag (3.17.2 and 2.22.4, on SQLite). */
export function describeLongTags(opened: OpenedSource, url: string): void {
  it('holds long values of tags whole, and refuses longer ones', { timeout: TIMEOUT_MS }, async () => {
    const registry = await opened.source.openRegistry();
    const change = (asked: RegistryChange) => registry.change(asked, NO_SIGNAL);
    const version = { model: 'registry of long tags', version: '1' };
    const { model } = version;
    await change({ kind: 'create-model', model, description: '' });
    try {
      await addVersion(createHttp({ baseUrl: url }), model);
      const value = '긴'.repeat(opened.info.version?.startsWith('2.') ? 5_000 : 100_000);
      await change({ kind: 'set-model-tag', model, key: 'long', value });
      await change({ kind: 'set-version-tag', ...version, key: 'long', value });
      const all = [await registry.getModel(model, NO_SIGNAL), await registry.getVersion(version, NO_SIGNAL)];
      expect(all.map(({ tags }) => tags[0]?.value === value)).toEqual([true, true]);
      const more = { key: 'long', value: `${value}x` };
      for (const asked of [
        { kind: 'set-model-tag', model, ...more },
        { kind: 'set-version-tag', ...version, ...more },
      ] as const)
        expect((await failureOf(change(asked))).kind).toBe('rejected');
    } finally {
      await change({ kind: 'delete-model', model });
    }
  });
}

function isSeeded(name: string): boolean {
  return !/^(registry|contract) /.test(name);
}

async function allModels(registry: RegistrySource, pageSize: number) {
  const models = [];
  let pageToken: string | undefined;
  do {
    const page = await registry.searchModels({ pageSize, pageToken }, NO_SIGNAL);
    models.push(...page.models);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return models;
}

async function allVersions(registry: RegistrySource, model: string, pageSize: number) {
  const versions = [];
  let pageToken: string | undefined;
  do {
    const page = await registry.searchVersions({ model, pageSize, pageToken }, NO_SIGNAL);
    versions.push(...page.versions);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return versions;
}

async function addVersion(http: Http, name: string, runId?: string): Promise<void> {
  const body = { name, source: 's3://bucket/model', run_id: runId };
  const options = { signal: NO_SIGNAL, priority: 'visible' } as const;
  await http.postJson('/ajax-api/2.0/mlflow/model-versions/create', body, options);
}
