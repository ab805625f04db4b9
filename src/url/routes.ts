import type { VersionName } from '../domain/runs/run-details.ts';
import type { RunId } from '../domain/runs/run.ts';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { ViewRef } from '../domain/views/saved-view.ts';
import { DEFAULT_WORKSPACE, type Workspace } from '../domain/workspace.ts';
import { decodeText, encodeText, formatSearch, parseSearch } from './search-field.ts';
import { formatWorkspace } from './workspace-codec.ts';

export type Route =
  /** `search`: what the experiments are searched for. */
  | { readonly page: 'experiments'; readonly search: string }
  /** The workspace itself is read by `parseWorkspace` from `splitHash(hash).search`. */
  | { readonly page: 'runs' }
  | { readonly page: 'run'; readonly runId: RunId }
  /** `target`: an id, a name or a link that somebody pasted. */
  | { readonly page: 'open'; readonly target: string }
  /** A saved view, by where it is kept. */
  | { readonly page: 'view'; readonly view: ViewRef }
  | { readonly page: 'connect' }
  /** `search`: what the models are searched for. */
  | { readonly page: 'models'; readonly search: string }
  | { readonly page: 'model'; readonly name: string }
  | { readonly page: 'version'; readonly name: string; readonly version: string }
  | { readonly page: 'not-found'; readonly path: string };

export interface HashParts {
  /** Path segments, decoded once; a slash inside a name does not part it. */
  readonly segments: readonly string[];
  /** `?a=1`, still encoded; empty without parameters. */
  readonly search: string;
}

/**
 * Takes the raw hash (`location.hash`, not decoded by anyone): React Router's `useParams` decodes `a%252Fb` down to
 * `a/b`, so that a name with a percent sign would open another page.
 */
export function splitHash(hash: string): HashParts {
  const text = hash.replace(/^#/, '');
  const at = text.indexOf('?');
  const [path, search] = at === -1 ? [text, ''] : [text.slice(0, at), text.slice(at)];
  const segments = path.replace(/^\//, '').replace(/\/$/, '').split('/').map(decodeText);
  return {
    segments: segments.length === 1 && segments[0] === '' ? [] : segments,
    search: search === '?' ? '' : search,
  };
}

export function parseRoute(hash: string): Route {
  const { segments, search } = splitHash(hash);
  const [page, id] = segments;
  const params = new Map(parseSearch(search).toReversed());
  if (page === undefined) return { page: 'experiments', search: params.get('q') ?? '' };
  if (segments.length === 1 && page === 'runs') return { page: 'runs' };
  if (segments.length === 2 && page === 'run' && id) return { page: 'run', runId: id as RunId };
  if (segments.length === 1 && page === 'open') return { page: 'open', target: params.get('u') ?? '' };
  const [, , viewId] = segments;
  if (segments.length === 3 && page === 'view' && id && viewId)
    return { page: 'view', view: { experimentId: id as ExperimentId, id: viewId } };
  if (segments.length === 1 && page === 'connect') return { page: 'connect' };
  const registry = page === 'models' ? parseRegistry(segments, params.get('q') ?? '') : undefined;
  if (registry) return registry;
  return { page: 'not-found', path: `/${segments.join('/')}` };
}

/** `versions` before the number is how MLflow's own UI writes it. */
function parseRegistry([, name, ...rest]: readonly string[], search: string): Route | undefined {
  if (name === undefined) return { page: 'models', search };
  const [version, ...more] = rest[0] === 'versions' ? rest.slice(1) : rest;
  if (name === '' || more.length > 0) return undefined;
  if (version === undefined) return rest.length === 0 ? { page: 'model', name } : undefined;
  return /^\d+$/.test(version) ? { page: 'version', name, version } : undefined;
}

export function experimentsHref({ search = '' }: { readonly search?: string } = {}): string {
  return `#/${search === '' ? '' : formatSearch([['q', search]])}`;
}

/** The workspace in the given state; what is left out has its default. */
export function runsHref(workspace: Partial<Workspace>): string {
  return `#/runs${formatWorkspace({ ...DEFAULT_WORKSPACE, ...workspace })}`;
}

/** The short address of a saved view; what it opens is what is saved by then. */
export function viewHref({ experimentId, id }: ViewRef): string {
  return `#/view/${encodeSegment(experimentId)}/${encodeSegment(id)}`;
}

export function runHref(runId: RunId): string {
  return `#/run/${encodeSegment(runId)}`;
}

/** The files of a run, opened at an address of one of them or of a folder: `models:/m-…`. */
export function runFilesHref(runId: RunId, address: string): string {
  return `${runHref(runId)}${formatSearch([
    ['tab', 'artifacts'],
    ['path', address],
  ])}`;
}

export function modelsHref({ search = '' }: { readonly search?: string } = {}): string {
  return `#/models${search === '' ? '' : formatSearch([['q', search]])}`;
}

export function registeredModelHref(name: string): string {
  return `#/models/${encodeSegment(name)}`;
}

export function modelVersionHref({ model, version }: VersionName): string {
  return `${registeredModelHref(model)}/${encodeSegment(version)}`;
}

export function openHref(target: string): string {
  return `#/open${formatSearch([['u', target]])}`;
}

export function connectHref(): string {
  return '#/connect';
}

/** Routers take `.` and `..` for steps in the path. */
function encodeSegment(name: string): string {
  const isDots = name === '.' || name === '..';
  return isDots ? name.replaceAll('.', '%2E') : encodeText(name).replaceAll('/', '%2F');
}
