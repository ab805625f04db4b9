import { expect, it } from 'vitest';
import { createHttp } from '../tracking/http.ts';
import { listLoggedModels } from '../tracking/mlflow/list-logged-models.ts';
import type { ChangedRun } from './source-contract-changes.ts';
import { failureOf, NO_SIGNAL } from './source-reading.ts';
import { deleteModel, logDataset, logModel, MODEL_HISTORY, SCHEMA } from './written-runs.ts';

/** A file has no registry to write to. */
export function describeModelsOfFile(run: ChangedRun): void {
  it('make no version of a model', async () => {
    const request = { model: 'a', runId: run.id, source: 's3://bucket/model' };
    const { datasets, models } = await run.opened.source.readRunDetails(await run.read(), NO_SIGNAL);
    expect([datasets, models]).toEqual([expect.any(Array), []]);
    expect((await failureOf(run.opened.source.registerModel(request, NO_SIGNAL))).kind).toBe('unsupported');
    const version = { model: 'a', version: '1' };
    expect((await failureOf(run.opened.source.deleteModelVersion(version, NO_SIGNAL))).kind).toBe(
      'unsupported',
    );
  });
}

export function describeModelsOfServer(run: ChangedRun, serverUrl: string): void {
  it('come with the datasets and the models that it logged', async () => {
    const { id, opened } = run;
    const details = async () => opened.source.readRunDetails(await run.read(), NO_SIGNAL);
    expect(await details()).toEqual({ datasets: [], models: [] });
    const http = createHttp({ baseUrl: serverUrl });
    await logDataset(http, id);
    const isOld = opened.info.version?.startsWith('2.') === true;
    if (isOld)
      await run.change({ kind: 'set-tag', id, key: 'mlflow.log-model.history', value: MODEL_HISTORY });
    else await logModel(http, run.experimentId, id);
    const { datasets, models } = await details();
    expect(datasets).toEqual([
      {
        name: 'MyData',
        digest: '12345678',
        sourceType: 'http',
        context: 'training',
        schema: SCHEMA,
        profile: '{"num_rows":10}',
        source: '{"url":"https://example.org/d.csv"}',
      },
    ]);
    const { artifactUri } = await run.read();
    expect(models).toHaveLength(1);
    const [model] = models;
    const old = { id: undefined, name: 'model', source: `${artifactUri}/model`, flavor: 'sklearn' };
    const source = `models:/${model?.id}`;
    expect(model).toMatchObject(isOld ? old : { id: model?.id, name: 'net', source, flavor: 'torch' });
    expect(model?.createdMs).toBeGreaterThan(Date.UTC(2026, 0, 1));
    // Models of many runs are those that are entities of their own.
    const runs = [await run.read(), ...opened.runs];
    const found = isOld ? [] : [{ runId: id, name: 'net', flavor: 'torch' }];
    expect(await opened.source.listLoggedModels(runs, NO_SIGNAL)).toEqual({ models: found, hasMore: false });
    if (!isOld) await logModel(http, run.experimentId, id);
    const paged = await listLoggedModels(http, runs.slice(0, 2), NO_SIGNAL, { models: 1, pages: 2 });
    expect(paged).toEqual({ models: [...found, ...found], hasMore: false });
    const cut = await listLoggedModels(http, runs.slice(0, 1), NO_SIGNAL, { models: 1, pages: 1 });
    expect(cut).toEqual({ models: found, hasMore: !isOld });
  });

  it('make versions of a model, which is made where it is not there', async () => {
    const { source } = run.opened;
    const { id, artifactUri } = await run.read();
    const request = { model: `contract changes ${Date.now()}`, runId: id, source: `${artifactUri}/model` };
    expect(await source.registerModel(request, NO_SIGNAL)).toEqual({ version: '1' });
    expect(await source.registerModel(request, NO_SIGNAL)).toEqual({ version: '2' });
    expect(await source.listModelNames(NO_SIGNAL)).toContain(request.model);
    const made = (await source.listModelVersions(NO_SIGNAL)).filter((each) => each.runId === id);
    expect(made.map(({ version }) => version).toSorted()).toEqual(['1', '2']);
    await source.deleteModelVersion({ model: request.model, version: '2' }, NO_SIGNAL);
    const versions = async () =>
      (await source.listModelVersions(NO_SIGNAL))
        .filter((each) => each.model === request.model)
        .map(({ version }) => version);
    expect(await versions()).toEqual(['1']);
    // Who asks for what is gone already has what they wanted; its number is not given again.
    await source.deleteModelVersion({ model: request.model, version: '2' }, NO_SIGNAL);
    expect(await source.registerModel(request, NO_SIGNAL)).toEqual({ version: '3' });
    expect(await source.listModelNames(NO_SIGNAL)).toContain(request.model);
    await deleteModel(serverUrl, request.model);
    expect(await source.listModelNames(NO_SIGNAL)).not.toContain(request.model);
  });
}
