import { formatCount, formatValue } from '../../../base/format-number.ts';
import {
  type AxisScale,
  positionOf,
  spanOfPlace,
  valueAt,
} from '../../../domain/comparison/parallel/axis-scale.ts';
import { LANES } from '../../../domain/comparison/parallel/place-runs.ts';
import { type ParallelLayout, yOfPosition } from '../../../drawing/parallel-layout.ts';
import { createTicks } from '../../../drawing/ticks.ts';
import { createDateTicks, createDurationTicks } from '../../../drawing/time-ticks.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { spanUnits } from '../../../parts/chart-settings/axis-words.ts';
import { isDuration, isTime, laneWord, numberWords } from './parallel-words.ts';
import type { ShownAxis } from './shown-axes.ts';

export interface AxisTick {
  readonly y: number;
  readonly label: string;
  /** Longer than the label. */
  readonly title?: string | undefined;
  /** For where the label has no room: a number that is cut in its middle would be another one. */
  readonly rounded?: string | undefined;
  readonly isLane?: boolean | undefined;
}

/** So few values are told one by one: what was tried is what one wants to read. */
const FEW_VALUES = 8;
const LABEL_PX = 14;
const TICK_PX = 44;

/** Labels of an axis from top to bottom, none over another, with what they are to be added to. */
export function axisTicks(
  axis: ShownAxis,
  layout: ParallelLayout,
): { readonly ticks: readonly AxisTick[]; readonly offset: string | undefined } {
  const { placed, setting } = axis;
  const { places, offset } = placesToLabel(axis, layout.bottom - layout.top);
  const onScale = places.map(({ position, ...words }) => ({
    ...words,
    y: yOfPosition(layout, position, setting.isInverted),
  }));
  const lanes = LANES.flatMap((lane, index) => {
    const [count = 0, y] = [placed.laneCounts[index], layout.lanes.get(lane)];
    if (count === 0 || y === undefined) return [];
    return [{ y, label: `${laneWord(lane)} ${formatCount(count)}`, isLane: true }];
  });
  return { ticks: [...thinOut(onScale), ...lanes], offset };
}

interface Labelled {
  readonly places: readonly ({ readonly position: number } & Omit<AxisTick, 'y' | 'isLane'>)[];
  readonly offset?: string | undefined;
}

function placesToLabel({ scale, setting, values }: ShownAxis, heightPx: number): Labelled {
  if ('places' in scale) return { places: labelPlaces(scale.places) };
  if (Number.isNaN(scale.min)) return { places: [] };
  const at = (value: number) => ({
    position: positionOf(scale, value),
    label: numberWords(setting.column, value),
    rounded: roundedWords(setting.column, value),
  });
  if (scale.min === scale.max) return { places: [at(scale.min)] };
  if (scale.kind === 'percentile') return { places: labelPercentiles(scale, setting.column) };
  const few = values.kind === 'text' ? fewValues(values.numbers, scale) : [];
  if (few.length > 0) return { places: few.map(at) };
  const request = {
    kind: scale.kind === 'log' ? ('log' as const) : ('linear' as const),
    min: scale.min,
    max: scale.max,
    maxCount: Math.max(2, Math.floor(heightPx / TICK_PX)),
  };
  const { ticks, offset } = isTime(setting.column)
    ? createDateTicks(request, getLocale())
    : isDuration(setting.column)
      ? createDurationTicks(request, spanUnits())
      : createTicks(request);
  const marks = ticks.map(({ value, label }) => ({ position: positionOf(scale, value), label }));
  // Both ends tell what the runs reach, but where labels are parts of a date or of a number.
  const ends = isTime(setting.column) || offset !== undefined ? [] : [scale.min, scale.max].map(at);
  return { places: [...ends, ...marks], offset };
}

function roundedWords(column: ShownAxis['setting']['column'], value: number): string | undefined {
  if (isTime(column) || isDuration(column)) return undefined;
  const rounded = Number(value.toPrecision(1));
  return rounded === value ? undefined : `≈${formatValue(rounded)}`;
}

/** The values themselves where they are few; else none. */
function fewValues(numbers: Float64Array, scale: AxisScale): readonly number[] {
  const distinct = new Set<number>();
  for (const number of numbers) {
    if (Number.isFinite(positionOf(scale, number)) && Number.isFinite(number)) distinct.add(number + 0);
    if (distinct.size > FEW_VALUES) return [];
  }
  return [...distinct].sort((a, b) => a - b);
}

function labelPercentiles(scale: AxisScale, column: ShownAxis['setting']['column']): Labelled['places'] {
  return [0, 0.25, 0.5, 0.75, 1].map((position) => ({
    position,
    label: numberWords(column, valueAt(scale, position)),
    rounded: roundedWords(column, valueAt(scale, position)),
    title: `${formatValue(position * 100)} %`,
  }));
}

function labelPlaces(places: Extract<AxisScale, { readonly places: unknown }>['places']): Labelled['places'] {
  return places.map(({ text, isRest, runCount, valueCount }, index) => {
    const { low, high } = spanOfPlace(places.length, index);
    const name = text === '' ? m.parallel_empty_text() : text;
    const label = isRest ? m.parallel_rest({ count: valueCount, text: formatCount(valueCount) }) : name;
    const runs = m.parallel_runs({ count: runCount, text: formatCount(runCount) });
    return { position: (low + high) / 2, label, title: `${label.slice(0, 2000)} · ${runs}` };
  });
}

/** Both ends stay, and of the others those that stand clear of them. */
function thinOut(ticks: readonly AxisTick[]): readonly AxisTick[] {
  const sorted = ticks.toSorted((a, b) => a.y - b.y);
  const last = sorted.at(-1);
  const kept: AxisTick[] = [];
  for (const tick of sorted) {
    const before = kept.at(-1);
    const isClear = !before || tick.y - before.y >= LABEL_PX;
    const leavesEnd = !last || tick === last || last.y - tick.y >= LABEL_PX;
    if (isClear && leavesEnd) kept.push(tick);
  }
  return kept;
}
