import { MAX_NAMESAKES, type Run, type RunId } from '../domain/runs/run.ts';
import type { SourceInfo, TrackingSource } from '../tracking/source.ts';
import { type Clock, systemClock } from './clock.ts';
import type { SourceSpec } from './data-protocol.ts';
import { createFindingHandlers } from './finding-handlers.ts';
import type { createChartHandlers } from './chart-handlers.ts';
import type { Caches } from './open-caches.ts';
import { closeAll, openStores, type Opened } from './open-stores.ts';
import type { DataHandlers, WorkerHandlers } from './rpc/rpc.ts';
import { createSignInDesk, type SignInDesk } from './sign-in/sign-in-desk.ts';
import type { SignInProtocol } from './sign-in/sign-in-protocol.ts';
import type { RegistryMessage } from './registry/registry-protocol.ts';
import { packCompared } from './runs/compared-wire.ts';

export interface DataHandlersOptions {
  readonly openSource: (spec: SourceSpec, signal: AbortSignal) => Promise<TrackingSource>;
  readonly clock?: Clock;
  /** Where people sign in at servers. */
  readonly desk?: SignInDesk;
  /** Keeps rows and histories of servers from visit to visit. */
  readonly caches?: Caches | undefined;
  /** The code of charts, where it is there already; else it is loaded. */
  readonly createCharts?: typeof createChartHandlers;
}

/** What the data worker answers. One source is open at a time; calls wait for it. */
export function createDataHandlers({
  openSource,
  clock = systemClock,
  desk = createSignInDesk(),
  caches,
  createCharts,
}: DataHandlersOptions): DataHandlers {
  let openFirst: ((opened: Promise<Opened>) => void) | undefined;
  const first = new Promise<Opened>((resolve) => {
    openFirst = resolve;
  });
  // Whoever called before anything was opened hears of a failure; nobody else needs to.
  first.catch(() => undefined);
  let current = first;
  let opening: AbortController | undefined;
  let isVisible = true;

  /**
   * Opens in place of the one before: calls that come in meanwhile wait for the new one. Where it cannot be opened,
   * the one before stays and answers them.
   */
  async function open(spec: SourceSpec, callerSignal: AbortSignal): Promise<SourceInfo> {
    opening?.abort();
    const controller = new AbortController();
    opening = controller;
    const before = current;
    callerSignal.addEventListener('abort', () => controller.abort());
    const opened = openSource(spec, controller.signal).then(async (source) => {
      const stores = await openStores(
        source,
        spec,
        { clock, caches, personOf: desk.personOf },
        controller.signal,
      );
      stores.runs.setVisible(isVisible);
      return stores;
    });
    if (before === first) {
      current = opened;
      openFirst?.(opened);
    } else {
      current = opened.catch((thrown: unknown) =>
        before.catch(() => {
          throw thrown;
        }),
      );
      current.catch(() => undefined);
      opened
        .then(
          () => before.then(closeAll),
          () => undefined,
        )
        .catch(() => undefined);
    }
    return (await opened).info;
  }

  return {
    'source.open': (spec, { signal }) => open(spec, signal),

    ...signInHandlers(() => current, desk),
    ...createFindingHandlers(() => current, clock),
    ...createCompareHandlers(() => current),

    'runs.watch': async (query, context) => {
      const pack = packCompared();
      const { runs } = await current;
      return runs.watch(query, context.signal, (snapshot) => context.progress(pack(snapshot)));
    },
    'runs.rows': async (request) => (await current).runs.rows(request),
    'runs.table': async (request) => (await current).runs.table(request),
    'runs.sparklines': async (request, { signal }) => {
      const { readSparklines } = await import('./statistics/sparklines.ts');
      const { runs, series } = await current;
      return readSparklines(series, request, runs.chartRuns(request), signal);
    },
    'runs.export': async (request, context) => {
      const { exportRows } = await import('./runs/export-rows.ts');
      return exportRows((await current).runs.freeze(request.viewId), request, clock, context);
    },
    'runs.export-groups': async (request, context) => {
      const { exportGroups } = await import('./runs/export-groups.ts');
      return exportGroups((await current).runs.freeze(request.viewId).groups, request, clock, context);
    },
    'runs.catalogue': async ({ viewId }) => (await current).runs.catalogue(viewId),
    'runs.values': async (request) => (await current).runs.values(request),
    'runs.rank': async ({ viewId, id }) => (await current).runs.rank(viewId, id),
    'runs.neighbours': async ({ viewId, id }) => (await current).runs.neighbours(viewId, id),
    'runs.branch': async ({ viewId, id }) => (await current).runs.branch(viewId, id),
    'runs.texts': async (request) => (await current).runs.texts(request),
    'runs.legend': async (request) => (await current).runs.legend(request),
    'runs.groups': async (request) => (await current).runs.groups(request),
    'runs.compare-groups': async (request) => (await current).runs.compareGroups(request),
    'runs.control': async (request) => (await current).runs.control(request),

    'page.visible': async ({ isVisible: next }) => {
      isVisible = next;
      (await current).runs.setVisible(next);
    },

    'cache.clear': async () => {
      await Promise.all([caches?.rows.clear(), caches?.histories.clear()]);
    },

    ...singleRunHandlers(() => current),
    ...detailHandlers(() => current, clock),
    ...artifactHandlers(() => current, clock),
    ...changeHandlers(() => current),
    ...lateChartHandlers(() => current, clock, createCharts),
    ...lateRegistryHandlers(() => current, clock),
  };
}

function singleRunHandlers(opened: () => Promise<Opened>): Pick<DataHandlers, 'run.get' | 'runs.find'> {
  return {
    'run.get': async ({ id }, { signal }) => {
      const { source, runs } = await opened();
      const run = await source.getRun(id, signal);
      runs.refresh(run);
      return run;
    },
    'runs.find': async ({ name }, { signal }) =>
      (await opened()).source.findRunsByName(name, MAX_NAMESAKES, signal),
  };
}

/** About who reads; the first two wait for nothing, since what is being opened may wait for them. */
function signInHandlers(opened: () => Promise<Opened>, desk: SignInDesk): WorkerHandlers<SignInProtocol> {
  return {
    'sign-in.watch': (_request, context) => desk.watch((news) => context.progress(news), context.signal),
    'sign-in.answer': async (answer) => desk.answer(answer),
    'sign-in.name': async (_request, { signal }) => {
      const { source, info } = await opened();
      // 2.22 has no such endpoint.
      if (info.kind !== 'mlflow' || info.version?.startsWith('2.')) return undefined;
      return (await source.openRegistry()).readUserName(signal);
    },
  };
}

/** Writes to runs. Each can be stopped by its key while it is under way. */
function changeHandlers(
  opened: () => Promise<Opened>,
): Pick<DataHandlers, 'runs.change' | 'runs.stop-change'> {
  const stops = new Map<string, AbortController>();
  return {
    'runs.change': async ({ changes, key = '' }, context) => {
      const stop = new AbortController();
      stops.set(key, stop);
      try {
        const { changeRuns } = await import('./runs/change-runs.ts');
        const { source, info, runs } = await opened();
        const canFilter = info.capabilities.filters === 'mlflow';
        const take = (changed: readonly Run[]) => runs.take(changed);
        const experimentOf = (id: RunId) => runs.experimentOf(id);
        return await changeRuns({ source, canFilter, experimentOf, take }, changes, context, stop.signal);
      } finally {
        if (stops.get(key) === stop) stops.delete(key);
      }
    },
    'runs.stop-change': async ({ key }) => stops.get(key)?.abort(),
  };
}

/** Files of runs. */
function artifactHandlers(
  opened: () => Promise<Opened>,
  clock: Clock,
): Pick<DataHandlers, 'artifacts.list' | 'artifacts.read'> {
  return {
    'artifacts.list': async (request, { signal }) => (await opened()).source.listArtifacts(request, signal),
    'artifacts.read': async (request, context) => {
      const { readArtifactBytes } = await import('./artifacts/artifact-handlers.ts');
      return readArtifactBytes((await opened()).source, clock, request, context);
    },
  };
}

type ChartMessage = keyof ReturnType<typeof createChartHandlers>;

/** Drawing is a fifth of the worker's code, which the first rows do not wait for: it comes with the first chart. */
function lateChartHandlers(
  open: () => Promise<Opened>,
  clock: Clock,
  createCharts: typeof createChartHandlers | undefined,
): Pick<DataHandlers, ChartMessage> {
  let loading: Promise<ReturnType<typeof createChartHandlers>> | undefined;
  const load = () => import('./chart-handlers.ts').then((code) => code.createChartHandlers(open, clock));
  const charts = () => {
    loading ??= createCharts ? Promise.resolve(createCharts(open, clock)) : load();
    // What does not come now is asked for again by the next chart.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  return {
    'charts.outline': async (request, context) => (await charts())['charts.outline'](request, context),
    'charts.clocks': async (request, context) => (await charts())['charts.clocks'](request, context),
    'chart.watch': async (query, context) => (await charts())['chart.watch'](query, context),
    'chart.retry': async (request, context) => (await charts())['chart.retry'](request, context),
    'chart.points': async (request, context) => (await charts())['chart.points'](request, context),
    'chart.find-point': async (request, context) => (await charts())['chart.find-point'](request, context),
    'chart.read-at': async (request, context) => (await charts())['chart.read-at'](request, context),
    'chart.export': async (request, context) => (await charts())['chart.export'](request, context),
  };
}

/** The registry's code comes with the first question about it. */
function lateRegistryHandlers(
  open: () => Promise<Opened>,
  clock: Clock,
): Pick<DataHandlers, RegistryMessage> {
  let loading: Promise<Pick<DataHandlers, RegistryMessage>> | undefined;
  const registry = () => {
    loading ??= import('./registry/registry-handlers.ts').then((code) =>
      code.createRegistryHandlers(open, clock),
    );
    // What does not come now is asked for again.
    loading.catch(() => {
      loading = undefined;
    });
    return loading;
  };
  return {
    'registry.models': async (request, context) => (await registry())['registry.models'](request, context),
    'registry.model': async (request, context) => (await registry())['registry.model'](request, context),
    'registry.versions': async (request, context) =>
      (await registry())['registry.versions'](request, context),
    'registry.version': async (request, context) => (await registry())['registry.version'](request, context),
    'registry.file': async (request, context) => (await registry())['registry.file'](request, context),
    'registry.logged-model': async (request, context) =>
      (await registry())['registry.logged-model'](request, context),
    'registry.runs': async (request, context) => (await registry())['registry.runs'](request, context),
    'registry.change': async (request, context) => (await registry())['registry.change'](request, context),
    'registry.move': async (request, context) => (await registry())['registry.move'](request, context),
    'registry.watch': async (request, context) => (await registry())['registry.watch'](request, context),
  };
}

type DetailMessage =
  | 'run.details'
  | 'run.silence'
  | 'run.relatives'
  | 'run.versions'
  | 'models.names'
  | 'models.register'
  | 'models.delete-version';

/** What pages of single runs ask for beside the run itself; nothing of it is held. */
function detailHandlers(opened: () => Promise<Opened>, clock: Clock): Pick<DataHandlers, DetailMessage> {
  return {
    'run.details': async (run, { signal }) => (await opened()).source.readRunDetails(run, signal),
    'run.silence': async ({ id }, { signal }) => {
      const { readSilence } = await import('./runs/run-silence.ts');
      const { source, info, runs } = await opened();
      // A run's page has read it just now.
      if (!runs.facts.single(id)) runs.refresh(await source.getRun(id, signal));
      const own = runs.facts.single(id);
      const { capabilities } = info;
      const nowMs = clock.nowMs();
      return own
        ? readSilence(own.logged, own.row, { source, capabilities, nowMs }, signal)
        : { silentSinceMs: undefined, durationMs: undefined };
    },
    'run.relatives': async (request, { signal }) => {
      const { readRelatives } = await import('./runs/run-relatives.ts');
      const { source, info } = await opened();
      return readRelatives(source, info.capabilities.filters === 'mlflow', request, signal);
    },
    'run.versions': async ({ id }, { signal }) => (await opened()).source.listVersionsOfRuns([id], signal),
    'models.names': async (_, { signal }) => (await opened()).source.listModelNames(signal),
    'models.register': async (request, { signal }) => (await opened()).source.registerModel(request, signal),
    'models.delete-version': async (name, { signal }) =>
      (await opened()).source.deleteModelVersion(name, signal),
  };
}

/** Their code comes when it is asked for. */
function createCompareHandlers(
  open: () => Promise<Opened>,
): Pick<DataHandlers, 'runs.diff' | 'compare.axes' | 'compare.keys' | 'compare.rows' | 'compare.matters'> {
  return {
    'runs.diff': async (request, { signal }) => {
      const { readDiffWindow } = await import('./compare/diff-reader.ts');
      const { runs, source } = await open();
      return readDiffWindow(request, runs.facts, source, signal);
    },
    'compare.axes': async (request, { signal }) => {
      const { readAxes } = await import('./compare/axes-reader.ts');
      const { runs } = await open();
      runs.showBeside(request.viewId, request.columns);
      return readAxes(request, runs.facts, signal);
    },
    'compare.rows': async ({ viewId }) => {
      const { runsOfRows } = await import('./compare/axes-reader.ts');
      return runsOfRows((await open()).runs.freeze(viewId));
    },
    'compare.keys': async (request, { signal }) => {
      const { readKeysOfRuns } = await import('./compare/axes-reader.ts');
      return readKeysOfRuns(request, (await open()).runs.facts, signal);
    },
    'compare.matters': async (request, { signal }) => {
      const { readMatters } = await import('./compare/matters-reader.ts');
      return readMatters(request, (await open()).runs.facts, signal);
    },
  };
}
