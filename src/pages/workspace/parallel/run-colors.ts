import type { CategoryPlace } from '../../../domain/comparison/parallel/axis-scale.ts';
import { type CategoryColor, MOST_COLORED } from '../../../parts/category-colors.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { RAMPS } from '../../../parts/value-ramp.ts';
import { packColor, packCssColor } from '../../../drawing/parallel-layer.ts';
import type { ShownAxis } from './shown-axes.ts';

export type Theme = 'light' | 'dark';

/** Of what has no place on the scale, and of categories beyond the colours. */
const GREYS: Readonly<Record<Theme, string>> = { light: '#8a939c', dark: '#77818c' };

/** Nearby values share one, so that a stroke more or less in another colour costs nothing. */
const RAMP_STEPS = 64;

const ramps = new Map<Theme, Uint32Array>();

function rampOf(theme: Theme): Uint32Array {
  const known = ramps.get(theme);
  if (known) return known;
  const stops = RAMPS[theme].map(packCssColor);
  const made = Uint32Array.from({ length: RAMP_STEPS }, (_, step) => mix(stops, step / (RAMP_STEPS - 1)));
  ramps.set(theme, made);
  return made;
}

function mix(stops: readonly number[], share: number): number {
  const at = Math.min(stops.length - 1.000001, share * (stops.length - 1));
  const [from = 0, to = 0] = stops.slice(Math.floor(at));
  const part = at - Math.floor(at);
  const channel = (shift: number) =>
    Math.round(((from >>> shift) & 255) * (1 - part) + ((to >>> shift) & 255) * part);
  return packColor(channel(0), channel(8), channel(16));
}

/** Texts of the places of a category axis that have a colour of their own: those of the most runs. */
export function coloredPlaces(axis: ShownAxis | undefined): readonly string[] {
  if (!axis || !('places' in axis.scale)) return NO_PLACES;
  const own = axis.scale.places.filter(({ isRest }) => !isRest);
  const byCount = own.toSorted((left, right) => right.runCount - left.runCount);
  return byCount.slice(0, MOST_COLORED).map(({ text }) => text);
}

const NO_PLACES: readonly string[] = [];

/** Of a place of a category axis. */
export function placeColor(theme: Theme, { text, isRest }: CategoryPlace, colorOf: CategoryColor): string {
  return (isRest ? undefined : colorOf(text)) ?? GREYS[theme];
}

/** By run, packed: where it stands on the axis. */
export function colorsByAxis(
  { scale, placed }: ShownAxis,
  theme: Theme,
  colorOf: CategoryColor,
): Uint32Array {
  const grey = packCssColor(GREYS[theme]);
  const colors = new Uint32Array(placed.positions.length).fill(grey);
  const ramp = rampOf(theme);
  const places = 'places' in scale ? scale.places : undefined;
  const ofPlaces = places?.map((place) => packCssColor(placeColor(theme, place, colorOf)));
  placed.positions.forEach((position, run) => {
    if (Number.isNaN(position)) return;
    colors[run] = ofPlaces
      ? (ofPlaces[Math.floor((1 - position) * ofPlaces.length)] ?? grey)
      : (ramp[Math.round(position * (RAMP_STEPS - 1))] ?? grey);
  });
  return colors;
}

/** By run, packed: the colour that each has everywhere. */
export function colorsByRun(
  runIds: readonly RunId[],
  colorOf: (id: RunId) => string | undefined,
): Uint32Array {
  return Uint32Array.from(runIds, (id) => packCssColor(colorOf(id) ?? ''));
}

const LEVELS = 4096;

/**
 * Runs from the first that is drawn to the last: the best by the axis on top, below all those without a place on it;
 * of equals the first rows of the table on top. Counted into levels: sorting 50,000 takes longer than a frame.
 */
export function drawingOrder(
  runCount: number,
  axis: ShownAxis | undefined,
  direction: Direction | undefined,
): Uint32Array {
  const levelOf = (run: number) => {
    const position = axis?.placed.positions[run] ?? Number.NaN;
    if (Number.isNaN(position)) return 0;
    return 1 + Math.round((direction === 'lower' ? 1 - position : position) * LEVELS);
  };
  const starts = new Uint32Array(LEVELS + 3);
  for (let run = 0; run < runCount; run++) {
    const after = levelOf(run) + 1;
    starts[after] = (starts[after] ?? 0) + 1;
  }
  for (let level = 1; level < starts.length; level++) {
    starts[level] = (starts[level] ?? 0) + (starts[level - 1] ?? 0);
  }
  const order = new Uint32Array(runCount);
  for (let run = runCount - 1; run >= 0; run--) {
    const level = levelOf(run);
    const place = starts[level] ?? 0;
    order[place] = run;
    starts[level] = place + 1;
  }
  return order;
}
