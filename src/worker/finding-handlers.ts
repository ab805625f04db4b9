import type { Experiment, ExperimentId, Lifecycle } from '../domain/runs/experiment.ts';
import type { TrackingSource } from '../tracking/source.ts';
import type { Clock } from './clock.ts';
import type { Opened } from './open-stores.ts';
import type { DataHandlers, HandlerContext } from './rpc/rpc.ts';

/** MLflow's own UI asks for 1,000 at most; experiments are short. */
const EXPERIMENTS_PER_PAGE = 1_000;

type FindingHandlers = Pick<
  DataHandlers,
  | Extract<keyof DataHandlers, `experiments.${string}`>
  | 'runs.activity'
  | 'runs.look-up'
  | 'runs.stamps'
  | 'runs.metric-keys'
  | 'models.versions'
>;

/** What is asked about experiments, and over all of them. `current`: what is open by the time of the call. */
export function createFindingHandlers(current: () => Promise<Opened>, clock: Clock): FindingHandlers {
  return {
    'experiments.search': async ({ lifecycle }, context) =>
      searchAllExperiments((await current()).source, lifecycle, context),
    'experiments.get': async ({ id }, { signal }) => (await current()).source.getExperiment(id, signal),
    'experiments.create': async ({ name }, { signal }) => {
      const { source } = await current();
      return source.getExperiment(await source.createExperiment(name, signal), signal);
    },
    'experiments.change': async ({ changes }, context) => {
      const { source, info, runs } = await current();
      const { changeExperiments } = await import('./runs/change-experiments.ts');
      const { deletesExperimentTags } = info.capabilities;
      const tell = (progress: Parameters<typeof context.progress>[0]) => context.progress(progress);
      const results = await changeExperiments(source, deletesExperimentTags, changes, context.signal, tell);
      runs.forgetExperiments();
      return results;
    },
    'experiments.change-views': async (request, { signal }) => {
      const { source, info } = await current();
      const { changeViews } = await import('./views/change-views.ts');
      const { capabilities } = info;
      return changeViews({ source, capabilities, clock, random: Math.random }, request, signal);
    },
    'experiments.has-traces': async ({ id }, { signal }) => (await current()).source.hasTraces(id, signal),
    'experiments.last-activity': async ({ ids }, { signal }) => ({
      lastMs: await (await current()).source.readLastActivity(ids, signal),
    }),
    'runs.activity': async (query, { signal }) => {
      const { source, runs } = await current();
      return (await import('./runs/activity.ts')).readActivity(
        source,
        query,
        clock,
        (id) => runs.logIntervalOf(id),
        signal,
      );
    },
    'runs.look-up': async (query, { signal }) => {
      const { source, runs } = await current();
      const { lookUpRuns } = await import('./runs/look-up.ts');
      return lookUpRuns(source, runs, query, signal);
    },
    'runs.stamps': async ({ ids }, { signal }) => {
      const { source, info, runs } = await current();
      const { readStamps } = await import('./runs/read-stamps.ts');
      const canFilter = info.capabilities.filters === 'mlflow';
      return readStamps({ source, canFilter, experimentOf: (id) => runs.experimentOf(id) }, ids, signal);
    },
    'runs.metric-keys': async ({ text, limit }) => (await current()).runs.metricKeys(text, limit),
    'models.versions': async (_, { signal }) => (await current()).source.listModelVersions(signal),
  };
}

async function searchAllExperiments(
  source: TrackingSource,
  lifecycle: Lifecycle,
  context: HandlerContext<'experiments.search'>,
): Promise<readonly Experiment[]> {
  const known = new Set<ExperimentId>();
  let pageToken: string | undefined;
  for (;;) {
    const request = { lifecycle, pageSize: EXPERIMENTS_PER_PAGE, pageToken };
    const page = await source.searchExperiments(request, context.signal);
    const fresh: Experiment[] = [];
    for (const experiment of page.experiments) {
      if (known.has(experiment.id)) continue;
      known.add(experiment.id);
      fresh.push(experiment);
    }
    pageToken = page.nextPageToken;
    // A page that brings nothing new ends the search: a server that repeats its token must not hold us.
    if (pageToken === undefined || fresh.length === 0) return fresh;
    context.progress(fresh);
  }
}
