import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import experiments from '../../testing/recorded/mlflow-v3-experiments-search.json' with { type: 'json' };
import history from '../../testing/recorded/mlflow-v3-get-history.json' with { type: 'json' };
import samples2 from '../../testing/recorded/mlflow-v2-get-history-bulk-interval.json' with { type: 'json' };
import samples3 from '../../testing/recorded/mlflow-v3-get-history-bulk-interval.json' with { type: 'json' };
import runs2 from '../../testing/recorded/mlflow-v2-runs-search.json' with { type: 'json' };
import runs3 from '../../testing/recorded/mlflow-v3-runs-search.json' with { type: 'json' };
import type { RunId } from '../../domain/runs/run.ts';
import { toTrackingFailure } from '../errors.ts';
import { parseAnswer } from '../tolerant-json.ts';
import { decodeHistoryPage, decodeSampledHistories } from './decode-history.ts';
import { decodeExperimentsPage, decodeRunAnswer, decodeRunsPage } from './decode.ts';

describe.each([
  ['3.17.2', runs3],
  ['2.22.4', runs2],
])('runs of %s', (_version, answer) => {
  it('have all that was recorded', () => {
    const { runs, nextPageToken } = decodeRunsPage(answer);
    expect(nextPageToken).toBe('eyJvZmZzZXQiOiA0fQ==');
    expect(runs.map((run) => [run.name, run.status, run.startMs, run.endMs])).toEqual([
      ['plain', 'FINISHED', 1780000001000, 1780000061000],
      ['nan', 'RUNNING', 1780000002000, undefined],
      ['pinf', 'RUNNING', 1780000003000, undefined],
      ['ninf', 'RUNNING', 1780000004000, undefined],
    ]);
    expect(runs[0]).toMatchObject({
      experimentId: '1',
      lifecycle: 'active',
      user: undefined,
      params: [
        { key: 'lr', value: '0.1' },
        { key: 'model/depth', value: '3' },
      ],
      tags: [
        { key: 'mlflow.runName', value: 'plain' },
        { key: 'team', value: 'a' },
      ],
      datasets: [{ name: 'MyData', digest: '12345678', sourceType: 'http', context: 'training' }],
    });
    expect(runs[0]?.metrics[0]).toEqual({
      key: 'loss',
      value: 0.25,
      step: 2,
      timestampMs: 1780000000000,
    });
  });

  it('have NaN and the infinities back', () => {
    const { runs } = decodeRunsPage(answer);
    expect(runs.slice(1).map((run) => run.metrics[0]?.value)).toEqual([Number.NaN, Infinity, -Infinity]);
  });
});

describe('one run', () => {
  const info = { run_id: 'a', experiment_id: '939742140316969620', status: 'FINISHED' };

  it('needs no more than ids', () => {
    expect(decodeRunAnswer({ run: { info } })).toEqual({
      id: 'a',
      experimentId: '939742140316969620',
      name: '',
      status: 'FINISHED',
      lifecycle: 'active',
      startMs: undefined,
      endMs: undefined,
      user: undefined,
      artifactUri: undefined,
      metrics: [],
      params: [],
      tags: [],
      datasets: [],
    });
  });

  it('takes name and user from the tags that older clients leave', () => {
    const tags = [
      { key: 'mlflow.runName', value: 'old' },
      { key: 'mlflow.user', value: 'kim' },
      { key: 'empty' },
    ];
    expect(decodeRunAnswer({ run: { info: { ...info, start_time: 0 }, data: { tags } } })).toMatchObject({
      name: 'old',
      user: 'kim',
      startMs: undefined,
      tags: [...tags.slice(0, 2), { key: 'empty', value: '' }],
    });
  });

  it('of a status that is not known yet neither runs nor ends', () => {
    expect(decodeRunAnswer({ run: { info: { ...info, status: 'PAUSED' } } }).status).toBe('SCHEDULED');
  });
});

describe('experiments', () => {
  it('have all that was recorded', () => {
    const page = decodeExperimentsPage(experiments);
    expect(page.nextPageToken).toBe('eyJvZmZzZXQiOiAyfQ==');
    expect(page.experiments[0]).toEqual({
      id: '6',
      name: 'scale',
      lifecycle: 'active',
      createdMs: 1795219259729,
      updatedMs: 1795219259729,
      artifactLocation: 'mlflow-artifacts:/6',
      tags: [],
    });
  });
});

function point(step: number, timestamp: number, value: number) {
  return { run_id: 'a', step, timestamp, value };
}

describe('histories', () => {
  it('of get-history have NaN', () => {
    const { series, nextPageToken } = decodeHistoryPage(history);
    expect([...series.steps]).toEqual([1, 2]);
    expect([...series.values]).toEqual([1, Number.NaN]);
    expect([...series.timestampsMs]).toEqual([1780000000000, 1780000000000]);
    expect(nextPageToken).toBeUndefined();
  });

  it('may hold bare NaN', () => {
    const file = new URL('../../testing/recorded/mlflow-v3-get-history-bulk.txt', import.meta.url);
    const { series } = decodeHistoryPage(parseAnswer(readFileSync(file, 'utf8'), ''));
    expect([...series.values]).toEqual([1, Number.NaN]);
  });

  it.each([
    ['3.17.2', samples3, 'b40f', [-100, -59, -19, 21, 100]],
    ['2.22.4', samples2, 'e35b', [0, 1, 2, 5, 100]],
  ])('of the interval endpoint of %s belong to their runs', (_version, answer, start, steps) => {
    const ids = [...new Set(answer.metrics.map((point) => point.run_id as RunId))];
    const histories = decodeSampledHistories(answer, [...ids, 'other' as RunId]);
    expect([...histories.keys()]).toEqual([...ids, 'other']);
    const wanted = ids.find((id) => id.startsWith(start)) as RunId;
    expect([...(histories.get(wanted)?.steps ?? [])]).toEqual(steps);
    expect(histories.get('other' as RunId)?.steps).toHaveLength(0);
  });

  it('are put in order, whatever order a file store keeps', () => {
    const metrics = [point(2, 1, 0), point(1, 5, 3), point(1, 5, 2), point(1, 4, 9)];
    const series = decodeSampledHistories({ metrics }, ['a' as RunId]).get('a' as RunId);
    expect([...(series?.values ?? [])]).toEqual([9, 2, 3, 0]);
  });
});

describe('what is not of MLflow', () => {
  const run = { info: { run_id: 'a', experiment_id: '1' } };

  it.each([
    ['a list', []],
    ['null', null],
    ['a text', 'hello'],
    ['other keys', { message: 'hello' }],
    ['runs that are no list', { runs: {} }],
    ['a run without info', { runs: [{}] }],
    ['a metric of another shape', { runs: [{ ...run, data: { metrics: [{ key: 'a', value: 'much' }] } }] }],
    ['a param that is no text', { runs: [{ ...run, data: { params: [{ key: 'a', value: 5 }] } }] }],
  ])('is refused: %s', (_name, answer) => {
    let failure: unknown;
    try {
      decodeRunsPage(answer);
    } catch (thrown) {
      failure = toTrackingFailure(thrown);
    }
    expect(failure).toMatchObject({ kind: 'bad-response', cause: 'not-mlflow' });
  });

  it('is not an empty answer', () => {
    expect(decodeRunsPage({})).toEqual({ runs: [], nextPageToken: undefined });
  });
});
