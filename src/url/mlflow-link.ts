import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { RunId } from '../domain/runs/run.ts';
import { decodeText, parseSearch } from './search-field.ts';
import { parseRoute, splitHash } from './routes.ts';

/** What a pasted text names. */
export type OpenTarget =
  | { readonly kind: 'run'; readonly runId: RunId; readonly experimentId: ExperimentId | undefined }
  | { readonly kind: 'experiment'; readonly experimentIds: readonly ExperimentId[] }
  | {
      readonly kind: 'compare';
      readonly runIds: readonly RunId[];
      readonly experimentIds: readonly ExperimentId[];
    }
  /** A registered model, or one of its versions by number or alias. */
  | {
      readonly kind: 'model';
      readonly name: string;
      readonly version: string | undefined;
      readonly alias: string | undefined;
    }
  /** A link of Runlens itself, as a route of this one: `#/runs?e=1`. */
  | { readonly kind: 'page'; readonly href: string }
  /** Nothing else fits: the name of a run. */
  | { readonly kind: 'name'; readonly name: string };

const RUN_ID = /^[0-9a-f]{32}$/i;
/** Ids of file stores and of hosted servers. Shorter numbers may as well be names. */
const LONG_EXPERIMENT_ID = /^\d{15,20}$/;

/**
 * Reads an id, a link of MLflow's own UI (2.x and 3.x, routes from its `experiment-tracking/routes`), a link of
 * Runlens, an artifact address, or a name. Undefined: empty, or a link that leads to none of these.
 */
export function parseOpenTarget(pasted: string): OpenTarget | undefined {
  const text = pasted.trim().replaceAll(/^[<"']+|[>"']+$/g, '');
  if (text === '') return undefined;
  if (RUN_ID.test(text)) return runTarget(text.toLowerCase());
  if (LONG_EXPERIMENT_ID.test(text)) return experimentTarget([text]);
  const artifact = parseArtifactAddress(text) ?? parseModelAddress(text);
  if (artifact) return artifact;
  const at = text.indexOf('#');
  const isLink = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^\/?#\//.test(text);
  if (!isLink) return { kind: 'name', name: text };
  return at === -1 ? undefined : parseHash(text.slice(at));
}

/** The run's page in MLflow's own UI (2.x and 3.x). */
export function mlflowRunHref(mlflowUi: string, experimentId: ExperimentId, runId: RunId): string {
  return `${mlflowUi.replace(/\/+$/, '')}/#/experiments/${encodeURIComponent(experimentId)}/runs/${encodeURIComponent(runId)}`;
}

function parseHash(hash: string): OpenTarget | undefined {
  const { segments, search } = splitHash(hash);
  // Hosted MLflow puts `mlflow` before its routes.
  const [page = '', id, part, runId] = segments[0] === 'mlflow' ? segments.slice(1) : segments;
  const params = new Map(parseSearch(search).toReversed());
  switch (page) {
    case 'experiments':
      if (!id) return undefined;
      if ((part === 'runs' || part === 'evaluation-runs') && runId) return runTarget(runId, id);
      return experimentTarget([id]);
    case 'compare-experiments':
      return experimentTarget(readJsonList(params.get('experiments')));
    case 'compare-runs':
    case 'metric':
      return compareTarget(readJsonList(params.get('runs')), readJsonList(params.get('experiments')));
    case 'models':
      return id ? modelTarget(id, part === 'versions' ? runId : part) : undefined;
    case 'runs':
      // MLflow's short link `#/runs/ID` next to our own `#/runs?e=1`.
      return id && part === undefined ? runTarget(id) : parseOwnRoute(hash);
    default:
      return parseOwnRoute(hash);
  }
}

function parseOwnRoute(hash: string): OpenTarget | undefined {
  const route = parseRoute(hash);
  switch (route.page) {
    case 'run':
      return runTarget(route.runId);
    case 'open':
      return parseOpenTarget(route.target);
    case 'runs':
    case 'view':
      return { kind: 'page', href: hash };
    case 'model':
      return modelTarget(route.name);
    case 'version':
      return modelTarget(route.name, route.version);
    case 'models':
    case 'experiments':
    case 'connect':
    case 'not-found':
      return undefined;
  }
}

/** `runs:/ID/model`, `mlflow-artifacts:/1/ID/artifacts/model`, `s3://bucket/1/ID/artifacts`. */
function parseArtifactAddress(text: string): OpenTarget | undefined {
  const ofRun = /^runs:\/+([^/]+)/.exec(text)?.[1];
  if (ofRun !== undefined) return runTarget(decodeText(ofRun));
  const id = /^[^#?]*\/([0-9a-f]{32})\/artifacts(\/|$)/.exec(text)?.[1];
  return id === undefined ? undefined : runTarget(id);
}

/** `models:/NAME/3`, `models:/NAME@champion`, `models:/NAME`. */
function parseModelAddress(text: string): OpenTarget | undefined {
  const [, name, version, alias] = /^models:\/+([^/@]+)(?:\/([^/]+)|@(.+))?$/.exec(text) ?? [];
  // `models:/m-…` is a logged model, which has no name.
  if (name === undefined || (/^m-[0-9a-f]{32}$/.test(name) && version === undefined)) return undefined;
  return modelTarget(decodeText(name), version, alias);
}

function modelTarget(name: string, version?: string, alias?: string): OpenTarget {
  return { kind: 'model', name, version, alias };
}

function runTarget(runId: string, experimentId?: string): OpenTarget {
  return { kind: 'run', runId: runId as RunId, experimentId: experimentId as ExperimentId | undefined };
}

function experimentTarget(ids: readonly string[]): OpenTarget | undefined {
  return ids.length === 0 ? undefined : { kind: 'experiment', experimentIds: ids as readonly ExperimentId[] };
}

function compareTarget(runIds: readonly string[], experimentIds: readonly string[]): OpenTarget | undefined {
  if (runIds.length === 0) return experimentTarget(experimentIds);
  return {
    kind: 'compare',
    runIds: runIds as readonly RunId[],
    experimentIds: experimentIds as readonly ExperimentId[],
  };
}

/** `["a","b"]`; empty for anything else. Chat programs encode links a second time. */
function readJsonList(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  try {
    const json: unknown = JSON.parse(text.startsWith('%') ? decodeText(text) : text);
    const items: readonly unknown[] = Array.isArray(json) ? json : [];
    const ids = items.filter((item) => typeof item === 'string' || typeof item === 'number').map(String);
    return [...new Set(ids)];
  } catch {
    return [];
  }
}
