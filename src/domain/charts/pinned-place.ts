import type { XAxis } from '../series/series-axis.ts';

/** A place on the x axis that stays marked on all cards of that axis. */
export interface PinnedPlace {
  /** `axisId` of the axis that x is on. */
  readonly axis: string;
  readonly x: number;
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
