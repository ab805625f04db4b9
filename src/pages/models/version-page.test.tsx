// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RegisteredVersion } from '../../domain/registry/registered-model.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { makeRun } from '../../testing/make-run.ts';
import { makeVersion } from '../../testing/memory-registry.ts';
import type { MemorySourceOptions } from '../../testing/memory-source.ts';
import { button, mountRegistry, NET, type } from '../../testing/registry-pages.tsx';
import { TrackingError } from '../../tracking/errors.ts';
import { ModelPage } from './model-page.tsx';
import { VersionPage } from './version-page.tsx';

afterEach(cleanup);

const RUN = '3016be2dd102402a9b7d213ccd92893f';
const MODEL = `m-${RUN}`;
const OF_MODEL = `mlflow-artifacts:/1/models/${MODEL}/artifacts`;
const EXPERIMENT = {
  id: '1' as ExperimentId,
  name: 'digits',
  lifecycle: 'active',
  tags: [],
  createdMs: 1,
  updatedMs: 1,
  artifactLocation: undefined,
} as const;
const MAKER = makeRun({
  id: RUN,
  name: 'best run',
  metrics: { val_acc: 0.95 },
  tags: { 'mlflow.source.git.commit': 'abc1234', 'mlflow.source.type': 'LOCAL' },
  datasets: [{ name: 'train set', digest: 'd1', sourceType: 'local', context: 'training' }],
});

/** The page of version 3 of `net`, which is made of what is given. */
function show(version: Partial<RegisteredVersion>, more: Partial<MemorySourceOptions> = {}) {
  const versions = [makeVersion('net', '3', version)];
  return mountRegistry(<VersionPage name="net" version="3" />, undefined, {
    registry: { models: [NET], versions, userName: 'kim' },
    experiments: [EXPERIMENT],
    runs: [MAKER],
    ...more,
  });
}

const lineage = async () => within(await screen.findByRole('region', { name: m.version_lineage() }));
const fileOf = (address: string, text: string) => ({ [address]: new TextEncoder().encode(text) });
const unread = new TrackingError({ kind: 'server', status: 503 });

describe('what a version was made from', () => {
  it('is its run, with experiment, dataset and commit', async () => {
    await show({ runId: RUN as RunId });
    const part = await lineage();
    const run = await part.findByRole('link', { name: 'best run' });
    expect(run.getAttribute('href')).toBe(`#/run/${RUN}`);
    const experiment = await part.findByRole('link', { name: 'digits' });
    expect(experiment.getAttribute('href')).toMatch(/^#\/runs\?e=1/);
    for (const text of ['train set', 'abc1234']) expect(part.getByText(text).isConnected).toBe(true);
    expect(part.queryByText(m.version_run_by_files())).toBeNull();
  });

  it('is the run among whose files its source lies, where it names none', async () => {
    await show({ source: `s3://bucket/1/${RUN}/artifacts/model` });
    const part = await lineage();
    expect((await part.findByRole('link', { name: 'best run' })).isConnected).toBe(true);
    expect(part.getByText(m.version_run_by_files()).isConnected).toBe(true);
  });

  it('is the run that its file MLmodel names', async () => {
    const files = fileOf(`models:/${MODEL}/MLmodel`, `flavors: {sklearn: {}}\nrun_id: ${RUN}\n`);
    await show({ source: `models:/${MODEL}` }, { files });
    const part = await lineage();
    expect((await part.findByRole('link', { name: 'best run' })).isConnected).toBe(true);
    expect(part.getByText(m.version_run_by_files()).isConnected).toBe(true);
  });

  it('is the run of its logged model where its files cannot be read; both are named and linked', async () => {
    const loggedModels = {
      [MODEL]: { name: 'classifier', experimentId: EXPERIMENT.id, runId: RUN as RunId },
    };
    const versions = [makeVersion('net', '3', { source: OF_MODEL })];
    await show(
      {},
      {
        registry: { models: [NET], versions, loggedModels },
        gate: ({ method }) => {
          if (method === 'readArtifact') throw unread;
        },
      },
    );
    const part = await lineage();
    const model = await part.findByRole('link', { name: 'classifier' });
    expect(model.getAttribute('href')).toBe(`#/run/${RUN}?tab=artifacts&path=models:/${MODEL}`);
    expect((await part.findByRole('link', { name: 'best run' })).isConnected).toBe(true);
    expect(part.getByText(m.version_run_by_model()).isConnected).toBe(true);
  });

  it('is not known where neither files nor logged model can be read, which is said and asked again', async () => {
    let isDown = true;
    await show(
      { source: OF_MODEL },
      {
        files: fileOf(`models:/${MODEL}/MLmodel`, `flavors: {sklearn: {}}\nrun_id: ${RUN}\n`),
        gate: ({ method }) => {
          if (isDown && /readArtifact|getLoggedModel/.test(method)) throw unread;
        },
      },
    );
    const part = await lineage();
    await part.findByText(m.version_origin_unread());
    expect(part.queryByText(m.version_no_run())).toBeNull();
    isDown = false;
    fireEvent.click(part.getByRole('button', { name: m.retry() }));
    expect((await part.findByRole('link', { name: 'best run' })).isConnected).toBe(true);
  });

  it('is no run where nothing names one; one that is gone is told', async () => {
    await show({ source: 's3://bucket/model' });
    expect((await (await lineage()).findByText(m.version_no_run())).isConnected).toBe(true);
    cleanup();
    await show({ runId: 'gone' as RunId });
    expect((await (await lineage()).findByText(new RegExp(m.version_run_gone()))).isConnected).toBe(true);
  });
});

describe('the table of versions', () => {
  it('shows and filters by the metrics of the run of a source, too', async () => {
    globalThis.location.hash = '#/models/net?q=metrics.val_acc%20>%200.9';
    const source = `s3://bucket/1/${RUN}/artifacts/model`;
    const versions = ['1', '2', '3'].map((version) =>
      makeVersion('net', version, version === '1' ? {} : { source }),
    );
    await mountRegistry(<ModelPage name="net" />, undefined, {
      registry: { models: [NET], versions },
      runs: [MAKER],
    });
    const champion = within(await screen.findByRole('article', { name: 'champion' }));
    expect((await champion.findByText('0.95')).isConnected).toBe(true);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
  });
});

describe('a version', () => {
  it('is loaded by lines that are copied', async () => {
    const writeText = vi.fn<(text: string) => Promise<void>>(() => Promise.resolve());
    vi.stubGlobal('isSecureContext', true);
    vi.stubGlobal('navigator', { clipboard: { writeText } });
    await show({ source: `s3://bucket/1/${RUN}/artifacts/model`, stage: 'Staging' });
    const part = within(await screen.findByRole('region', { name: m.version_load() }));
    const uris = ['models:/net@challenger', 'models:/net/3', 'models:/net/latest', 'models:/net/Staging'];
    const all = [...uris, `runs:/${RUN}/model`];
    const lines = part.getAllByRole('listitem').map((item) => item.querySelector('code')?.textContent);
    expect(lines).toEqual(all.map((uri) => `mlflow.pyfunc.load_model("${uri}")`));
    fireEvent.click(part.getByRole('button', { name: m.copy_text({ text: `runs:/${RUN}/model` }) }));
    await waitFor(() =>
      expect(writeText).toHaveBeenCalledWith(`mlflow.pyfunc.load_model("runs:/${RUN}/model")`),
    );
    vi.unstubAllGlobals();
  });

  it('is described and tagged in place', async () => {
    const { source } = await show({ tags: [{ key: 'validation_status', value: 'pending' }] });
    fireEvent.click(await screen.findByRole('button', { name: m.model_describe_add() }));
    type(m.models_description(), 'good on night images');
    fireEvent.click(button(m.save()));
    fireEvent.click(await screen.findByRole('button', { name: m.models_edit_tags() }));
    expect(screen.getByText('good on night images').isConnected).toBe(true);
    type(m.tag_value_of({ key: 'validation_status' }), 'approved');
    fireEvent.click(button(m.save()));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(source.registry.versions[0]).toMatchObject({
      description: 'good on night images',
      tags: [{ key: 'validation_status', value: 'approved' }],
    });
    expect(screen.getByText('validation_status=approved').isConnected).toBe(true);
  });

  it('changes its stage, and archives the others of it where that is wanted', async () => {
    const { source } = await show({ stage: 'Staging' });
    const name = m.row_menu({ name: m.version_name({ version: '3' }) });
    fireEvent.click(await screen.findByRole('button', { name }));
    fireEvent.click(await screen.findByRole('menuitem', { name: m.version_set_stage() }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(dialog.getByRole<HTMLButtonElement>('button', { name: m.save() }).disabled).toBe(true);
    fireEvent.click(dialog.getByRole('radio', { name: m.stage_archived() }));
    expect(dialog.queryByRole('checkbox')).toBeNull();
    fireEvent.click(dialog.getByRole('radio', { name: m.stage_production() }));
    fireEvent.click(dialog.getByRole('checkbox'));
    fireEvent.click(dialog.getByRole('button', { name: m.save() }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    const asked = source.calls.filter(({ method }) => method === 'registry.change');
    expect(asked.map(({ request }) => request)).toEqual([
      { kind: 'set-stage', model: 'net', version: '3', stage: 'Production', archives: true },
    ]);
    expect((await screen.findByText(m.stage_production())).isConnected).toBe(true);
  });
});

describe('turning stages into aliases', () => {
  it('shows what will be done, refuses one alias for two stages, and leaves the stages', async () => {
    globalThis.location.hash = '#/models/net';
    const stages = [undefined, 'Production', 'Staging'] as const;
    const versions = stages.map((stage, index) => makeVersion('net', String(index + 1), { stage }));
    const { source } = await mountRegistry(
      <ModelPage name="net" />,
      { aliases: [] },
      {
        registry: { models: [{ ...NET, aliases: [] }], versions },
      },
    );
    fireEvent.click(await screen.findByRole('button', { name: m.stages_turn() }));
    const dialog = within(await screen.findByRole('dialog'));
    const plans = within(dialog.getByRole('list', { name: m.stages_preview() }));
    const planned = () => plans.getAllByRole('listitem').map(({ textContent }) => textContent);
    const [toChampion, toChallenger] = [
      m.alias_set({ alias: 'champion', version: '2' }),
      m.alias_set({ alias: 'challenger', version: '3' }),
    ];
    expect(planned()).toEqual([toChampion, toChallenger]);
    type(m.stages_alias({ stage: m.stage_staging() }), 'champion');
    expect(dialog.getByText(m.stages_twice({ alias: 'champion' })).isConnected).toBe(true);
    const save = dialog.getByRole<HTMLButtonElement>('button', { name: m.stages_do() });
    expect(save.disabled).toBe(true);
    type(m.stages_alias({ stage: m.stage_staging() }), 'challenger');
    fireEvent.click(save);
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(source.registry.models[0]?.aliases).toEqual([
      { alias: 'champion', version: '2' },
      { alias: 'challenger', version: '3' },
    ]);
    expect(source.registry.versions.map(({ stage }) => stage)).toEqual(stages);
  });
});
