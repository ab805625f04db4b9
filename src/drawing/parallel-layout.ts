/** Where the parts of parallel axes stand, in CSS pixels from the top left corner. */
export interface ParallelLayout {
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
  /** Of the axes, on whole device pixels. */
  readonly xs: readonly number[];
  /** Upper and lower end of the scales. */
  readonly top: number;
  readonly bottom: number;
  /** Middle of each lane that some run stands in. */
  readonly lanes: ReadonlyMap<string, number>;
}

export interface ParallelLayoutRequest {
  /** Room there is; more axes than fit make the picture wider. */
  readonly width: number;
  readonly height: number;
  readonly axisCount: number;
  /** From the top, in their order. */
  readonly lanesAbove: readonly string[];
  readonly lanesBelow: readonly string[];
  readonly devicePixelRatio: number;
}

/** Two buttons above each other: the name of an axis and its scale. */
const HEAD = 52;
const FOOT = 12;
const LEFT = 26;
/** Labels stand at the right of their axis. */
const RIGHT = 104;
/** Seven axes fit beside the table on a screen of 1024 pixels. */
const LEAST_GAP = 64;
/** Fewer axes than fit are not torn apart. */
const MOST_GAP = 320;
const LANE = 18;
const LANES_GAP = 8;
const LEAST_SCALE = 60;

export function layOutParallel(request: ParallelLayoutRequest): ParallelLayout {
  const { axisCount, lanesAbove, lanesBelow, devicePixelRatio: ratio } = request;
  const gaps = Math.max(0, axisCount - 1);
  const gap = Math.min(MOST_GAP, Math.max(LEAST_GAP, (request.width - LEFT - RIGHT) / Math.max(1, gaps)));
  const width = Math.max(request.width, LEFT + RIGHT + gaps * gap);
  const xs = Array.from({ length: axisCount }, (_, axis) => Math.round((LEFT + axis * gap) * ratio) / ratio);
  const top = HEAD + roomOf(lanesAbove.length);
  const bottom = Math.max(top + LEAST_SCALE, request.height - FOOT - roomOf(lanesBelow.length));
  const lanes = new Map([
    ...lanesAbove.map((lane, index) => [lane, HEAD + LANE * (index + 0.5)] as const),
    ...lanesBelow.map((lane, index) => [lane, bottom + LANES_GAP + LANE * (index + 0.5)] as const),
  ]);
  const height = bottom + roomOf(lanesBelow.length) + FOOT;
  return { width, height, devicePixelRatio: ratio, xs, top, bottom, lanes };
}

function roomOf(laneCount: number): number {
  return laneCount === 0 ? 0 : laneCount * LANE + LANES_GAP;
}

type Scaled = Pick<ParallelLayout, 'top' | 'bottom'>;

/** Of a place on a scale, 0 to 1 from its lower end. */
export function yOfPosition({ top, bottom }: Scaled, position: number, isInverted: boolean): number {
  return top + (isInverted ? position : 1 - position) * (bottom - top);
}

/** The inverse; below 0 and above 1 beside the scale. */
export function positionOfY({ top, bottom }: Scaled, y: number, isInverted: boolean): number {
  const down = (y - top) / (bottom - top);
  return isInverted ? down : 1 - down;
}

/** From one y to another, `top` above `bottom`. */
export interface Extent {
  readonly top: number;
  readonly bottom: number;
}

/** What a lane takes of an axis. */
export function extentOfLane(layout: ParallelLayout, lane: string): Extent | undefined {
  const middle = layout.lanes.get(lane);
  return middle === undefined ? undefined : { top: middle - LANE / 2, bottom: middle + LANE / 2 };
}

/** Extents from top to bottom; those that touch, or stand on both sides of the space before lanes, are one. */
export function joinExtents(extents: readonly Extent[]): readonly Extent[] {
  const joined: Extent[] = [];
  for (const extent of extents.toSorted((a, b) => a.top - b.top)) {
    const last = joined.at(-1);
    if (last && extent.top <= last.bottom + LANES_GAP + 0.5) {
      joined.splice(-1, 1, { top: last.top, bottom: Math.max(last.bottom, extent.bottom) });
    } else joined.push(extent);
  }
  return joined;
}
