import { describe, expect, it } from 'vitest';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { appendRuns, createRunFrame } from '../runs/run-frame.ts';
import { readDiff } from './read-diff.ts';

const NOW_MS = 1_700_000_090_000;

function linesOf(...shapes: readonly RunShape[]) {
  const frame = createRunFrame();
  appendRuns(frame, shapes.map(makeRun));
  return readDiff(
    shapes.map((_, row) => ({ frame, row })),
    NOW_MS,
  );
}

describe('the lines of a diff', () => {
  it('are details, params, metrics, tags and datasets, by name', () => {
    const dataset = { name: 'digits', digest: 'a1', sourceType: 'code', context: 'train' };
    const lines = linesOf({
      id: 'a',
      params: { 'layer 10': '1', 'layer 2': '1' },
      metrics: { acc: 0.9 },
      tags: {
        team: 'vision',
        'mlflow.source.name': 'train.py',
        'mlflow.source.git.repoURL': 'https://kim:secret@git.test/team/net.git',
        'mlflow.runName': 'a',
        'mlflow.parentRunId': 'p',
        'mlflow.note.content': 'Best so far\n',
      },
      datasets: [dataset, { ...dataset, digest: 'b2' }],
    });
    expect(lines.map(({ kind, key, cells }) => [kind, key, cells[0]])).toEqual([
      ['detail', 'experiment', '1'],
      ['detail', 'status', 'FINISHED'],
      ['detail', 'start_time', 1_700_000_000_000],
      ['detail', 'duration', 60_000],
      ['detail', 'user', 'ada'],
      ['detail', 'parent', 'p'],
      ['detail', 'note', 'Best so far\n'],
      ['detail', 'source', 'train.py'],
      ['detail', 'repository', 'https://git.test/team/net.git'],
      ['param', 'layer 2', '1'],
      ['param', 'layer 10', '1'],
      ['metric', 'acc', 0.9],
      ['tag', 'team', 'vision'],
      ['dataset', 'train', 'digits (a1), digits (b2)'],
    ]);
  });

  it('have no note where it was emptied', () => {
    const lines = linesOf({ id: 'a', tags: { 'mlflow.note.content': '' } }, { id: 'b' });
    expect(lines.find(({ key }) => key === 'note')).toBeUndefined();
  });

  it('tell of models: logged ones by themselves and by the tag of MLflow 2, registered ones as far as they are known', () => {
    const frame = createRunFrame();
    const tag = '[{"artifact_path":"model","flavors":{"sklearn":{}}}]';
    appendRuns(frame, [
      makeRun({ id: 'a', tags: { 'mlflow.log-model.history': tag } }),
      makeRun({ id: 'b' }),
    ]);
    const lines = readDiff(
      [
        { frame, row: 0, registered: { models: ['net', 'a net'], aliases: ['champion'] } },
        { frame, row: 1, loggedModels: ['net (torch)', 'clf', 'clf'] },
      ],
      NOW_MS,
    );
    const models = lines.filter(({ kind }) => kind === 'model');
    expect(models.map(({ key, cells }) => [key, ...cells])).toEqual([
      ['logged', 'model (sklearn)', 'clf, net (torch)'],
      ['registered', 'a net, net', undefined],
      ['alias', 'champion', undefined],
    ]);
  });

  it('have nothing where a run lacks the key, and none for keys of runs that are not compared', () => {
    const frame = createRunFrame();
    appendRuns(frame, [
      makeRun({ id: 'a', params: { lr: '1' } }),
      makeRun({ id: 'b', params: { depth: '2' } }),
      makeRun({ id: 'c', params: { other: '3' } }),
    ]);
    const lines = readDiff(
      [
        { frame, row: 0 },
        { frame, row: 1 },
      ],
      NOW_MS,
    );
    const params = lines.filter(({ kind }) => kind === 'param');
    expect(params.map(({ key, cells }) => [key, ...cells])).toEqual([
      ['depth', undefined, '2'],
      ['lr', '1', undefined],
    ]);
  });

  it('are those of runs of several tables', () => {
    const frames = [
      { id: 'a', metrics: { f1: 1 } },
      { id: 'b', metrics: { f1: 2 } },
    ].map((shape) => {
      const frame = createRunFrame();
      appendRuns(frame, [makeRun(shape)]);
      return { frame, row: 0 };
    });
    expect(readDiff(frames, NOW_MS).find(({ key }) => key === 'f1')?.cells).toEqual([1, 2]);
  });
});
