import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { RunId } from '../domain/runs/run.ts';
import {
  connectHref,
  experimentsHref,
  modelsHref,
  modelVersionHref,
  openHref,
  viewHref,
  parseRoute,
  registeredModelHref,
  runHref,
  runsHref,
  splitHash,
} from './routes.ts';

const HOSTILE_NAMES = [
  'a%2Fb',
  'a/b',
  '가중치/검증',
  '🧪 ?#&=',
  '..',
  '.',
  '50%',
  '<script>',
  '%',
  'a+b',
  ' ',
];
const anyName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: 'binary', minLength: 1 }));

/** What the browser makes of the link: it may encode further, never decode. */
function followed(href: string): string {
  return new URL(href, 'http://runlens.test/').hash;
}

describe('routes', () => {
  it('give back any run id', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        expect(parseRoute(followed(runHref(name as RunId)))).toEqual({ page: 'run', runId: name });
      }),
    );
  });

  it('give back any pasted text and any search', () => {
    fc.assert(
      fc.property(anyName, (text) => {
        expect(parseRoute(followed(openHref(text)))).toEqual({ page: 'open', target: text });
        const view = { experimentId: text as ExperimentId, id: text };
        expect(parseRoute(followed(viewHref(view)))).toEqual({ page: 'view', view });
        expect(parseRoute(followed(experimentsHref({ search: text })))).toEqual({
          page: 'experiments',
          search: text,
        });
      }),
    );
  });

  it('never hold a segment that a router takes for a step in the path', () => {
    fc.assert(
      fc.property(anyName, (name) => {
        const [, page, segment, ...more] = runHref(name as RunId).split('/');
        expect([page, more]).toEqual(['run', []]);
        expect(['', '.', '..']).not.toContain(segment);
      }),
    );
  });

  it('open the registry: any name, a version of it, and both as MLflow writes them', () => {
    expect(parseRoute(modelsHref({ search: 'a b' }))).toEqual({ page: 'models', search: 'a b' });
    expect(parseRoute('#/models/churn%2Fbest/versions/3')).toEqual({
      page: 'version',
      name: 'churn/best',
      version: '3',
    });
    fc.assert(
      fc.property(anyName, fc.nat(), (name, number) => {
        const version = String(number);
        expect(parseRoute(registeredModelHref(name))).toEqual({ page: 'model', name });
        const named = { model: name, version };
        expect(parseRoute(modelVersionHref(named))).toEqual({ page: 'version', name, version });
      }),
    );
  });

  it.each(['', '#', '#/'])('open the experiments at %j', (hash) => {
    expect(parseRoute(hash)).toEqual({ page: 'experiments', search: '' });
  });

  it('open the fixed pages, with a slash at the end too', () => {
    expect(parseRoute(connectHref())).toEqual({ page: 'connect' });
    expect(parseRoute('#/runs/?e=1')).toEqual({ page: 'runs' });
    expect(parseRoute(runsHref({ experimentIds: ['1', '2'] as ExperimentId[] }))).toEqual({ page: 'runs' });
    expect(parseRoute('#/open')).toEqual({ page: 'open', target: '' });
  });

  it.each([
    ['#/models/a/b', '/models/a/b'],
    ['#/models/a/versions', '/models/a/versions'],
    ['#/models/a/1/2', '/models/a/1/2'],
    ['#/view/1', '/view/1'],
    ['#/view/1/abc/d', '/view/1/abc/d'],
    ['#/run', '/run'],
    ['#/run/a/b', '/run/a/b'],
    ['#/runs/1?e=1', '/runs/1'],
    ['#/%EA%B0%80', '/가'],
    ['#//run/a', '//run/a'],
  ])('know no page at %s and say its path', (hash, path) => {
    expect(parseRoute(hash)).toEqual({ page: 'not-found', path });
  });

  it('write the workspace with its defaults left out', () => {
    expect(experimentsHref()).toBe('#/');
    expect(runsHref({ experimentIds: ['1', '2'] as ExperimentId[] })).toBe('#/runs?e=1,2');
    expect(runsHref({ experimentIds: 'all', tab: 'table' })).toBe('#/runs?e=all&tab=table');
  });
});

it('splits the raw hash, decoding once', () => {
  expect(splitHash('#/run/a%252Fb?q=%20&x=?')).toEqual({ segments: ['run', 'a%2Fb'], search: '?q=%20&x=?' });
  expect(splitHash('#/runs?')).toEqual({ segments: ['runs'], search: '' });
  expect(splitHash('#/run/50%')).toEqual({ segments: ['run', '50%'], search: '' });
});
