import type { DescribedMarks, PackedBands, PackedLines } from '../base/packed-lines.ts';
import type { Scale } from '../base/scale.ts';
import { packBands, readBandAt, reduceBand } from '../domain/band-picture.ts';
import { type Band, computeBand, reduceFamilies } from '../domain/band.ts';
import { downsampleLine, type SampledLine } from '../domain/downsample.ts';
import type { MarkDetails } from '../domain/logged-points.ts';
import { packLines } from '../domain/picture.ts';
import type { ShapedLine } from '../domain/shape-line.ts';
import type { BandReadings, ChartGroups, FaintLines } from './chart-protocol.ts';
import type { SampledShape } from './line-shaper.ts';

/** What stands in a picture for the lines of groups. */
export interface BandLines {
  /** One for each group: its centre. */
  readonly lines: PackedLines;
  /** Of all members, each on the line of its group. */
  readonly marks: DescribedMarks;
  /** The members, where they are asked for; else those that are not in the band. */
  readonly faint: FaintLines;
  readonly bands: PackedBands;
  /** Parallel to the packed lines. */
  readonly readings: BandReadings;
  /** Members whose x falls somewhere: they have no value at an x, and are not in the band. */
  readonly leftOutCount: number;
}

/**
 * Mean or median of each group with its band, in slices of one group. Bands of members that did not change are not made
 * anew.
 *
 * @param turn pauses when many points were worked on; false where nobody waits any more
 */
export async function makeBandLines(
  { runs: groups, rule, hasMembers }: ChartGroups,
  shapes: readonly ShapedLine[],
  sampled: readonly SampledShape[],
  scale: Scale,
  yKind: Scale['kind'],
  turn: (points: number) => Promise<boolean>,
): Promise<BandLines> {
  const mains: SampledLine[] = [];
  const bands: Band[] = [];
  const drawn: SampledLine[] = [];
  const owners: number[] = [];
  let leftOutCount = 0;
  for (const [group, families] of groups.entries()) {
    const places = families.flat();
    const points = places.reduce((sum, place) => sum + (shapes[place]?.main.xs.length ?? 0), 0);
    if (!(await turn(points))) break;
    const band = bandOf(families, shapes, rule);
    const centre = downsampleLine({ steps: band.xs, values: band.centre }, scale, yKind);
    mains.push(centre);
    bands.push(band);
    for (const place of places) {
      const [shape, sample] = [shapes[place], sampled[place]];
      if (!shape || !sample) continue;
      if (!shape.isMonotone) leftOutCount++;
      if (!hasMembers && shape.isMonotone) continue;
      drawn.push(sample.main);
      owners.push(group);
    }
  }
  return {
    lines: packLines(mains),
    marks: joinMarks(groups, sampled),
    faint: { ...packLines(drawn), owners: Uint32Array.from(owners) },
    bands: packBands(bands.map((band) => reduceBand(band, scale))),
    readings: packReadings(mains, bands),
    leftOutCount,
  };
}

interface MadeBand {
  readonly members: readonly ShapedLine[];
  readonly text: string;
  readonly band: Band;
}

/** By the first member, for as long as that lives. */
const made = new WeakMap<ShapedLine, MadeBand>();

function bandOf(
  families: readonly (readonly number[])[],
  shapes: readonly ShapedLine[],
  rule: ChartGroups['rule'],
): Band {
  const runs = families.map((places) =>
    places.map((place) => shapes[place]).filter((shape) => shape?.isMonotone === true),
  ) as readonly (readonly ShapedLine[])[];
  const members = runs.flat();
  const text = JSON.stringify([rule, runs.map(({ length }) => length)]);
  const [first] = members;
  const known = first && made.get(first);
  const isKnown =
    known?.text === text &&
    known.members.length === members.length &&
    known.members.every((member, index) => member === members[index]);
  if (isKnown) return known.band;
  const lines = runs
    .map((one) => one.filter(hasPoints).map(({ main }) => main))
    .filter((one) => one.length > 0);
  // A family is one value in each run first, so that a run with more members does not count for more.
  const [only = []] = lines;
  const band = computeBand(families.length === 1 ? only : reduceFamilies(lines, rule), rule);
  if (first) made.set(first, { members, text, band });
  return band;
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
