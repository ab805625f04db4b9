import type { RunId } from '../domain/runs/run.ts';
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
  | { readonly page: 'connect' }
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
  if (segments.length === 1 && page === 'connect') return { page: 'connect' };
  return { page: 'not-found', path: `/${segments.join('/')}` };
}

export function experimentsHref({ search = '' }: { readonly search?: string } = {}): string {
  return `#/${search === '' ? '' : formatSearch([['q', search]])}`;
}

/** The workspace in the given state; what is left out has its default. */
export function runsHref(workspace: Partial<Workspace>): string {
  return `#/runs${formatWorkspace({ ...DEFAULT_WORKSPACE, ...workspace })}`;
}

export function runHref(runId: RunId): string {
  return `#/run/${encodeSegment(runId)}`;
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
