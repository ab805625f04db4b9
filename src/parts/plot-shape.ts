import type { PackedLines, PackedMarks } from '../base/packed-lines.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { type Domain, padDomain } from '../drawing/plot-frame.ts';
import type { ChartPicture } from '../worker/data-protocol.ts';

export interface PlotShape {
  readonly lines: PackedLines;
  readonly marks: PackedMarks;
  readonly xDomain: Domain;
  readonly yDomain: Domain;
}

const NO_LINES: PackedLines = {
  offsets: new Uint32Array(1),
  xs: new Float64Array(0),
  ys: new Float64Array(0),
};
const NO_MARKS: PackedMarks = {
  lines: new Uint32Array(0),
  xs: new Float64Array(0),
  kinds: new Uint8Array(0),
};

/**
 * What the plot draws. Its x domain is exactly the one that the worker sampled for: another one would put points of
 * one pixel column into two.
 */
export function plotShape(picture: ChartPicture | undefined, settings: ChartSettings): PlotShape {
  const x = picture?.xWindow ?? picture?.xExtent ?? settings.xWindow;
  return {
    lines: picture?.lines ?? NO_LINES,
    marks: picture?.marks ?? NO_MARKS,
    xDomain: x ?? { min: settings.xKind === 'log' ? 1 : 0, max: 10 },
    yDomain: padDomain(
      picture?.yExtent ?? { min: settings.yKind === 'log' ? 0.1 : 0, max: 1 },
      settings.yKind,
    ),
  };
}
