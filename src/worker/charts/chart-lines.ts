import {
  type CardExpression,
  metricsOfValue,
  parseChartValue,
  readCardExpression,
} from '../../domain/charts/card-expression.ts';
import type { ValueExpression } from '../../domain/expression/ast.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { lineKeys } from '../../domain/series/expression-line.ts';
import type { Series } from '../../domain/series/series.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { ChartRun, CostOfExact, LineNames, SeriesRun } from './chart-protocol.ts';
import { ComputedSeries, ExpressionPlaces } from './computed-series.ts';
import { ExpressionParts, type PartsSource } from '../runs/expression-parts.ts';
import type { XSource } from './line-shaper.ts';
import type { RequestOf } from '../data-protocol.ts';
import type { RunFacts } from './run-facts.ts';
import type { Extent, StoredSeries } from '../series/series-entry.ts';
import { type SeriesReader, storeAsOf } from '../series/as-of-store.ts';
import type { SeriesDemand } from '../series/series-store.ts';
import type { ShownPart } from '../series/zoom-ranges.ts';

/** Where lines come from. */
export interface LinesSource {
  readonly store: SeriesReader;
  readonly facts: RunFacts;
}

/** The same without what was logged later; undefined: with all of it. */
export function linesAsOf(lines: LinesSource, asOfMs: number | undefined): LinesSource {
  return asOfMs === undefined ? lines : { ...lines, store: storeAsOf(lines.store, asOfMs) };
}

type OnChange = () => void;

interface LinesRequest extends LineNames {
  readonly runs: readonly ChartRun[];
}

/** Computed lines that are drawn now, one for each run however many look at it. */
interface Held {
  readonly series: ComputedSeries;
  users: number;
}

const OF_STORES = new WeakMap<SeriesReader, Map<string, Held>>();

/**
 * The lines of a chart, for as long as the demand is held: histories of a metric, or what an expression makes of the
 * histories of its metrics, which then cost what they cost together.
 */
export function demandLines(
  source: LinesSource,
  request: LinesRequest,
  onChange: OnChange,
  extent: Extent,
  shown?: ShownPart,
): SeriesDemand {
  const { key, runs, expression: text, viewId } = request;
  if (text === undefined) return source.store.demand(key, runs, onChange, extent, shown);
  const expression = readCardExpression(text);
  if (!expression) return NO_LINES;
  const parts = partsSource(source, viewId);
  const held = runs.map(({ id }) => hold(source, { text, viewId, expression, parts }, id));
  const demand = demandMetrics(source, { value: expression.value, runs, viewId }, onChange, extent, shown);
  const hasAll = () => held.every(({ series: { state } }) => state === 'exact' || state === 'empty');
  const isOfOne = lineKeys(expression.value).length === 1;
  return {
    ...demand,
    series: held.map(({ series }) => series),
    // Of several sampled metrics steps that not all of them have are left out, be the part read or not.
    isShownPartWhole: () => hasAll() || (isOfOne && demand.isShownPartWhole()),
    release: () => {
      demand.release();
      for (const { release } of held) release();
    },
  };
}

/** What gives x where that is more than the points themselves. */
export interface XDemand {
  /** In the order of the runs. */
  readonly sources: readonly XSource[];
  exactCost(): CostOfExact | undefined;
  release(): void;
}

/** Undefined where the points themselves are enough. */
export function demandX(
  source: LinesSource,
  axis: XAxis,
  { runs, viewId }: Pick<LinesRequest, 'runs' | 'viewId'>,
  onChange: OnChange,
  extent: Extent,
): XDemand | undefined {
  if (axis.kind === 'metric' || axis.kind === 'epoch') {
    const demand = source.store.demand(axis.key, runs.map(withoutKey), onChange, extent);
    return { ...demand, sources: demand.series };
  }
  if (axis.kind !== 'expression') return undefined;
  const value = parseChartValue(axis.text);
  if (!value) return undefined;
  const parts = partsSource(source, viewId);
  const demand = demandMetrics(source, { value, runs, viewId }, onChange, extent);
  return { ...demand, sources: runs.map(({ id }) => new ExpressionPlaces(id, value, parts)) };
}

/** What gives points of a run their x, where that is an expression. */
export function placerOf(source: LinesSource, axis: XAxis, viewId: string | undefined) {
  const value = axis.kind === 'expression' ? parseChartValue(axis.text) : undefined;
  if (!value) return undefined;
  const parts = partsSource(source, viewId);
  return (id: RunId, series: Series) => new ExpressionPlaces(id, value, parts).place(series);
}

/** The stored series of each run of a card; undefined: nobody asked for it. */
export function linePeeker(
  { store, facts }: LinesSource,
  { key, expression: text, viewId }: LineNames,
): (run: SeriesRun) => StoredSeries | undefined {
  if (text === undefined) return ({ id, key: own = key }) => store.peek(own, id);
  const expression = readCardExpression(text);
  if (!expression) return () => undefined;
  const parts = partsSource({ store, facts }, viewId);
  const held = OF_STORES.get(store);
  return ({ id }) =>
    held?.get(nameOf(text, viewId, id))?.series ?? new ComputedSeries(id, text, expression, parts);
}

/** Reads again what failed of the lines of these runs, and of what gives their x. */
export function retryLines({ store, facts }: LinesSource, request: RequestOf<'chart.retry'>): void {
  const { key, expression, viewId, runs, axis } = request;
  const value = expression === undefined ? undefined : readCardExpression(expression)?.value;
  const named = [...(value ? metricsOfValue(value) : []), ...metricsOfAxis(axis)];
  facts.retry();
  const histories = runs.flatMap(({ id, key: own = key }): readonly SeriesRun[] => {
    const keys = named.length > 0 ? named.map((each) => facts.of(viewId, id).keyOf(each)) : [];
    return (value ? keys : [own, ...keys]).map((each) => ({ id, key: each }));
  });
  store.retry(key, histories);
}

function metricsOfAxis(axis: XAxis | undefined): readonly string[] {
  if (axis?.kind === 'metric' || axis?.kind === 'epoch') return [axis.key];
  const value = axis?.kind === 'expression' ? parseChartValue(axis.text) : undefined;
  return value ? metricsOfValue(value) : [];
}

interface ValueRequest extends Pick<LinesRequest, 'runs' | 'viewId'> {
  readonly value: ValueExpression;
}

/**
 * The histories of all metrics of a value, of the runs that lack no number that it needs. Asked for anew when rows tell
 * that others lack one.
 */
function demandMetrics(
  source: LinesSource,
  { value, runs, viewId }: ValueRequest,
  onChange: OnChange,
  extent: Extent,
  shown?: ShownPart,
): Omit<SeriesDemand, 'series'> {
  const parts = runs.map(({ id }) => new ExpressionParts(id, value, partsSource(source, viewId)));
  const wanted = () =>
    parts.flatMap((part, index) => {
      const run = runs[index];
      if (!run || part.missingNumber() !== undefined) return [];
      return part.ownKeys().map((key) => ({ id: run.id, isRunning: run.isRunning, key }));
    });
  const stampOf = () => parts.map(({ stamp }) => stamp).join('\n');
  const ask = (list: readonly ChartRun[]) => source.store.demand('', list, onChange, extent, shown);
  let asked = wanted();
  let demand = ask(asked);
  let stamp = stampOf();
  const unsubscribe = source.facts.subscribe(() => {
    const next = wanted();
    if (JSON.stringify(next) !== JSON.stringify(asked)) {
      const before = demand;
      asked = next;
      demand = ask(next);
      before.release();
    }
    const now = stampOf();
    if (now === stamp) return;
    stamp = now;
    onChange();
  });
  return {
    exactCost: () => demand.exactCost(),
    isShownPartWhole: () => demand.isShownPartWhole(),
    release: () => {
      unsubscribe();
      demand.release();
    },
  };
}

function partsSource({ store, facts }: LinesSource, viewId: string | undefined): PartsSource {
  return { peek: (key, id) => store.peek(key, id), facts: (id) => facts.of(viewId, id) };
}

interface HoldRequest {
  readonly text: string;
  readonly viewId: string | undefined;
  readonly expression: CardExpression;
  readonly parts: PartsSource;
}

function hold({ store }: LinesSource, { text, viewId, expression, parts }: HoldRequest, id: RunId) {
  const held = OF_STORES.get(store) ?? new Map<string, Held>();
  OF_STORES.set(store, held);
  const name = nameOf(text, viewId, id);
  const entry = held.get(name) ?? { series: new ComputedSeries(id, text, expression, parts), users: 0 };
  held.set(name, entry);
  entry.users++;
  const release = () => {
    entry.users--;
    if (entry.users === 0 && held.get(name) === entry) held.delete(name);
  };
  return { series: entry.series, release };
}

function nameOf(text: string, viewId: string | undefined, id: RunId): string {
  return JSON.stringify([text, viewId, id]);
}

/** The x metric is one for all runs; only the drawn one may have other names in some of them. */
function withoutKey({ id, isRunning }: ChartRun): ChartRun {
  return { id, isRunning };
}

const NO_LINES: SeriesDemand = {
  series: [],
  exactCost: () => undefined,
  isShownPartWhole: () => false,
  release: () => undefined,
};
