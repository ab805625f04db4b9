import type { DescribedMarks, PackedBands, PackedLines } from '../../base/packed-lines.ts';
import { createProjection, type Scale } from '../../base/scale.ts';
import { thinGrid, unionGrid } from '../../domain/series/align-lines.ts';
import { packBands, readBandAt, reduceBand } from '../../domain/charts/band-picture.ts';
import { type Band, computeBand, countChanges, reduceFamilies } from '../../domain/statistics/band.ts';
import { downsampleLine, type SampledLine } from '../../domain/series/downsample.ts';
import type { LinePoints } from '../../domain/series/line-points.ts';
import type { MarkDetails } from '../../domain/series/logged-points.ts';
import { packLines } from '../../domain/charts/picture.ts';
import type { ShapedLine } from '../../domain/series/shape-line.ts';
import type { BandReadings, ChartGroups, CountChanges, FaintLines } from './chart-protocol.ts';
import type { SampledShape } from './line-shaper.ts';

/** What stands in a picture for the lines of groups. */
export interface BandLines {
  /** One for each group: its centre. */
  readonly lines: PackedLines;
  /** Of all members, each on the line of its group. */
  readonly marks: DescribedMarks;
  /** The members (of groups of runs, each run's line), where they are asked for; else those that are not in the band. */
  readonly faint: FaintLines;
  readonly bands: PackedBands;
  /** Parallel to the packed lines. */
  readonly readings: BandReadings;
  readonly changes: CountChanges;
  /** Of a band that was not made at every x of its members: at how many; the fewest of all. */
  readonly placeCount: number | undefined;
  /** Members whose x falls somewhere: they have no value at an x, and are not in the band. */
  readonly leftOutCount: number;
  /** One for each group, not reduced. */
  readonly centres: readonly Pick<Band, 'xs' | 'centre'>[];
}

/**
 * Mean or median of each group with its band, in slices of one group. Bands of members that did not change are not made
 * anew.
 *
 * @param turn pauses when many points were worked on; false where nobody waits any more
 */
export async function makeBandLines(
  { runs: groups, rule, hasMembers, isOverRuns = false }: ChartGroups,
  shapes: readonly ShapedLine[],
  sampled: readonly SampledShape[],
  scale: Scale,
  yKind: Scale['kind'],
  turn: (points: number) => Promise<boolean>,
): Promise<BandLines> {
  const reduce = ({ xs, ys }: LinePoints) => downsampleLine({ steps: xs, values: ys }, scale, yKind);
  const mains: SampledLine[] = [];
  const bands: Band[] = [];
  const drawn: SampledLine[] = [];
  const owners: number[] = [];
  const totals: number[] = [];
  const thinned: number[] = [];
  let leftOutCount = 0;
  for (const [group, families] of groups.entries()) {
    const places = families.flat();
    const points = places.reduce((sum, place) => sum + (shapes[place]?.main.xs.length ?? 0), 0);
    if (!(await turn(points))) break;
    const { band, reduced, total, isThinned } = bandOf(
      families,
      shapes,
      rule,
      isOverRuns || families.length > 1,
    );
    mains.push(reduce({ xs: band.xs, ys: band.centre }));
    bands.push(band);
    totals.push(total);
    if (isThinned) thinned.push(band.xs.length);
    const outside = places.filter((place) => shapes[place]?.isMonotone === false);
    const whole = families.map((one) => one.filter((place) => shapes[place]?.isMonotone === true));
    const members = whole.flatMap((one, run): readonly SampledLine[] => {
      const line = one.length > 1 ? reduced[run] : undefined;
      return line ? [reduce(line)] : one.flatMap((place) => mainsAt(sampled, place));
    });
    const shown = [...(hasMembers ? members : []), ...outside.flatMap((place) => mainsAt(sampled, place))];
    leftOutCount += outside.length;
    drawn.push(...shown);
    owners.push(...shown.map(() => group));
  }
  return {
    lines: packLines(mains),
    marks: joinMarks(groups, sampled),
    faint: { ...packLines(drawn), owners: Uint32Array.from(owners) },
    bands: packBands(bands.map((band) => reduceBand(band, scale))),
    readings: packReadings(mains, bands),
    changes: packChanges(bands, totals, scale),
    placeCount: leastOf(thinned),
    leftOutCount,
    centres: bands,
  };
}

function leastOf(counts: readonly number[]): number | undefined {
  return counts.length === 0 ? undefined : Math.min(...counts);
}

function mainsAt(sampled: readonly SampledShape[], place: number): readonly SampledLine[] {
  const shape = sampled[place];
  return shape ? [shape.main] : [];
}

interface MadeBand {
  readonly members: readonly ShapedLine[];
  readonly text: string;
  readonly band: Band;
  /** Of each run the line that its members became; undefined: they were not reduced, or there is none. */
  readonly reduced: readonly (LinePoints | undefined)[];
  /** Members that have points. */
  readonly total: number;
  /** It is not there at every x of its members. */
  readonly isThinned: boolean;
}

/** Values of members at places. Runs that share no x have a place for each point of any: 100 of them took a minute. */
const MOST_READS = 20_000_000;

/** By the first member, for as long as that lives. */
const made = new WeakMap<ShapedLine, MadeBand>();

function bandOf(
  families: readonly (readonly number[])[],
  shapes: readonly ShapedLine[],
  rule: ChartGroups['rule'],
  isOverRuns: boolean,
): Omit<MadeBand, 'members' | 'text'> {
  const runs = families.map((places) =>
    places.map((place) => shapes[place]).filter((shape) => shape?.isMonotone === true),
  ) as readonly (readonly ShapedLine[])[];
  const members = runs.flat();
  const text = JSON.stringify([rule, isOverRuns, runs.map(({ length }) => length)]);
  const [first] = members;
  const known = first && made.get(first);
  const isKnown =
    known?.text === text &&
    known.members.length === members.length &&
    known.members.every((member, index) => member === members[index]);
  if (isKnown) return known;
  const lines = runs.map((one) => one.filter(hasPoints).map(({ main }) => main));
  // A family is one value in each run first, so that a run with more members does not count for more.
  const reduced = isOverRuns
    ? lines.map((one) => (one.length > 0 ? reduceFamilies([one], rule)[0] : undefined))
    : [];
  const counted = isOverRuns ? reduced.filter((line) => line !== undefined) : lines.flat();
  const total = counted.length;
  const all = unionGrid(counted);
  const grid = thinGrid(all, Math.floor(MOST_READS / Math.max(1, total)));
  const isThinned = grid.length < all.length;
  const said = { band: computeBand(counted, rule, grid), reduced, total, isThinned };
  if (first) made.set(first, { members, text, ...said });
  return said;
}

function hasPoints({ main }: ShapedLine): boolean {
  return main.xs.length > 0;
}

function joinMarks(groups: ChartGroups['runs'], sampled: readonly SampledShape[]): DescribedMarks {
  const members = groups.flatMap((families, group) =>
    families.flat().flatMap((place) => {
      const shape = sampled[place];
      return shape ? [{ group, shape }] : [];
    }),
  );
  const column = (name: keyof MarkDetails) =>
    Float64Array.from(members.flatMap(({ shape }) => [...shape.marks[name]]));
  return {
    lines: Uint32Array.from(
      members.flatMap(({ group, shape }) => Array.from(shape.main.markXs, () => group)),
    ),
    xs: Float64Array.from(members.flatMap(({ shape }) => [...shape.main.markXs])),
    kinds: Uint8Array.from(members.flatMap(({ shape }) => [...shape.main.markKinds])),
    steps: column('steps'),
    timesMs: column('timesMs'),
    lastSteps: column('lastSteps'),
    lastValues: column('lastValues'),
  };
}

function packReadings(mains: readonly SampledLine[], bands: readonly Band[]): BandReadings {
  const total = mains.reduce((sum, { xs }) => sum + xs.length, 0);
  const packed = {
    lows: new Float64Array(total),
    highs: new Float64Array(total),
    counts: new Uint32Array(total),
  };
  let start = 0;
  for (const [index, { xs }] of mains.entries()) {
    const band = bands[index];
    if (!band) break;
    const { lows, highs, counts } = readBandAt(band, xs);
    packed.lows.set(lows, start);
    packed.highs.set(highs, start);
    packed.counts.set(counts, start);
    start += xs.length;
  }
  return packed;
}

/** Of the changes in one pixel column the last: no reader can tell them apart. */
function packChanges(bands: readonly Band[], totals: readonly number[], scale: Scale): CountChanges {
  const project = createProjection(scale);
  const kept = bands.flatMap((band, line) => {
    const changes = countChanges(band).map((change) => ({ ...change, line }));
    const columns = changes.map(({ x }) => Math.floor(project(x)));
    return changes.filter((_, index) => columns[index] !== columns[index + 1]);
  });
  return {
    lines: Uint32Array.from(kept, ({ line }) => line),
    xs: Float64Array.from(kept, ({ x }) => x),
    counts: Uint32Array.from(kept, ({ count }) => count),
    totals: Uint32Array.from(totals),
  };
}
