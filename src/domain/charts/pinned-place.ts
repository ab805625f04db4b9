import type { RunId } from '../runs/run.ts';
import { elapsedAtStep, type RunClock, stepAtElapsed } from '../series/run-clock.ts';
import type { XAxis } from '../series/series-axis.ts';

/** A place on the x axis that stays marked on all cards. */
export interface PinnedPlace {
  /** `axisId` of the axis that x is on. */
  readonly axis: string;
  readonly x: number;
  /** Whose point was there: cards of another axis are at the same moment of this run. */
  readonly run?: RunId | undefined;
}

/** The same moment on a card of another axis, and whose moment it is. */
export interface CarriedPlace {
  readonly x: number;
  /** Undefined: the axis is the same, no run is needed. */
  readonly run: RunId | undefined;
}

/**
 * Where a place lies on a card of the axis `id`: as it is on the same axis; between steps and time since the start by
 * the clock of its run, or where it has none (it was typed) of the first run that was there. Undefined: nowhere.
 */
export function carryPlace(
  { axis, x, run }: PinnedPlace,
  id: string,
  clocks: ReadonlyMap<RunId, RunClock> | undefined,
): CarriedPlace | undefined {
  if (axis === id) return { x, run: undefined };
  const read = readerBetween(axis, id);
  if (!read || !clocks) return undefined;
  const own = run === undefined ? undefined : clocks.get(run);
  if (own) {
    const there = read(own, x);
    return there === undefined ? undefined : { x: there, run };
  }
  for (const [other, clock] of clocks) {
    const there = read(clock, x);
    if (there !== undefined) return { x: there, run: other };
  }
  return undefined;
}

function readerBetween(from: string, to: string) {
  if (from === 'step' && to === 'relative') return elapsedAtStep;
  return from === 'relative' && to === 'step' ? stepAtElapsed : undefined;
}

/** Cards with the same text have the same x axis: a step there is a step here. */
export function axisId(axis: XAxis): string {
  switch (axis.kind) {
    case 'metric':
      return `metric/${axis.join}/${axis.key}`;
    case 'epoch':
      return `epoch/${axis.key}`;
    case 'expression':
      return `expression/${axis.text}`;
    case 'step':
    case 'relative':
    case 'wall':
      return axis.kind;
  }
}
