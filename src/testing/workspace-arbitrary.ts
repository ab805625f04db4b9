import { COMPARE_WAYS, IMAGE_MODES } from '../domain/artifacts/compare/files-view.ts';
import fc from 'fast-check';
import { parallelViews } from './parallel-view-arbitrary.ts';
import { BARS_VIEWS, SCATTER_VIEWS } from './comparison-arbitrary.ts';
import { DIFF_ORDERS } from '../domain/comparison/diff-view.ts';
import { HEAT_STATISTICS } from '../domain/comparison/heat-map.ts';
import { HEAT_KINDS } from '../domain/comparison/heatmap-view.ts';
import { type BandView, parseBandView } from '../domain/charts/band-view.ts';
import type { CompareSet } from '../domain/runs/compare-set.ts';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { RunId } from '../domain/runs/run.ts';
import { FAMILY_PARTS, formatRunColumn, RUN_ATTRIBUTES, type RunColumn } from '../domain/runs/run-sort.ts';
import { BASELINE_LEVELS, Y_MEASURES } from '../domain/series/delta-to-baseline.ts';
import { PLAIN_STATISTICS } from '../domain/statistics/metric-statistic.ts';
import { TABLE_DELTAS } from '../domain/statistics/table-delta.ts';
import { AXIS_KINDS, CARD_COLUMNS, SHADINGS, type Workspace, WORKSPACE_TABS } from '../domain/workspace.ts';
import { cardId, chartLayout } from './layout-arbitrary.ts';

/** Any text at all, half of a surrogate pair included. */
export const anyText = fc.string({ unit: 'binary' });
export const someText = fc.oneof(
  fc.constantFrom('all', 'none', 'top:3', 'a~b', 'x,y', '%2C', 'val/loss', '정확도'),
  fc.string({ unit: 'binary', minLength: 1 }),
);
const ids = <Id extends string>() => fc.uniqueArray(someText, { maxLength: 5 }) as fc.Arbitrary<Id[]>;
const column: fc.Arbitrary<RunColumn> = fc.oneof(
  fc.record({ kind: fc.constant('attribute' as const), key: fc.constantFrom(...RUN_ATTRIBUTES) }),
  fc.record({ kind: fc.constantFrom('metric' as const, 'param' as const, 'tag' as const), key: someText }),
  fc.record({
    kind: fc.constant('statistic' as const),
    key: someText,
    statistic: fc.oneof(
      fc.record({ name: fc.constantFrom(...PLAIN_STATISTICS) }),
      fc.record({ name: fc.constant('mean' as const), count: fc.integer({ min: 1, max: 1e6 }) }),
      fc.record({ name: fc.constant('at' as const), step: fc.maxSafeInteger() }),
      fc.record({ name: fc.constant('at_best' as const), other: someText }),
    ),
  }),
  fc.record({ kind: fc.constant('expression' as const), key: someText }),
  fc.record({ kind: fc.constant('family' as const), key: someText, part: fc.constantFrom(...FAMILY_PARTS) }),
);
const columnText = column.map(formatRunColumn);
const groupExceptions = fc
  .record({ without: ids<string>(), plus: ids<string>() })
  .filter(({ without, plus }) => without.length + plus.length > 0);
const compareSet: fc.Arbitrary<CompareSet> = fc.oneof(
  fc.record(
    {
      kind: fc.constant('top' as const),
      count: fc.nat(999_999),
      without: ids<RunId>(),
      plus: ids<RunId>(),
      groups: groupExceptions,
    },
    { requiredKeys: ['kind', 'count', 'without', 'plus'] },
  ),
  fc.record(
    {
      kind: fc.constant('all' as const),
      without: ids<RunId>(),
      plus: ids<RunId>().filter((list) => list.length > 0),
      groups: groupExceptions,
    },
    { requiredKeys: ['kind', 'without'] },
  ),
  fc.record(
    {
      kind: fc.constant('these' as const),
      runIds: ids<RunId>(),
      without: ids<RunId>().filter((list) => list.length > 0),
      groups: groupExceptions,
    },
    { requiredKeys: ['kind', 'runIds'] },
  ),
);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
/** Any workspace, every field of it. */
export const workspace: fc.Arbitrary<Workspace> = fc.record({
  experimentIds: fc.oneof(fc.constant('all' as const), ids<ExperimentId>()),
  view: fc.oneof(
    fc.constantFrom('none' as const, undefined),
    fc.record({ experimentId: someText as fc.Arbitrary<ExperimentId>, id: someText }),
  ),
  lifecycle: fc.constantFrom('active' as const, 'deleted' as const),
  filter: anyText,
  sort: fc.record({ column, isDescending: fc.boolean() }),
  tab: fc.constantFrom(...WORKSPACE_TABS),
  set: compareSet,
  find: anyText,
  card: fc.option(cardId, { nil: undefined }),
  path: anyText,
  filesOf: fc.option(someText.filter((text) => text !== '') as fc.Arbitrary<RunId>, { nil: undefined }),
  files: fc.record({
    isCompared: fc.boolean(),
    way: fc.option(fc.constantFrom(...COMPARE_WAYS), { nil: undefined }),
    isUnified: fc.boolean(),
    isDifferencesOnly: fc.boolean(),
    against: fc.option(someText as fc.Arbitrary<RunId>, { nil: undefined }),
    imageMode: fc.constantFrom(...IMAGE_MODES),
    joinBy: fc.option(anyText, { nil: undefined }),
    column: fc.option(anyText, { nil: undefined }),
  }),
  baseline: fc.option(
    fc.oneof(
      fc.record({
        kind: fc.constant('run' as const),
        id: someText.filter((text) => !text.startsWith('[')) as fc.Arbitrary<RunId>,
      }),
      fc.record({
        kind: fc.constant('group' as const),
        id: anyText.map((text) => JSON.stringify([['params.a, b', `text ${text}`]])),
      }),
    ),
    { nil: undefined },
  ),
  columns: fc.option(fc.array(column, { maxLength: 5 }), { nil: undefined }),
  columnWidths: fc
    .array(fc.tuple(someText, fc.integer({ min: 1, max: 2000 })))
    .map((entries) => Object.fromEntries(entries)),
  pinnedColumns: fc.array(anyText, { maxLength: 3 }),
  directions: fc
    .array(fc.tuple(someText, fc.constantFrom('lower' as const, 'higher' as const)))
    .map((entries) => Object.fromEntries(entries)),
  tableDelta: fc.constantFrom(...TABLE_DELTAS),
  addedRuns: fc.uniqueArray(someText.filter((text) => text !== '') as fc.Arbitrary<RunId>, { maxLength: 3 }),
  shading: fc.constantFrom(...SHADINGS),
  columnShadings: fc
    .array(fc.tuple(someText, fc.constantFrom(...SHADINGS)))
    .map((entries) => Object.fromEntries(entries)),
  sparkline: fc.option(someText, { nil: undefined }),
  isKeptSorted: fc.boolean(),
  isMattersShown: fc.boolean(),
  tree: fc.option(fc.record({ isOpen: fc.boolean(), open: ids<RunId>(), closed: ids<RunId>() }), {
    nil: undefined,
  }),
  sameKeys: fc.array(fc.array(anyText, { minLength: 2, maxLength: 3 }), { maxLength: 3 }),
  openGroups: fc.array(anyText, { maxLength: 3 }),
  judgedBy: fc.option(someText, { nil: undefined }),
  scatter: SCATTER_VIEWS,
  bars: BARS_VIEWS,
  diff: fc.record({
    isDifferencesOnly: fc.boolean(),
    order: fc.constantFrom(...DIFF_ORDERS),
    epsilon: fc.constantFrom(0, 1e-9, 0.01),
    find: anyText,
    isByRun: fc.boolean(),
  }),
  parallel: parallelViews,
  heatmap: fc.record({
    kind: fc.constantFrom(...HEAT_KINDS),
    x: fc.option(columnText, { nil: undefined }),
    y: fc.option(fc.oneof(columnText, fc.constant('')), { nil: undefined }),
    metric: fc.option(columnText, { nil: undefined }),
    statistic: fc.constantFrom(...HEAT_STATISTICS),
    isByRank: fc.boolean(),
    sort: fc.option(fc.record({ metric: fc.constant('metrics.val/loss'), isDescending: fc.boolean() }), {
      nil: undefined,
    }),
  }),
  chart: fc.record({
    axis: fc.oneof(
      fc.constantFrom({ kind: 'step' } as const, { kind: 'relative' } as const, { kind: 'wall' } as const),
      fc.record({ kind: fc.constant('epoch' as const), key: someText }),
      fc.record({
        kind: fc.constant('metric' as const),
        key: someText,
        join: fc.constantFrom('step' as const, 'time' as const),
      }),
    ),
    smoothing: fc.option(
      fc.record({ kind: fc.constant('ema' as const), weight: fc.constantFrom(0, 0.6, 0.99) }),
      {
        nil: undefined,
      },
    ),
    xKind: fc.constantFrom(...AXIS_KINDS),
    yKind: fc.constantFrom(...AXIS_KINDS),
    xWindow: fc.option(
      fc
        .tuple(finite, finite)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ min: Math.min(a, b), max: Math.max(a, b) })),
      { nil: undefined },
    ),
    systemWindow: fc.option(fc.constant({ min: -1, max: 60_000 }), { nil: undefined }),
    xRange: fc.constantFrom({}, { min: 1 }, { min: 1, max: 2.5 }),
    yRange: fc.constantFrom({}, { max: 1e-3 }, { min: -1, max: 1 }),
    asOfMs: fc.option(fc.maxSafeNat(), { nil: undefined }),
    clipping: fc.option(fc.constant({ kind: 'iqr' as const, factor: 1.5 }), { nil: undefined }),
    yMeasure: fc.constantFrom(...Y_MEASURES),
    baselineLevel: fc.constantFrom(...BASELINE_LEVELS),
    references: fc.dictionary(
      cardId,
      fc.array(fc.record({ y: finite, label: anyText, measure: fc.constantFrom(...Y_MEASURES) }), {
        minLength: 1,
        maxLength: 3,
      }),
      { maxKeys: 3 },
    ),
    isYShared: fc.boolean(),
    cards: fc.constantFrom<Workspace['chart']['cards']>(
      {},
      { 'm:loss': { yKind: 'log', smoothing: 'none' } },
      {
        'm:loss': {
          axis: { kind: 'metric', key: 'a, b', join: 'time' },
          xKind: 'log',
          xWindow: { min: 1, max: 9 },
        },
      },
    ),
    pinned: fc.option(
      fc.record(
        { axis: anyText, x: finite, run: anyText.map((text) => text as RunId) },
        { requiredKeys: ['axis', 'x'] },
      ),
      { nil: undefined },
    ),
    legend: anyText,
    tooltipFields: fc.option(fc.array(anyText, { maxLength: 3 }), { nil: undefined }),
    joinBy: fc.constantFrom(undefined, 'name', 'tags.slurm_job_id', 'params.a, b'),
    cardColumns: fc.constantFrom(...CARD_COLUMNS),
    layout: chartLayout,
    cardBands: fc.dictionary(
      anyText,
      fc
        .constantFrom('lines', 'mean std', 'median ci95 members')
        .map((text) => parseBandView(text) as BandView),
      { maxKeys: 3 },
    ),
    groupBy: fc.array(anyText, { maxLength: 3 }),
    groupAllBut: fc.option(fc.array(anyText, { maxLength: 3 }), { nil: undefined }),
    groupBand: fc
      .constantFrom('mean std', 'median min-max', 'mean se members')
      .map((text) => parseBandView(text) as BandView),
    collapsedSections: fc.array(anyText, { maxLength: 3 }),
  }),
});
