import { describe, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from '../domain/runs/experiment.ts';
import { toRunHead } from '../domain/runs/run-head.ts';
import type { RunId } from '../domain/runs/run.ts';
import { makeRun } from '../testing/make-run.ts';
import { linkPlace, listPlaces, type PlacesFound } from './places.ts';

function experiment(id: string, name: string): Experiment {
  return {
    id: id as ExperimentId,
    name,
    lifecycle: 'active',
    createdMs: undefined,
    updatedMs: undefined,
    artifactLocation: undefined,
    tags: [],
  };
}

const version = (runId: string, model: string, number: string) => ({
  runId: runId as RunId,
  model,
  version: number,
  aliases: [],
});

const FOUND: PlacesFound = {
  text: 'net',
  experiments: [experiment('1', 'big/network'), experiment('2', 'Net'), experiment('3', 'other')],
  runs: [toRunHead(makeRun({ id: 'a', experimentId: '3', name: 'net 한글 100%' }))],
  modelNames: ['net', 'net without versions', 'resnet', 'tree'],
  versions: [version('a', 'resnet', '1'), version('b', 'resnet', '2'), version('c', 'net', '1')],
  metricKeys: ['val/net', 'loss'],
  most: { experiments: 5, runs: 5, models: 5, metrics: 5 },
};

describe('places for a text', () => {
  it('are of each kind what holds it, first what is called so', () => {
    expect(listPlaces(FOUND).map(({ kind, name, detail }) => `${kind} ${name} (${detail})`)).toEqual([
      'experiment Net (2)',
      'experiment big/network (1)',
      'run net 한글 100% (other)',
      'model net (1)',
      'model net without versions (0)',
      'model resnet (2)',
      'metric val/net ()',
    ]);
  });

  it('lead to a run, to the page of a model, and to the best runs of a metric', () => {
    const hrefs = new Map(listPlaces(FOUND).map(({ name, href }) => [name, decodeURIComponent(href)]));
    expect(hrefs.get('net')).toBe('#/models/net');
    expect(hrefs.get('resnet')).toBe('#/models/resnet');
    expect(hrefs.get('val/net')).toBe('#/runs?e=all&sort=-metrics.val/net&find=val/net');
    expect(hrefs.get('big/network')).toBe('#/runs?e=1');
  });

  it('are at most so many of a kind, and of a link the link alone', () => {
    const most = { experiments: 1, runs: 0, models: 1, metrics: 0 };
    expect(listPlaces({ ...FOUND, most })).toHaveLength(2);
    const link = 'http://host:5000/#/models/net';
    expect(linkPlace(link)).toMatchObject({ kind: 'link', name: link });
    expect(linkPlace('net')).toBeUndefined();
  });
});
