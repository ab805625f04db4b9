import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { RunId } from '../domain/runs/run.ts';
import { type OpenTarget, parseOpenTarget } from './mlflow-link.ts';
import { openHref, runHref, runsHref } from './routes.ts';

const A = '0123456789abcdef0123456789abcdef';
const B = 'fedcba9876543210fedcba9876543210';
const HOST = 'http://10.0.0.5:5000';
const JSON_RUNS = encodeURIComponent(JSON.stringify([A, B]));

const run = (runId: string, experimentId?: string): OpenTarget => ({
  kind: 'run',
  runId: runId as RunId,
  experimentId: experimentId as ExperimentId | undefined,
});
const experiment = (...ids: string[]): OpenTarget => ({
  kind: 'experiment',
  experimentIds: ids as ExperimentId[],
});
const compare = (runIds: string[], experimentIds: string[]): OpenTarget => ({
  kind: 'compare',
  runIds: runIds as RunId[],
  experimentIds: experimentIds as ExperimentId[],
});

const model = (name: string, version?: string, alias?: string): OpenTarget => ({
  kind: 'model',
  name,
  version,
  alias,
});

describe('parseOpenTarget', () => {
  it.each<[string, OpenTarget | undefined]>([
    [`${HOST}/#/models/churn`, model('churn')],
    [`${HOST}/#/models/churn/versions/3`, model('churn', '3')],
    [`${HOST}/#/models/a%20b%2F%ED%95%9C`, model('a b/한')],
    ['models:/churn/3', model('churn', '3')],
    ['models:/churn@champion', model('churn', undefined, 'champion')],
    [`models:/m-${A}`, { kind: 'name', name: `models:/m-${A}` }],
  ])('reads the model in %j', (text, target) => {
    expect(parseOpenTarget(text)).toEqual(target);
  });

  it.each<[string, OpenTarget | undefined]>([
    [A, run(A)],
    [` ${A.toUpperCase()}\n`, run(A)],
    [`"${A}"`, run(A)],
    ['447123456789012345', experiment('447123456789012345')],
    [`runs:/${A}/model`, run(A)],
    [`mlflow-artifacts:/1/${A}/artifacts/model`, run(A)],
    [`s3://bucket/mlruns/1/${A}/artifacts`, run(A)],
  ])('reads the id in %j', (text, target) => {
    expect(parseOpenTarget(text)).toEqual(target);
  });

  it.each<[string, OpenTarget | undefined]>([
    [`${HOST}/#/experiments/1/runs/${A}`, run(A, '1')],
    [`${HOST}/#/experiments/1/runs/${A}/model-metrics`, run(A, '1')],
    [`${HOST}/#/experiments/1/runs/${A}/artifacts/dir/file.txt`, run(A, '1')],
    [`${HOST}/team/mlflow/#/experiments/1/runs/${A}?workspace=default`, run(A, '1')],
    [`https://dbc.example/?o=1#mlflow/experiments/7/runs/${A}`, run(A, '7')],
    [`${HOST}/#/runs/${A}`, run(A)],
    [`${HOST}/#/experiments/1`, experiment('1')],
    [`${HOST}/#/experiments/1/traces`, experiment('1')],
    [`${HOST}/#/experiments/1/runs?searchFilter=metrics.loss%20%3C%201&orderByKey=x`, experiment('1')],
    [`<${HOST}/#/experiments/1/s?x=1>`, experiment('1')],
    [`${HOST}/#/compare-experiments/s?experiments=%5B%221%22%2C%222%22%5D`, experiment('1', '2')],
    [`${HOST}/#/compare-runs?runs=["${A}","${B}"]&experiments=["1"]`, compare([A, B], ['1'])],
    [`${HOST}/#/compare-runs?runs=${JSON_RUNS}&experiments=%5B%221%22%5D`, compare([A, B], ['1'])],
    [`${HOST}/#/compare-runs?runs=${encodeURIComponent(JSON_RUNS)}`, compare([A, B], [])],
    [`${HOST}/#/metric/x?runs=["${A}"]&metric="loss"&experiments=[1]`, compare([A], ['1'])],
    [`${HOST}/#/compare-runs?runs=[broken`, undefined],
    [`${HOST}/`, undefined],
    ['', undefined],
    ['  ', undefined],
  ])("reads MLflow's link %s", (text, target) => {
    expect(parseOpenTarget(text)).toEqual(target);
  });

  it('reads links of Runlens', () => {
    const shared = runsHref({ experimentIds: ['1'] as ExperimentId[], tab: 'table' });
    expect(parseOpenTarget(`https://runlens.test/app/${shared}`)).toEqual({ kind: 'page', href: shared });
    expect(parseOpenTarget(shared)).toEqual({ kind: 'page', href: shared });
    expect(parseOpenTarget(`https://runlens.test/${runHref('x/y' as RunId)}`)).toEqual(run('x/y'));
    expect(parseOpenTarget(`https://runlens.test/${openHref(`${HOST}/#/experiments/3`)}`)).toEqual(
      experiment('3'),
    );
  });

  it.each(['brave-owl-12', '42', 'weighted-mtp/production', '학습 1', 'run #7', '100%'])(
    'takes %j for a name',
    (name) => {
      expect(parseOpenTarget(name)).toEqual({ kind: 'name', name });
    },
  );

  it('never throws', () => {
    const words = fc.constantFrom(
      'http://h/',
      '#/',
      'experiments/',
      'runs',
      '?',
      'runs=',
      '%5B',
      '"',
      A,
      '%',
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ unit: 'binary' }))), (parts) => {
        expect(['object', 'undefined']).toContain(typeof parseOpenTarget(parts.join('')));
      }),
    );
  });
});
