import { baselineLevel, type DeltaMode, evenLevel } from '../../domain/series/delta-to-baseline.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import { viewSeries } from '../../domain/series/series-columns.ts';
import type { Series } from '../../domain/series/series.ts';
import type { DeltaCounts, ShapedLine } from '../../domain/series/shape-line.ts';
import type { BandLines } from './band-lines.ts';
import type { ChartBaseline, ChartQuery, PictureBaseline, PictureLevel } from './chart-protocol.ts';
import type { StoredBaseline, StoredRun, XSource } from './line-shaper.ts';
import type { StoredSeries } from '../series/series-entry.ts';

type Centres = BandLines['centres'];

type Places = Pick<ChartQuery, 'runs' | 'joins'>;

/** Places in the list of the runs that a line is made of. */
function placesOf({ joins }: Places, line: number): readonly number[] {
  return joins ? (joins[line] ?? []) : [line];
}

/** What is stored of the runs at these places. */
export function partsOf(
  places: readonly number[],
  { runs }: Places,
  list: readonly StoredSeries[],
  xSources: readonly XSource[] | undefined,
): readonly StoredRun[] {
  return places.flatMap((place) => {
    const [stored, run] = [list[place], runs[place]];
    return stored && run ? [{ stored, run, x: xSources?.[place] }] : [];
  });
}

/** How lines are to be measured; undefined: y is what was logged, as where the baseline has no points of the metric. */
function modeOf(query: ChartQuery, list: readonly StoredSeries[]): DeltaMode | undefined {
  const { baseline } = query;
  if (!baseline || baseline.measure === 'value') return undefined;
  const places = baseline.lines.flatMap(({ line }) => placesOf(query, line));
  return places.some((place) => (list[place]?.columns.length ?? 0) > 0) ? baseline.measure : undefined;
}

/**
 * Whether lines can be drawn: measured against a baseline that is still to come they would all be drawn as logged
 * first, and jump.
 */
export function isBaselineKnown(
  query: ChartQuery,
  list: readonly StoredSeries[],
  xSources: readonly XSource[] | undefined,
): boolean {
  const { baseline } = query;
  if (!baseline || baseline.measure === 'value') return true;
  const places = baseline.lines.flatMap(({ line }) => placesOf(query, line));
  return places.every((place) => list[place]?.state !== 'loading' && xSources?.[place]?.state !== 'loading');
}

/** For each line of the query what it is measured against; undefined: nothing. */
export function createAgainst(
  query: ChartQuery,
  list: readonly StoredSeries[],
  xSources: readonly XSource[] | undefined,
): (line: number) => StoredBaseline | undefined {
  const mode = modeOf(query, list);
  if (!mode) return () => undefined;
  return (line) => {
    const places = placesOf(query, query.baseline?.against[line] ?? -1);
    return { parts: partsOf(places, query, list, xSources), mode };
  };
}

/**
 * What a picture says of its baseline: the level of each of its lines, over the whole history be the picture zoomed or
 * smoothed, and what became of the points that were measured against it.
 *
 * @param centres of the groups, where lines stand for groups: the level is that of the baseline's group
 */
export function describeBaseline(
  query: ChartQuery,
  list: readonly StoredSeries[],
  shapes: readonly ShapedLine[],
  centres: Centres | undefined,
): PictureBaseline | undefined {
  const { baseline } = query;
  if (!baseline) return undefined;
  const mode = modeOf(query, list);
  const sum = (name: keyof DeltaCounts) =>
    shapes.reduce((total, { delta }) => total + (delta?.[name] ?? 0), 0);
  return {
    measure: mode ?? 'value',
    isMissing: baseline.measure !== 'value' && mode === undefined,
    levels: mode ? evenLevels(mode, query, centres) : valueLevels(query, baseline, list, shapes, centres),
    earlyCount: sum('earlyCount'),
    lateCount: sum('lateCount'),
    undefinedCount: sum('undefinedCount'),
  };
}

function evenLevels(
  mode: DeltaMode,
  query: ChartQuery,
  centres: Centres | undefined,
): readonly PictureLevel[] {
  const [first] = query.baseline?.lines ?? [];
  if (!first) return [];
  const line = centres ? lineOfGroup(query, first.line) : first.line;
  return [{ line, y: evenLevel(mode), kind: 'even' }];
}

function valueLevels(
  query: ChartQuery,
  { lines, level }: ChartBaseline,
  list: readonly StoredSeries[],
  shapes: readonly ShapedLine[],
  centres: Centres | undefined,
): readonly PictureLevel[] {
  if (level === 'none') return [];
  const found = new Map<number, PictureLevel>();
  for (const { line: own, direction } of lines) {
    const line = centres ? lineOfGroup(query, own) : own;
    const series = centres ? seriesOfCentre(centres[line]) : wholeSeries(query, own, list, shapes);
    const made = series && !found.has(line) ? levelOf(series, level, direction) : undefined;
    if (made) found.set(line, { line, ...made });
  }
  return [...found.values()];
}

/** All that the run logged; of a joined training what its line is made of. */
function wholeSeries(
  query: ChartQuery,
  line: number,
  list: readonly StoredSeries[],
  shapes: readonly ShapedLine[],
): Series | undefined {
  const [place, ...others] = placesOf(query, line);
  const stored = list[place ?? -1];
  return others.length > 0 ? shapes[line]?.logged : stored && viewSeries(stored.columns);
}

/** Where nobody knows which way is better there is no best value: the last one then. */
function levelOf(series: Series, level: 'final' | 'best', direction: Direction | undefined) {
  const kind = direction ? level : 'final';
  const y = baselineLevel(series, kind, direction ?? 'lower')?.value;
  return y !== undefined && Number.isFinite(y) ? { y, kind } : undefined;
}

/** The line that stands for the baseline alone: it may be among the members of a group too. */
function lineOfGroup({ groups, baseline }: ChartQuery, line: number): number {
  const own = new Set(baseline?.lines.map((each) => each.line));
  return (
    groups?.runs.findLastIndex((families) => {
      const members = families.flat();
      return members.includes(line) && members.every((each) => own.has(each));
    }) ?? -1
  );
}

function seriesOfCentre(centre: Centres[number] | undefined): Series | undefined {
  return centre && { steps: centre.xs, timestampsMs: centre.xs, values: centre.centre };
}
