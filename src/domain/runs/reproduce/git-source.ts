import { tagValue } from '../run.ts';
import type { KeyText } from '../experiment.ts';
import { quoteForShell } from './shell-text.ts';

/** Where a run's code is, as MLflow's tags say it. */
export interface GitSource {
  /** Undefined where the tag holds no hash. */
  readonly commit: string | undefined;
  readonly branch: string | undefined;
  /** As logged, without a password or token that stood in it. */
  readonly remote: string | undefined;
  /** The code had changes that were not committed. */
  readonly isDirty: boolean;
  /** The commit's page where the host's addresses are known, else the repository's; only http and https. */
  readonly href: string | undefined;
}

const HASH = /^[\da-f]{7,64}$/i;

/** Undefined where the run says nothing of its code. */
export function gitSourceOf(tags: readonly KeyText[]): GitSource | undefined {
  const tag = (name: string) => tagValue(tags, `mlflow.source.git.${name}`)?.trim() || undefined;
  const hash = tag('commit') ?? tagValue(tags, 'mlflow.databricks.gitRepoCommit');
  const url = tag('repoURL') ?? tagValue(tags, 'mlflow.databricks.gitRepoUrl');
  const branch = tag('branch');
  if (hash === undefined && url === undefined && branch === undefined) return undefined;
  const commit = hash !== undefined && HASH.test(hash) ? hash : undefined;
  const remote = url === undefined ? undefined : withoutSecrets(url);
  const isDirty = tag('dirty')?.toLowerCase() === 'true';
  return { commit, branch, remote, isDirty, href: remote && hrefOf(remote, commit) };
}

/** `git checkout 0a1b2c3`, before it the clone where the remote is known; undefined without a commit. */
export function formatGitCheckout({ commit, remote }: GitSource): string | undefined {
  if (commit === undefined) return undefined;
  const checkout = `git checkout ${commit}`;
  // A remote that begins with a dash would be read as an option.
  if (remote === undefined || remote.startsWith('-')) return checkout;
  const folder = folderOf(remote);
  if (folder === undefined) return checkout;
  return `git clone ${quoteForShell(remote)} && cd ${quoteForShell(folder)} && ${checkout}`;
}

/** The folder that `git clone` makes. */
function folderOf(remote: string): string | undefined {
  const name = remote
    .replace(/[/\\]+$/, '')
    .replace(/\.git$/, '')
    .split(/[/\\:]/)
    .at(-1);
  return name && !name.startsWith('-') && name !== '.' && name !== '..' ? name : undefined;
}

/** `https://token@host/…`: whoever copies the line must not copy the token. A user of ssh is part of the address. */
export function withoutSecrets(remote: string): string {
  return remote.replace(/^(https?:\/\/)[^/@]*@/i, '$1').replace(/^(ssh:\/\/[^/@:]+):[^/@]*@/i, '$1@');
}

interface RemotePlace {
  readonly origin: string;
  readonly path: string;
}

export interface GitRange {
  /** `0a1b2c3..4d5e6f7`, from the first run's commit to the second's. */
  readonly text: string;
  /** Whole hashes, as `git diff` takes them. */
  readonly full: string;
  /** The host's page of the changes; undefined: its addresses are not known. */
  readonly href: string | undefined;
  /** One of the runs had changes that were not committed. */
  readonly isDirty: boolean;
}

/**
 * What lies between the code of two runs of one repository; undefined where one of them tells no commit, both have the
 * same, or the repositories are different ones.
 */
export function gitRangeOf(from: GitSource | undefined, to: GitSource | undefined): GitRange | undefined {
  if (from?.commit === undefined || to?.commit === undefined || from.commit === to.commit) return undefined;
  const [left, right] = [from.remote && placeOf(from.remote), to.remote && placeOf(to.remote)];
  const isOther =
    left && right ? left.path !== right.path || left.origin !== right.origin : from.remote !== to.remote;
  // Where one of the runs does not say where its code is, it is taken for the same.
  if (isOther && from.remote !== undefined && to.remote !== undefined) return undefined;
  const place = left || right || undefined;
  return {
    text: `${from.commit.slice(0, SHORT_HASH)}..${to.commit.slice(0, SHORT_HASH)}`,
    full: `${from.commit}..${to.commit}`,
    href: place && rangeHref(place, from.commit, to.commit),
    isDirty: from.isDirty || to.isDirty,
  };
}

const SHORT_HASH = 8;

function rangeHref({ origin, path }: RemotePlace, from: string, to: string): string | undefined {
  const names = new URL(origin).hostname.toLowerCase().split('.');
  const repository = `${origin}/${path}`;
  if (names.includes('github')) return `${repository}/compare/${from}...${to}`;
  if (names.includes('gitlab')) return `${repository}/-/compare/${from}...${to}`;
  // The newer one comes first there.
  if (names.includes('bitbucket')) return `${repository}/branches/compare/${to}..${from}`;
  return undefined;
}

function hrefOf(remote: string, commit: string | undefined): string | undefined {
  const place = placeOf(remote);
  if (!place) return undefined;
  const repository = `${place.origin}/${place.path}`;
  const way = commit === undefined ? undefined : commitPath(new URL(place.origin).hostname);
  return way === undefined ? repository : `${repository}/${way}/${commit}`;
}

/** By the host's name, which companies keep for their own servers: `gitlab.example.com`. */
function commitPath(host: string): string | undefined {
  const names = host.toLowerCase().split('.');
  if (names.includes('github')) return 'commit';
  if (names.includes('gitlab')) return '-/commit';
  if (names.includes('bitbucket')) return 'commits';
  return undefined;
}

/** `https://host/owner/name.git`, `ssh://git@host:22/owner/name`, `git@host:owner/name.git`. */
function placeOf(remote: string): RemotePlace | undefined {
  const scp = /^(?:[\w.-]+@)?([\w.-]+\.[\w-]+):(?!\/\/)(.+)$/.exec(remote);
  const address = scp ? `ssh://${scp[1]}/${scp[2]}` : remote;
  if (!URL.canParse(address)) return undefined;
  const { protocol, hostname, host, pathname } = new URL(address);
  const path = pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  if (hostname === '' || path === '') return undefined;
  if (protocol === 'http:' || protocol === 'https:') return { origin: `${protocol}//${host}`, path };
  // The port is that of ssh: pages are not on it.
  const isGit = ['ssh:', 'git:', 'git+ssh:'].includes(protocol);
  return isGit ? { origin: `https://${hostname}`, path } : undefined;
}
