import type { RegexEngine } from '../../domain/expression/evaluation-context.ts';
import type { PushDownRules } from '../../domain/expression/server-grammar.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { mergeDirections } from '../../domain/runs/merge-keys.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { Series } from '../../domain/series/series.ts';
import type { SourceCapabilities, TrackingSource } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { ColumnValues } from './column-values.ts';
import type { ChartRun } from '../charts/chart-protocol.ts';
import type { RequestOf } from '../data-protocol.ts';
import type {
  CompareGroupsReply,
  CompareGroupsRequest,
  GroupsReply,
  GroupsRequest,
  TableWindow,
} from './groups-protocol.ts';
import type {
  BranchReply,
  KeyCatalogue,
  LegendReply,
  LegendRequest,
  NeighboursReply,
  RowsRequest,
  RowsWindow,
  RunsQuery,
  RunsSnapshot,
  SparklinesRequest,
  TextsRequest,
  ValueCounts,
  ValuesRequest,
} from './runs-protocol.ts';
import { Surroundings } from './evaluation.ts';
import { readLegend, readTexts } from '../charts/legend-texts.ts';
import { readComparison } from './compare-groups-reader.ts';
import { readGroups } from '../charts/run-groups-reader.ts';
import { readSurroundings } from './surroundings-source.ts';
import { type FactsRow, RunFacts } from '../charts/run-facts.ts';
import { createFilterBook } from './runs-filter.ts';
import type { RowCache } from './row-cache.ts';
import {
  catalogueOf,
  chartRunsOf,
  createShelf,
  experimentOf,
  logIntervalOf,
  findMetricKeys,
  isProven,
  lacksMetric,
  lastStep,
  lastStepOf,
  type Shelf,
} from './runs-shelf.ts';
import { SourceStatistics } from '../statistics/source-statistics.ts';
import type { PlacesOptions } from './run-places.ts';
import { Shelves } from './shelves.ts';
import { BesideRows } from './beside-rows.ts';
import { OutsideRows } from './outside-rows.ts';
import type { DemandHistory, RetryHistory } from './run-histories.ts';
import { countValues } from './value-counts.ts';
import { createRunsView } from './runs-view.ts';
import type { FrozenRows, RunsView } from './view-of-runs.ts';

/** The runs of one source: a table for each set of experiments, a view for each watcher. */
export interface RunsStore {
  /** Resolves when the signal aborts or another watch takes the view's name. */
  watch(query: RunsQuery, signal: AbortSignal, emit: (snapshot: RunsSnapshot) => void): Promise<void>;
  rows(request: RowsRequest): RowsWindow;
  table(request: RowsRequest): TableWindow;
  /** Place in the order of the view; undefined: not among its rows. */
  rank(viewId: string, id: RunId): number | undefined;
  /** For telling where runs are in a view; undefined: there is no such view. */
  watched(viewId: string): PlacesOptions | undefined;
  /** Keys that hold the text, among those of all loaded runs. */
  metricKeys(text: string, limit: number): readonly string[];
  branch(viewId: string, id: RunId): BranchReply;
  neighbours(viewId: string, id: RunId): NeighboursReply | undefined;
  /** All rows of a view as they are now, for reading them bit by bit. */
  freeze(viewId: string): FrozenRows;
  /** What is drawn of the view beside its table: statistics among these columns are worked out. */
  showBeside(viewId: string, columns: readonly RunColumn[]): void;
  catalogue(viewId: string): KeyCatalogue;
  values(request: ValuesRequest): ValueCounts;
  legend(request: LegendRequest): LegendReply;
  groups(request: GroupsRequest): GroupsReply;
  compareGroups(request: CompareGroupsRequest): CompareGroupsReply | undefined;
  /** One for each id; undefined: the run is not loaded, or has none. */
  texts(request: TextsRequest): readonly (string | undefined)[];
  control(request: RequestOf<'runs.control'>): void;
  /** A run read elsewhere, where it is loaded already. */
  refresh(run: Run): void;
  /** Runs after a change: each comes into the tables that it belongs to now, and leaves the others. */
  take(runs: readonly Run[]): void;
  /** The experiment of a loaded run. */
  experimentOf(id: RunId): ExperimentId | undefined;
  /** Milliseconds from one logged point to the next, where it was found out. */
  logIntervalOf(id: RunId): number | undefined;
  /** Experiments were renamed, deleted or restored: what nobody looks at is read anew. */
  forgetExperiments(): void;
  /** A page that nobody sees follows nothing. */
  setVisible(isVisible: boolean): void;
  /** Whether these runs still go on, and under which key they logged the metric, as far as the view knows. */
  chartRuns(request: Pick<SparklinesRequest, 'viewId' | 'ids' | 'sameKeys'>): readonly ChartRun[];
  /** True where the run is loaded, be it from an earlier visit, and has no point of the metric. */
  lacksMetric(id: RunId, key: string): boolean;
  /** Step of the last point of the metric, where the run is loaded, be it from an earlier visit. */
  lastStep(id: RunId, key: string): number | undefined;
  /** Whether the run was read in this visit, so that what is known of it holds. */
  isProven(id: RunId): boolean;
  /** What charts ask of single runs. */
  readonly facts: RunFacts;
  dispose(): void;
}

interface Place {
  view: RunsView;
  shelf: Shelf;
  /** Ends the watch that holds the view now. */
  leave: () => void;
}

export interface RunsStoreOptions {
  /** What the source's filter can say; undefined: it takes none. */
  readonly rules?: PushDownRules | undefined;
  /** How histories can be had; without it run by run. */
  readonly capabilities?: Pick<SourceCapabilities, 'bulkSamples' | 'maxSamplePoints'>;
  /** A whole history that is held already. */
  readonly held?: (runId: RunId, key: string) => Series | undefined;
  /** Histories of single runs; without it none are read. */
  readonly demandHistory?: DemandHistory;
  readonly retryHistory?: RetryHistory;
  /** Rows of earlier visits. */
  readonly cache?: RowCache | undefined;
  /** Rows came, or were read again. */
  readonly onRows?: () => void;
}

const nothing = () => undefined;

const noHistory: DemandHistory = () => ({
  series: [],
  exactCost: nothing,
  isShownPartWhole: () => false,
  release: nothing,
});

const RUN_BY_RUN = { bulkSamples: false, maxSamplePoints: 1 } as const;

export function createRunsStore(
  source: TrackingSource,
  clock: Clock,
  {
    rules,
    cache,
    capabilities = RUN_BY_RUN,
    held = nothing,
    onRows = nothing,
    demandHistory = noHistory,
    retryHistory = nothing,
  }: RunsStoreOptions = {},
): RunsStore {
  const places = new Map<string, Place>();
  const touchAll = () => places.forEach(({ view }) => view.touch());
  const surroundings = new Surroundings(clock, readSurroundings(source), touchAll);
  const statistics = new SourceStatistics({ source, capabilities, held, clock, onChange: touchAll });
  surroundings.setStatistics(statistics.reader);
  const book = createFilterBook({ clock, surroundings, rules, loadRegex });
  const canFilter = rules !== undefined;
  const shelves = new Shelves({
    clock,
    create: (name, query) => createShelf({ ...shared, outside: beside, name, query }),
    onDrop: (shelf) => {
      for (const [viewId, place] of places) if (place.shelf === shelf) places.delete(viewId);
    },
  });
  const facts = createFacts(source, surroundings, { shelves, places });
  const onAllRows = both(onRows, facts.tell);
  const beside = new BesideRows({ shelves, places }, facts, onRows);
  const shared = { source, clock, capabilities, surroundings, cache, canFilter, onRows: onAllRows };
  let lastVersion = 0;

  function placeOf(viewId: string): Place {
    const place = places.get(viewId);
    if (!place) throw new TrackingError({ kind: 'not-found', subject: viewId });
    return place;
  }

  return {
    watch: (query, signal, emit) =>
      new Promise((resolve) => {
        const shelf = shelves.of(query);
        // Versions never repeat, so that rows of a replaced view are never taken for rows of the new one.
        lastVersion += 1_000_000;
        const before = places.get(query.viewId);
        const view = createRunsView({
          query,
          table: shelf.table,
          memo: shelf.memoOf(query.sameKeys ?? []),
          book,
          clock,
          firstVersion: lastVersion,
          filterBefore: before?.shelf === shelf ? before.view.filter : undefined,
          orderBefore: before?.shelf === shelf ? before.view.orderFor(query) : undefined,
          live: () => shelf.live.report,
          families: shelf.families,
          emit,
          outside: (onChange) =>
            new OutsideRows({ query, facts, demandHistory, retryHistory, onChange, clock }),
          statistics: statistics.of(query.viewId, mergeDirections(query.directions, query.sameKeys ?? [])),
        });
        const leave = () => {
          view.end();
          shelf.watchers.delete(view);
          shelves.leaveSoon(shelf);
          resolve();
        };
        shelf.cancelRelease();
        shelf.watchers.add(view);
        before?.leave();
        places.set(query.viewId, { view, shelf, leave });
        signal.addEventListener('abort', leave, { once: true });
        if (signal.aborted) leave();
        shelf.setActive(shelf.watchers.size > 0);
        view.touch();
      }),
    ...readersOf(placeOf),
    ...createFinding({ shelves, places }, surroundings, facts),
    showBeside: (viewId, columns) => {
      const view = places.get(viewId)?.view;
      if (view?.statistics.showBeside(columns)) view.touch();
    },
    catalogue: (viewId) => catalogueOf(placeOf(viewId).shelf, placeOf(viewId).view.query.sameKeys),
    control: ({ viewId, action }) => {
      if (action === 'reload') [book, surroundings, facts].forEach((each) => each.forget());
      else if (action === 'names' || action === 'retry') surroundings.retry();
      if (action === 'retry') facts.retry();
      controlPlace(placeOf(viewId), action);
    },
    refresh: (run) => beside.take([run], []),
    take: beside.takeChanged,
    facts,
    chartRuns: ({ viewId, ids, sameKeys }) => chartRunsOf(placeOf(viewId).shelf, ids, sameKeys ?? []),
    setVisible: (isVisible) => shelves.setVisible(isVisible),
    dispose: () => {
      places.forEach(({ leave }) => leave());
      shelves.clear();
      for (const each of [statistics, facts]) each.dispose();
      places.clear();
    },
  };
}

/** What is asked about runs wherever they are. */
function createFinding(
  { shelves, places }: Tables,
  surroundings: Surroundings,
  facts: RunFacts,
): Pick<
  RunsStore,
  | 'watched'
  | 'metricKeys'
  | 'forgetExperiments'
  | 'experimentOf'
  | 'logIntervalOf'
  | 'lacksMetric'
  | 'lastStep'
  | 'isProven'
> {
  return {
    experimentOf: (id) => experimentOf(shelves, id),
    logIntervalOf: (id) => logIntervalOf(shelves, id),
    lacksMetric: (id, key) => lacksMetric(shelves, id, key),
    lastStep: (id, key) => lastStep(shelves, id, key) ?? lastStepOf(facts.single(id), key),
    isProven: (id) => isProven(shelves, id) || facts.single(id) !== undefined,
    watched: (viewId) => watchedOf(places.get(viewId), surroundings),
    metricKeys: (text, limit) => findMetricKeys(shelves, text, limit),
    forgetExperiments: () => {
      surroundings.forget();
      shelves.dropUnwatched();
    },
  };
}

function watchedOf(place: Place | undefined, surroundings: Surroundings): PlacesOptions | undefined {
  if (!place) return undefined;
  const { context } = mergedValues(place);
  return { view: place.view, context, contextOf: (frame) => surroundings.contextOf(frame) };
}

type Readers = Pick<
  RunsStore,
  | 'rows'
  | 'table'
  | 'rank'
  | 'texts'
  | 'groups'
  | 'compareGroups'
  | 'branch'
  | 'neighbours'
  | 'freeze'
  | 'values'
  | 'legend'
>;

/** What is read of the rows and values of a view as they are now. */
function readersOf(placeOf: (viewId: string) => Place): Readers {
  const valuesOf = (viewId: string) => mergedValues(placeOf(viewId));
  return {
    rows: (request) => placeOf(request.viewId).view.readRows(request),
    table: (request) => placeOf(request.viewId).view.readTable(request),
    rank: (viewId, id) => placeOf(viewId).view.rankOf(id),
    branch: (viewId, id) => placeOf(viewId).view.branchOf(id),
    neighbours: (viewId, id) => placeOf(viewId).view.neighboursOf(id),
    freeze: (viewId) => placeOf(viewId).view.freeze(),
    values: (request) => countValues(mergedFrame(placeOf(request.viewId)), request),
    legend: (request) => legendOf(placeOf(request.viewId), request),
    texts: (request) => readTexts(request, valuesOf(request.viewId)),
    groups: (request) => readGroups(request, valuesOf(request.viewId)),
    compareGroups: (request) => readComparison(request, valuesOf(request.viewId)),
  };
}

function legendOf(place: Place, request: LegendRequest): LegendReply {
  const { shelf, view } = place;
  return readLegend(request, mergedValues(place), catalogueOf(shelf, view.query.sameKeys));
}

function both(first: () => void, second: () => void): () => void {
  return () => {
    first();
    second();
  };
}

interface Tables {
  readonly shelves: Shelves;
  readonly places: ReadonlyMap<string, Place>;
}

function createFacts(
  source: TrackingSource,
  surroundings: Surroundings,
  { shelves, places }: Tables,
): RunFacts {
  return new RunFacts({
    findRow: (viewId, id) => findFactsRow(places.get(viewId ?? ''), shelves, id),
    readRun: (id, signal) => source.getRun(id, signal),
    contextOf: (frame) => surroundings.contextOf(frame),
  });
}

/** The run in the view, else in any table; outsiders of the view are told by the run itself. */
function findFactsRow(place: Place | undefined, shelves: Iterable<Shelf>, id: RunId): FactsRow | undefined {
  const { sameKeys = [], directions = {} } = place?.view.query ?? {};
  const shelf = [...(place ? [place.shelf] : []), ...shelves].find(({ table }) => table.frame.rowOf.has(id));
  const row = shelf?.table.frame.rowOf.get(id);
  if (!shelf || row === undefined) return undefined;
  const { context } = shelf.memoOf(sameKeys).values;
  const isDeleted = shelf.table.rows.isGone(id);
  return { context, logged: shelf.table.frame, row, sameKeys, directions, isDeleted };
}

/** With the keys that count as one in the view. */
function mergedFrame(place: Place): RunFrame {
  return mergedValues(place).frame;
}

function mergedValues({ shelf, view }: Place): ColumnValues {
  return shelf.memoOf(view.query.sameKeys ?? []).values;
}

async function loadRegex(): Promise<RegexEngine> {
  const { createRegexEngine } = await import('../../domain/expression/regex-engine.ts');
  return createRegexEngine();
}

function controlPlace({ view, shelf }: Place, action: RequestOf<'runs.control'>['action']): void {
  const { table, query, statistics } = view;
  if (action === 'reload') shelf.families?.forget();
  else if (action === 'retry') shelf.families?.retry();
  if (action === 'names') return;
  // Who reads more, or all again, wants to see it in its place.
  if (['sort-again', 'reload', 'resume'].includes(action)) view.sortAgain();
  if (action === 'sort-again') return;
  if (action === 'compute') statistics.compute();
  else if (action === 'stop') table.stop();
  else if (action === 'reload') table.reload(query.sort);
  else table.retry(action === 'resume');
  if (action === 'retry' || action === 'reload') {
    statistics.retry();
    view.retryOutside();
  }
}
