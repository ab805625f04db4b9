import { describe, expect, it } from 'vitest';
import type { RunId } from '../runs/run.ts';
import { makeVersion } from '../../testing/memory-registry.ts';
import { loadLines } from './load-lines.ts';
import { compareSignatures, readModelFile } from './model-file.ts';
import { artifactsOfSource, loggedModelOfVersion, runOfVersion } from './version-source.ts';

const RUN = '3016be2dd102402a9b7d213ccd92893f';
const MODEL = `m-${RUN}`;

/** As 3.17.2 writes it, but for what no reader asks about. */
const FILE = `artifact_path: mlflow-artifacts:/3/models/${MODEL}/artifacts
flavors:
  python_function:
    loader_module: mlflow.sklearn
  sklearn:
    code: null
    sklearn_version: 1.9.1
mlflow_version: 3.17.2
run_id: ${RUN}
signature:
  inputs: '[{"type": "double", "name": "x", "required": true}, {"type": "string", "name": "s", "required": false}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
  params: '[{"name": "k", "type": "long", "default": 3, "shape": null}]'
`;

describe('the files of a version', () => {
  it.each([
    [`models:/${MODEL}`, { root: { kind: 'model', modelId: MODEL }, path: '' }],
    [`mlflow-artifacts:/3/models/${MODEL}/artifacts`, { root: { kind: 'model', modelId: MODEL }, path: '' }],
    [`runs:/${RUN}/a/model`, { root: { kind: 'run', runId: RUN }, path: 'a/model' }],
    [`s3://b/1/${RUN}/artifacts/model/`, { root: { kind: 'run', runId: RUN }, path: 'model' }],
    ['s3://bucket/model', undefined],
    ['models:/net/3', undefined],
    ['', undefined],
  ])('of %s', (source, place) => expect(artifactsOfSource(source)).toEqual(place));

  it('name the run or the logged model where the version does not', () => {
    const ofRun = makeVersion('net', '1', { source: `s3://b/1/${RUN}/artifacts/model` });
    const ofModel = makeVersion('net', '2', { source: `mlflow-artifacts:/3/models/${MODEL}/artifacts` });
    expect([ofRun, ofModel, makeVersion('net', '3')].map(runOfVersion)).toEqual([RUN, undefined, undefined]);
    expect(runOfVersion({ ...ofRun, runId: 'named' as RunId })).toBe('named');
    expect([ofRun, ofModel].map(loggedModelOfVersion)).toEqual([undefined, MODEL]);
  });

  it('tell flavors, run and signature', () => {
    expect(readModelFile(FILE)).toEqual({
      flavors: ['python_function', 'sklearn'],
      runId: RUN,
      mlflowVersion: '3.17.2',
      inputs: [
        { name: 'x', type: 'double', isOptional: false },
        { name: 's', type: 'string', isOptional: true },
      ],
      outputs: [{ name: '0', type: 'int64 [-1]', isOptional: false }],
      params: [{ name: 'k', type: 'long = 3', isOptional: false }],
    });
  });

  it.each(['', 'flavors: 3', '{', '- a', '<html>'])('tell nothing where they are no model: %j', (text) =>
    expect(readModelFile(text)).toBeUndefined(),
  );

  it('compare line by line, by names', () => {
    const other = readModelFile(FILE.replace('"name": "s"', '"name": "t"').replace('"double"', '"float"'));
    const lines = compareSignatures([readModelFile(FILE), other, undefined]);
    expect(lines.map(({ part, name, types, isSame }) => [part, name, types.join('|'), isSame])).toEqual([
      ['inputs', 'x', 'double|float|', false],
      ['inputs', 's', 'string?||', false],
      ['inputs', 't', '|string?|', false],
      ['outputs', '0', 'int64 [-1]|int64 [-1]|', true],
      ['params', 'k', 'long = 3|long = 3|', true],
    ]);
    expect(compareSignatures([other, other]).every(({ isSame }) => isSame)).toBe(true);
  });
});

describe('lines that load a version', () => {
  const version = makeVersion('a "b" 한', '3', { stage: 'Staging', source: `models:/${MODEL}` });

  it('find it by alias, number, newest, stage and source, in its own flavor', () => {
    const lines = loadLines(version, ['champion'], true, ['python_function', 'sklearn']);
    expect(lines.map(({ uri }) => uri)).toEqual([
      'models:/a "b" 한@champion',
      'models:/a "b" 한/3',
      'models:/a "b" 한/latest',
      'models:/a "b" 한/Staging',
      `models:/${MODEL}`,
    ]);
    expect(lines[0]?.code).toBe('mlflow.sklearn.load_model("models:/a \\"b\\" 한@champion")');
  });

  it.each([
    [`s3://b/1/${RUN}/artifacts/a/model`, `runs:/${RUN}/a/model`],
    [`mlflow-artifacts:/3/models/${MODEL}/artifacts`, `models:/${MODEL}`],
    [`runs:/${RUN}/model`, `runs:/${RUN}/model`],
    ['models:/other/3', 'models:/other/3'],
  ])('name the run or the logged model of %s, not the address in its store', (source, uri) => {
    const lines = loadLines({ ...version, stage: undefined, source }, [], false, []);
    expect(lines.map((line) => line.uri)).toEqual(['models:/a "b" 한/3', uri]);
    expect(lines[1]).toMatchObject({ by: 'source', code: `mlflow.pyfunc.load_model("${uri}")` });
  });

  it('take it for a plain function where nothing else is known', () => {
    const plain = { ...version, stage: undefined, source: 's3://bucket/x' };
    expect(loadLines(plain, [], false, ['python_function', 'own']).map(({ code }) => code)).toEqual([
      'mlflow.pyfunc.load_model("models:/a \\"b\\" 한/3")',
    ]);
  });
});
