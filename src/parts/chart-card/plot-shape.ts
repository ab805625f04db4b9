import type { DescribedMarks, PackedLines, ReadLines } from '../../base/packed-lines.ts';
import { plotDomains } from '../../charts/plot-domains.ts';
import { reachLevels } from '../../domain/charts/level-range.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import type { PlotLevel } from '../../drawing/levels.ts';
import type { Domain } from '../../drawing/plot-frame.ts';
import type { ChartPicture, FaintLines, PictureBands } from '../../worker/charts/chart-protocol.ts';

export interface PlotShape {
  readonly lines: ReadLines;
  readonly marks: DescribedMarks;
  readonly faint: FaintLines;
  readonly bands: PictureBands | undefined;
  readonly xDomain: Domain;
  readonly xExtent: Domain | undefined;
  readonly yDomain: Domain;
}

const NO_LINES: PackedLines = {
  offsets: new Uint32Array(1),
  xs: new Float64Array(0),
  ys: new Float64Array(0),
};
const NO_FAINT: FaintLines = { ...NO_LINES, owners: new Uint32Array(0) };
const NO_MARKS: DescribedMarks = {
  lines: new Uint32Array(0),
  xs: new Float64Array(0),
  kinds: new Uint8Array(0),
  steps: new Float64Array(0),
  timesMs: new Float64Array(0),
  lastSteps: new Float64Array(0),
  lastValues: new Float64Array(0),
};

/** The window that axes of this kind can show: a link may carry one that a log axis has no place for. */
export function shownWindow({ xKind, xWindow }: ChartSettings): Domain | undefined {
  return xKind === 'log' && xWindow && xWindow.min <= 0 ? undefined : xWindow;
}

/** Typed ends and those of outliers stay where they are. */
function withLevels(
  picture: ChartPicture | undefined,
  levels: readonly Pick<PlotLevel, 'y'>[],
  { yKind }: ChartSettings,
): ChartPicture | undefined {
  if (!picture?.yExtent || levels.length === 0) return picture;
  const ys = levels.map(({ y }) => y);
  return { ...picture, yExtent: reachLevels(picture.yExtent, ys, yKind) };
}

/**
 * What the plot draws. Its x domain is that of the picture, not of the settings that may have changed since: another
 * one would put points of one pixel column into two.
 */
export function plotShape(
  picture: ChartPicture | undefined,
  settings: ChartSettings,
  levels: readonly Pick<PlotLevel, 'y'>[],
): PlotShape {
  const window = picture ? picture.xWindow : shownWindow(settings);
  const { x, y } = plotDomains(withLevels(picture, levels, settings), window, settings.xKind, settings.yKind);
  return {
    lines: picture?.lines ?? NO_LINES,
    marks: picture?.marks ?? NO_MARKS,
    faint: picture?.faint ?? NO_FAINT,
    bands: picture?.bands,
    xDomain: x,
    xExtent: picture?.xExtent,
    yDomain: y,
  };
}
