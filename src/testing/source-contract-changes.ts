import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunChange } from '../domain/runs/run-change.ts';
import { type Run, type RunId, tagValue } from '../domain/runs/run.ts';
import { createHttp, type Http } from '../tracking/http.ts';
import {
  failureOf,
  NO_SIGNAL,
  type OpenedSource,
  requestFor,
  runNamed,
  UNKNOWN_RUN,
} from './source-reading.ts';

const TIMEOUT_MS = 60_000;
const OPTIONS = { signal: NO_SIGNAL, priority: 'visible' } as const;

/**
 * Writing to runs. A server gets an experiment of its own for it, which is deleted at the end; a file changes in memory.
 *
 * @param serverUrl of a server that may be written to
 */
export function describeChanges(opened: OpenedSource, serverUrl: string | undefined): void {
  describe('changes of a run', { timeout: TIMEOUT_MS }, () => {
    let id = UNKNOWN_RUN;
    let experimentId = '';

    beforeAll(async () => {
      if (serverUrl === undefined) {
        id = runNamed(opened, 'no metrics').id;
        return;
      }
      const http = createHttp({ baseUrl: serverUrl });
      experimentId = await createExperiment(http);
      id = await createRun(http, experimentId);
    }, TIMEOUT_MS);

    afterAll(async () => {
      if (serverUrl === undefined || experimentId === '') return;
      const body = { experiment_id: experimentId };
      await createHttp({ baseUrl: serverUrl }).postJson(path('experiments/delete'), body, OPTIONS);
    });

    const change = (asked: RunChange) => opened.source.changeRun(asked, NO_SIGNAL);
    const read = (): Promise<Run> => opened.source.getRun(id, NO_SIGNAL);

    it('is refused where the source cannot write', async () => {
      if (opened.info.capabilities.writes !== 'none') return;
      expect((await failureOf(change({ kind: 'delete', id }))).kind).toBe('unsupported');
    });

    it('set a tag, change it and take it away, whatever it says', async () => {
      const key = 'runlens.contract';
      for (const value of ['값 "1" / <b>', '', 'a\nb']) {
        await change({ kind: 'set-tag', id, key, value });
        expect(tagValue((await read()).tags, key)).toBe(value);
      }
      await change({ kind: 'delete-tag', id, key });
      expect(tagValue((await read()).tags, key)).toBeUndefined();
      expect((await failureOf(change({ kind: 'delete-tag', id, key }))).kind).toBe('not-found');
    });

    it('rename it, by name or by the tag that holds the name', async () => {
      const before = await read();
      await change({ kind: 'rename', id, name: "새 이름 '1'" });
      const renamed = await read();
      expect(renamed.name).toBe("새 이름 '1'");
      expect(tagValue(renamed.tags, 'mlflow.runName')).toBe("새 이름 '1'");
      expect([renamed.status, renamed.endMs]).toEqual([before.status, before.endMs]);
      await change({ kind: 'set-tag', id, key: 'mlflow.runName', value: before.name });
      expect((await read()).name).toBe(before.name);
    });

    it('end it and let it go on', async () => {
      const before = await read();
      const endMs = 1_780_000_000_000;
      for (const status of ['FAILED', 'KILLED', 'FINISHED'] as const) {
        await change({ kind: 'set-status', id, status, endMs });
        expect(await read()).toMatchObject({ status, endMs, name: before.name });
      }
      await change({ kind: 'set-status', id, status: 'RUNNING', endMs: undefined });
      expect(await read()).toMatchObject({ status: 'RUNNING', endMs: undefined });
      await change({ kind: 'set-status', id, status: before.status, endMs: before.endMs });
      expect(await read()).toEqual(before);
    });

    it('delete it, which refuses other changes, and restore it', async () => {
      const before = await read();
      const request = requestFor(before.experimentId);
      const idsOf = async (lifecycle: 'active' | 'deleted') =>
        (await opened.source.searchRuns({ ...request, lifecycle }, NO_SIGNAL)).runs.map((run) => run.id);
      await change({ kind: 'delete', id });
      expect((await read()).lifecycle).toBe('deleted');
      expect(await idsOf('active')).not.toContain(id);
      expect(await idsOf('deleted')).toContain(id);
      const refused: readonly RunChange[] = [
        { kind: 'set-tag', id, key: 'a', value: 'b' },
        { kind: 'rename', id, name: 'b' },
        { kind: 'set-status', id, status: 'FAILED', endMs: 1 },
      ];
      for (const asked of refused) expect((await failureOf(change(asked))).kind).toBe('rejected');
      await change({ kind: 'restore', id });
      expect(await read()).toEqual(before);
      expect(await idsOf('active')).toContain(id);
    });

    it('reject with not-found where there is no such run', async () => {
      const unknown: readonly RunChange[] = [
        { kind: 'set-tag', id: UNKNOWN_RUN, key: 'a', value: 'b' },
        { kind: 'rename', id: UNKNOWN_RUN, name: 'b' },
        { kind: 'delete', id: UNKNOWN_RUN },
        { kind: 'restore', id: UNKNOWN_RUN },
      ];
      for (const asked of unknown) expect((await failureOf(change(asked))).kind).toBe('not-found');
    });

    it('are told with the datasets and the models that it logged', async () => {
      const before = await opened.source.readRunDetails(await read(), NO_SIGNAL);
      if (serverUrl === undefined) return expect(before).toMatchObject({ models: [] });
      expect(before).toEqual({ datasets: [], models: [] });
      const http = createHttp({ baseUrl: serverUrl });
      await logDataset(http, id);
      const isOld = opened.info.version?.startsWith('2.') === true;
      if (isOld) await change({ kind: 'set-tag', id, key: 'mlflow.log-model.history', value: HISTORY });
      else await logModel(http, experimentId, id);
      const run = await read();
      const { datasets, models } = await opened.source.readRunDetails(run, NO_SIGNAL);
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
      expect(models).toEqual([
        isOld
          ? {
              id: undefined,
              name: 'model',
              source: `${run.artifactUri}/model`,
              flavor: 'sklearn',
              createdMs: Date.UTC(2026, 0, 2, 3, 4, 5),
            }
          : {
              id: expect.stringMatching(/^m-/),
              name: 'net',
              source: expect.stringMatching(/^models:\/m-/),
              flavor: 'torch',
              createdMs: expect.any(Number),
            },
      ]);
    });

    it('make versions of a model, which is made where it is not there', async () => {
      const run = await read();
      const model = `contract changes ${Date.now()}`;
      const request = { model, runId: id, source: `${run.artifactUri}/model` };
      if (serverUrl === undefined) {
        const refused = opened.source.registerModel(request, NO_SIGNAL);
        expect((await failureOf(refused)).kind).toBe('unsupported');
        return;
      }
      expect(await opened.source.registerModel(request, NO_SIGNAL)).toEqual({ version: '1' });
      expect(await opened.source.registerModel(request, NO_SIGNAL)).toEqual({ version: '2' });
      expect(await opened.source.listModelNames(NO_SIGNAL)).toContain(model);
      const made = (await opened.source.listModelVersions(NO_SIGNAL)).filter((each) => each.runId === id);
      expect(made.map(({ version }) => version).toSorted()).toEqual(['1', '2']);
      const answer = await fetch(`${serverUrl}${path('registered-models/delete')}`, {
        method: 'DELETE',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: model }),
      });
      expect(answer.status).toBe(200);
    });

    it('change nothing where the signal has aborted', async () => {
      const before = await read();
      const asked = opened.source.changeRun({ kind: 'delete', id }, AbortSignal.abort());
      expect((await failureOf(asked)).kind).toBe('aborted');
      expect(await read()).toEqual(before);
    });
  });
}

function path(name: string): string {
  return `/ajax-api/2.0/mlflow/${name}`;
}

const SCHEMA = '{"mlflow_colspec":[{"type":"double","name":"x","required":true}]}';
/** As MLflow 2 writes it. */
const HISTORY = JSON.stringify([
  {
    artifact_path: 'model',
    utc_time_created: '2026-01-02 03:04:05.000000',
    flavors: { python_function: {}, sklearn: {} },
  },
]);

async function logDataset(http: Http, id: RunId): Promise<void> {
  const dataset = {
    name: 'MyData',
    digest: '12345678',
    source_type: 'http',
    source: '{"url":"https://example.org/d.csv"}',
    schema: SCHEMA,
    profile: '{"num_rows":10}',
  };
  const tags = [{ key: 'mlflow.data.context', value: 'training' }];
  await http.postJson(path('runs/log-inputs'), { run_id: id, datasets: [{ tags, dataset }] }, OPTIONS);
}

async function logModel(http: Http, experimentId: string, id: RunId): Promise<void> {
  const body = { experiment_id: experimentId, name: 'net', model_type: 'torch', source_run_id: id };
  await http.postJson(path('logged-models'), body, OPTIONS);
}

async function createExperiment(http: Http): Promise<string> {
  const name = `runlens contract changes ${Date.now()}`;
  const { value } = await http.postJson(path('experiments/create'), { name }, OPTIONS);
  return (value as { readonly experiment_id: string }).experiment_id;
}

async function createRun(http: Http, experimentId: string): Promise<RunId> {
  const body = { experiment_id: experimentId, run_name: 'to be changed', start_time: 1_770_000_000_000 };
  const { value } = await http.postJson(path('runs/create'), body, OPTIONS);
  return (value as { readonly run: { readonly info: { readonly run_id: string } } }).run.info.run_id as RunId;
}
