import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHttp, type Http } from '../tracking/http.ts';
import { listModelVersions } from '../tracking/mlflow/model-versions.ts';
import type { ModelVersion, TrackingSource } from '../tracking/source.ts';
import type { RegisteredTruth, SourceTruth } from './odd-cases.ts';
import { failureOf, NO_SIGNAL, type OpenedSource, runNamed } from './source-reading.ts';

const TIMEOUT_MS = 60_000;
/** 3.17.2 refuses `/` and `:` in names of models; 2.22.4 takes them. */
const NAMES = ['contract 한국어 (소형) 100%', 'contract \'single\' "double" <b>'];
const NAMES_OF_2 = ['contract a/b', 'contract a:b'];

/** What every source tells of its registry. */
export function describeRegistry(truth: SourceTruth, opened: OpenedSource): void {
  describe('versions of registered models', () => {
    it('are those that were registered, with their runs and aliases', async () => {
      const versions = await opened.source.listModelVersions(NO_SIGNAL);
      const registered = versions.filter(({ model }) => !model.startsWith('contract '));
      expect(inOrder(await withRunNames(opened.source, registered))).toEqual(inOrder(truth.models ?? []));
    });

    it('are found by their runs, whatever else is registered', async () => {
      const { source } = opened;
      const all = await source.listModelVersions(NO_SIGNAL);
      const makers = [...new Set(all.map(({ runId }) => runId))];
      for (const ids of [makers.slice(0, 1), makers, opened.runs.map(({ id }) => id), []]) {
        const wanted = all.filter(({ runId }) => ids.includes(runId));
        const found = await source.listVersionsOfRuns([...ids, ...ids], NO_SIGNAL);
        expect(inOrder(found)).toEqual(inOrder(wanted));
      }
    });

    it('end with the kind aborted', async () => {
      const failure = await failureOf(opened.source.listModelVersions(AbortSignal.abort()));
      expect(failure.kind).toBe('aborted');
    });
  });
}

/** What every source tells of the models that runs logged: the same for many at once as for each by itself. */
export function describeLoggedModels(truth: SourceTruth, opened: OpenedSource): void {
  describe('logged models of many runs', () => {
    it('are those of each', async () => {
      const { source } = opened;
      const registered = (await source.listModelVersions(NO_SIGNAL)).map(({ runId }) => runId);
      const makers = await Promise.all([...new Set(registered)].map((id) => source.getRun(id, NO_SIGNAL)));
      const runs = [...makers, ...opened.runs];
      const { models, hasMore } = await source.listLoggedModels(runs, NO_SIGNAL);
      expect(hasMore).toBe(false);
      // The registered ones were logged as such.
      expect(models.length > 0).toBe(truth.models !== undefined);
      for (const run of runs) {
        const own = (await source.readRunDetails(run, NO_SIGNAL)).models.filter(({ id }) => id !== undefined);
        const found = models.filter(({ runId }) => runId === run.id);
        const expected = own.map(({ name, flavor }) => ({ runId: run.id, name, flavor }));
        expect(found).toEqual(expected);
      }
      expect(await source.listLoggedModels([], NO_SIGNAL)).toEqual({ models: [], hasMore: false });
    });

    it('tell where each came from', async () => {
      const { source } = opened;
      const registry = await source.openRegistry();
      const registered = (await source.listModelVersions(NO_SIGNAL)).map(({ runId }) => runId);
      const makers = await Promise.all([...new Set(registered)].map((id) => source.getRun(id, NO_SIGNAL)));
      for (const run of makers) {
        for (const { id, name } of (await source.readRunDetails(run, NO_SIGNAL)).models) {
          if (id === undefined) continue;
          const origin = { name, experimentId: run.experimentId, runId: run.id };
          expect(await registry.getLoggedModel(id, NO_SIGNAL)).toEqual(origin);
        }
      }
      const unknown = registry.getLoggedModel(`m-${'0'.repeat(32)}`, NO_SIGNAL);
      expect((await failureOf(unknown)).kind).toBe('not-found');
    });

    it('end with the kind aborted', async () => {
      const failure = await failureOf(opened.source.listLoggedModels(opened.runs, AbortSignal.abort()));
      expect(failure.kind).toBe('aborted');
    });
  });
}

/** Registers models at a server and reads them back. */
export function describeRegisteredModels(opened: OpenedSource, url: string): void {
  describe('models registered at the server', { timeout: TIMEOUT_MS }, () => {
    const http = createHttp({ baseUrl: url });
    const names: string[] = [];
    let expected: readonly ModelVersion[] = [];

    beforeAll(async () => {
      names.push(...NAMES, ...(opened.info.version?.startsWith('2.') ? NAMES_OF_2 : []));
      for (const name of names) await registerModel(http, name, opened);
      expected = names.flatMap((model) => [
        { runId: runNamed(opened, 'nan and inf').id, model, version: '1', aliases: ['챔피언', 'old'] },
        { runId: runNamed(opened, 'nan and inf').id, model, version: '2', aliases: [] },
        { runId: runNamed(opened, 'single point').id, model, version: '5', aliases: ['best'] },
      ]);
    }, TIMEOUT_MS);

    afterAll(async () => {
      for (const name of names) await send(url, 'DELETE', 'registered-models/delete', { name });
    });

    it('come with every name, several versions and aliases; not those without a run or deleted', async () => {
      expect(ofContract(await opened.source.listModelVersions(NO_SIGNAL))).toEqual(inOrder(expected));
    });

    it.each([1, 2, 3])('are the same by pages of %i', async (pageSize) => {
      const paged = await listModelVersions(http, NO_SIGNAL, { models: pageSize, versions: pageSize });
      expect(ofContract(paged)).toEqual(inOrder(expected));
    });
  });

  async function registerModel(http: Http, name: string, { runs }: OpenedSource): Promise<void> {
    const idOf = (wanted: string) => runs.find((run) => run.name === wanted)?.id;
    await post(http, 'registered-models/create', { name });
    const sources = ['nan and inf', 'nan and inf', undefined, 'late steps', 'single point'];
    for (const source of sources) {
      const run = source === undefined ? {} : { run_id: idOf(source) };
      await post(http, 'model-versions/create', { name, source: 's3://bucket/model', ...run });
    }
    await send(url, 'DELETE', 'model-versions/delete', { name, version: '4' });
    for (const [alias, version] of [
      ['old', '1'],
      ['챔피언', '1'],
      ['best', '5'],
      ['nobody', '3'],
    ]) {
      await post(http, 'registered-models/alias', { name, alias, version });
    }
  }
}

function ofContract(versions: readonly ModelVersion[]) {
  return inOrder(versions.filter(({ model }) => model.startsWith('contract ')));
}

/** Neither versions nor aliases come in an order that means something. */
function inOrder<Version extends RegisteredTruth | ModelVersion>(versions: readonly Version[]) {
  const nameOf = ({ model, version }: Version) => `${model} ${version.padStart(9)}`;
  return versions
    .map((each) => ({ ...each, aliases: each.aliases.toSorted() }))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

async function withRunNames(
  source: TrackingSource,
  versions: readonly ModelVersion[],
): Promise<readonly RegisteredTruth[]> {
  return Promise.all(
    versions.map(async ({ runId, ...version }) => ({
      ...version,
      runName: (await source.getRun(runId, NO_SIGNAL)).name,
    })),
  );
}

async function post(http: Http, path: string, body: Readonly<Record<string, unknown>>): Promise<void> {
  await http.postJson(`/ajax-api/2.0/mlflow/${path}`, body, { signal: NO_SIGNAL, priority: 'visible' });
}

/** The product deletes nothing, so that its own client cannot. */
async function send(url: string, method: string, path: string, body: unknown): Promise<void> {
  const headers = { 'Content-Type': 'application/json' };
  const answer = await fetch(`${url}/ajax-api/2.0/mlflow/${path}`, {
    method,
    headers,
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}
