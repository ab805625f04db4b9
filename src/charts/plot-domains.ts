import type { PackedLines } from '../base/packed-lines.ts';
import { padDomain } from '../base/pad-domain.ts';
import type { Scale } from '../base/scale.ts';
import type { Domain, PlotDomains } from '../drawing/plot-frame.ts';

/** What the domains need of a picture of lines. */
export interface PictureExtents {
  readonly lines: PackedLines;
  readonly xExtent: Domain | undefined;
  readonly yExtent: Domain | undefined;
  /** Where the ends up and down were chosen: exactly these. */
  readonly yRange?: Domain | undefined;
}

/**
 * Across exactly the window, or all steps: the domain that the lines were sampled for. Up, the values with room around
 * them. Before there is a picture, or where it is empty, axes from 0 to 1 that nothing stands on.
 */
export function plotDomains(
  picture: PictureExtents | undefined,
  xWindow: Domain | undefined,
  xKind: Scale['kind'],
  yKind: Scale['kind'],
): PlotDomains {
  const x = xWindow ?? picture?.xExtent ?? emptyDomain(xKind);
  const y =
    chosen(picture?.yRange, yKind) ?? (picture?.yExtent && yDomain(picture.yExtent, picture.lines.ys, yKind));
  return { x: widened(x, xKind), y: y ?? emptyDomain(yKind), xKind, yKind };
}

/** A range of before the axis was made a log one may have no place on it. */
function chosen(range: Domain | undefined, kind: Scale['kind']): Domain | undefined {
  if (!range || (kind === 'log' && range.min <= 0)) return undefined;
  return { min: range.min, max: range.max };
}

/** A single step stands in the middle. All of it is one pixel column, so no bucket is torn apart. */
function widened({ min, max }: Domain, kind: Scale['kind']): Domain {
  if (max > min) return { min, max };
  return kind === 'log' ? { min: min / 1.5, max: min * 1.5 } : { min: min - 0.5, max: min + 0.5 };
}

function yDomain(extent: Domain, ys: Float64Array, kind: Scale['kind']): Domain | undefined {
  if (kind === 'linear' || extent.min > 0) return padDomain(extent, kind);
  let min = Number.POSITIVE_INFINITY;
  for (const y of ys) if (y > 0 && y < min) min = y;
  return min <= extent.max ? padDomain({ min, max: extent.max }, kind) : undefined;
}

function emptyDomain(kind: Scale['kind']): Domain {
  return kind === 'log' ? { min: 1, max: 10 } : { min: 0, max: 1 };
}
