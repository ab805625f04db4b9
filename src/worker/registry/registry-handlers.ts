import { isRecordKey } from '../../domain/registry/alias-history.ts';
import {
  cutTags,
  type RegisteredModel,
  type RegisteredVersion,
} from '../../domain/registry/registered-model.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import { toTrackingFailure } from '../../tracking/errors.ts';
import type { RegistrySource } from '../../tracking/registry-source.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { Opened } from '../open-stores.ts';
import type { DataHandlers } from '../rpc/rpc.ts';
import { isGeneral, moveAliases, watchAliases } from './alias-mover.ts';
import type { RegistryMessage, RegistryResult } from './registry-protocol.ts';
import { VersionRuns } from './version-runs.ts';

/** The first page is what a screen shows; the next ones hold what a message may weigh. */
const FIRST_PAGE = 100;
const NEXT_PAGES = 500;

/** `open`: what is open by the time of the call. */
export function createRegistryHandlers(
  open: () => Promise<Opened>,
  clock: Clock,
): Pick<DataHandlers, RegistryMessage> {
  const registry = async () => (await open()).source.openRegistry();
  const nameOf = keepBySource((source) => source.openRegistry().then(readName));
  // Who is signed in does not change while a source is open: credentials are asked for by the browser, once.
  const userName = async () => nameOf((await open()).source);
  const runsOf = keepBySource((source) => new VersionRuns(source));
  return {
    'registry.models': async (_, context) => {
      const source = await registry();
      return readPages<RegisteredModel>(
        async (page) => {
          const { models, nextPageToken } = await source.searchModels(page, context.signal);
          return { items: models.map(toListed), nextPageToken };
        },
        (models) => context.progress(models),
      );
    },
    'registry.model': async ({ name }, { signal }) => (await registry()).getModel(name, signal),
    'registry.versions': async ({ model }, context) => {
      const source = await registry();
      return readPages<RegisteredVersion>(
        async (page) => {
          const { versions, nextPageToken } = await source.searchVersions({ model, ...page }, context.signal);
          return { items: versions.map(toListed), nextPageToken };
        },
        (versions) => context.progress(versions),
      );
    },
    'registry.version': async (name, { signal }) => (await registry()).getVersion(name, signal),
    'registry.file': async ({ source }, { signal }) => {
      const { readModelFileOf } = await import('./model-file.ts');
      return readModelFileOf((await open()).source, source, signal);
    },
    'registry.logged-model': async ({ id }, { signal }) => (await registry()).getLoggedModel(id, signal),
    'registry.runs': async (request, { signal }) => runsOf((await open()).source).read(request, signal),
    'registry.change': async ({ changes }, { signal }) => {
      const source = await registry();
      const results: RegistryResult[] = [];
      for (const change of changes) results.push(await changeOne(source, change, results, signal));
      return results;
    },
    'registry.move': async (request, { signal }) =>
      moveAliases({ registry: await registry(), clock, random: Math.random, userName }, request, signal),
    'registry.watch': async ({ model, moves }, { signal }) =>
      watchAliases({ registry: await registry(), clock }, model, moves, signal),
  };
}

function readName(source: RegistrySource): Promise<string | undefined> {
  return source.readUserName(new AbortController().signal);
}

async function changeOne(
  source: RegistrySource,
  change: Parameters<RegistrySource['change']>[0],
  before: readonly RegistryResult[],
  signal: AbortSignal,
): Promise<RegistryResult> {
  if (before.some((result) => result.state === 'refused' && isGeneral(result.failure)))
    return { state: 'left' };
  try {
    await source.change(change, signal);
    return { state: 'done' };
  } catch (thrown) {
    return { state: 'refused', failure: toTrackingFailure(thrown) };
  }
}

/** All pages but the last are told as they come. A token that comes again ends it. */
async function readPages<Item>(
  readPage: (page: {
    readonly pageSize: number;
    readonly pageToken: string | undefined;
  }) => Promise<{ readonly items: readonly Item[]; readonly nextPageToken: string | undefined }>,
  tell: (items: readonly Item[]) => void,
): Promise<readonly Item[]> {
  let pageToken: string | undefined;
  for (;;) {
    const { items, nextPageToken } = await readPage({
      pageSize: pageToken === undefined ? FIRST_PAGE : NEXT_PAGES,
      pageToken,
    });
    if (nextPageToken === undefined || nextPageToken === pageToken) return items;
    pageToken = nextPageToken;
    tell(items);
  }
}

/** Descriptions stay whole, since they are searched: servers take 5,000 characters. */
function toListed<Item extends { readonly tags: readonly KeyText[] }>(item: Item): Item {
  return {
    ...item,
    tags: cutTags(item.tags.filter(({ key }) => !isRecordKey(key))),
  };
}

function keepBySource<Kept>(make: (source: TrackingSource) => Kept): (source: TrackingSource) => Kept {
  const kept = new WeakMap<TrackingSource, Kept>();
  return (source) => {
    const found = kept.get(source) ?? make(source);
    kept.set(source, found);
    return found;
  };
}
