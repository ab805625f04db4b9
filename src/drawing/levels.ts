import { createProjection } from '../base/scale.ts';
import { LABEL_FONT_PX } from './layout.ts';
import type { PlotFrame } from './plot-frame.ts';
import type { FigureContext } from './svg-context.ts';

/** A line across the plot at one height, with its value in words. */
export interface PlotLevel {
  readonly y: number;
  readonly text: string;
  /** `baseline`: of a run, dotted in its colour. `reference`: typed, dashed. */
  readonly kind: 'baseline' | 'reference';
  readonly color: string;
}

export interface PlacedLevel extends PlotLevel {
  /** Outside the plot there is no line, but an arrow at the edge. */
  readonly side: 'inside' | 'above' | 'below';
  /** CSS pixels from the top of the plot; of an arrow: the edge. */
  readonly linePx: number;
  /** Middle of the text, in CSS pixels from the top: texts stand apart. */
  readonly textPx: number;
}

export const LEVEL_DASHES: Readonly<Record<PlotLevel['kind'], readonly number[]>> = {
  baseline: [1.5, 2.5],
  reference: [7, 4],
};
/** Height of a text with the room around it. */
export const LEVEL_TEXT_PX = 15;
const ARROWS = { inside: '', above: '▲ ', below: '▼ ' } as const;

/** Where levels and their texts stand; what a scale has no place for lies below it. */
export function placeLevels(
  levels: readonly PlotLevel[],
  { y, heightPx, devicePixelRatio }: Pick<PlotFrame, 'y' | 'heightPx' | 'devicePixelRatio'>,
): readonly PlacedLevel[] {
  const height = heightPx / devicePixelRatio;
  const project = createProjection(y);
  const placed = levels.map((level): PlacedLevel => {
    const px = project(level.y) / devicePixelRatio;
    // A level at the very edge may miss it by a rounding error.
    const side = px < -0.5 ? 'above' : px <= height + 0.5 ? 'inside' : 'below';
    const linePx = side === 'above' ? 0 : side === 'below' ? height : Math.min(height, Math.max(0, px));
    // Above the line, below it where the edge leaves no room.
    const half = linePx < LEVEL_TEXT_PX && side === 'inside' ? LEVEL_TEXT_PX / 2 : -LEVEL_TEXT_PX / 2;
    return { ...level, side, linePx, textPx: linePx + half };
  });
  return standApart(placed, height);
}

/** The words of a level: an arrow says that it lies beyond the edge. */
export function levelText({ side, text }: Pick<PlacedLevel, 'side' | 'text'>): string {
  return ARROWS[side] + text;
}

/** Texts from the top down, none over another where there is room, none cut by the edges; arrows have the other side. */
function standApart(placed: readonly PlacedLevel[], height: number): readonly PlacedLevel[] {
  const textPx = new Map<PlacedLevel, number>();
  for (const group of [placed.filter(isInside), placed.filter((level) => !isInside(level))]) {
    let least = LEVEL_TEXT_PX / 2;
    const down = group.toSorted((a, b) => a.textPx - b.textPx);
    for (const level of down) {
      const at = Math.max(least, level.textPx);
      textPx.set(level, at);
      least = at + LEVEL_TEXT_PX;
    }
    let most = height - LEVEL_TEXT_PX / 2;
    for (const level of down.toReversed()) {
      const at = Math.min(most, textPx.get(level) ?? most);
      textPx.set(level, at);
      most = at - LEVEL_TEXT_PX;
    }
  }
  return placed.map((level) => ({ ...level, textPx: textPx.get(level) ?? level.textPx }));
}

export function isInside({ side }: Pick<PlacedLevel, 'side'>): boolean {
  return side === 'inside';
}

/** Levels on a figure whose context stands at the plot's own corner; colours are resolved. */
export function paintLevels(
  context: FigureContext,
  placed: readonly PlacedLevel[],
  { widthPx, devicePixelRatio: ratio }: PlotFrame,
  theme: { readonly background: string; readonly fontFamily: string },
  measure: (text: string) => number,
): void {
  for (const level of placed.filter(isInside)) {
    const y = Math.round(level.linePx * ratio) + 0.5;
    context.globalAlpha = 1;
    context.strokeStyle = level.color;
    context.lineWidth = ratio;
    context.setLineDash(LEVEL_DASHES[level.kind].map((px) => px * ratio));
    context.beginPath();
    context.moveTo(0, y);
    context.lineTo(widthPx, y);
    context.stroke();
  }
  context.setLineDash([]);
  for (const level of placed) {
    const text = levelText(level);
    const width = (measure(text) + 6) * ratio;
    const left = isInside(level) ? widthPx - width : 0;
    context.globalAlpha = 0.75;
    context.fillStyle = theme.background;
    context.fillRect(
      left,
      (level.textPx - LEVEL_TEXT_PX / 2 + 1) * ratio,
      width,
      (LEVEL_TEXT_PX - 2) * ratio,
    );
    context.globalAlpha = 1;
    context.fillStyle = level.color;
    context.font = `400 ${LABEL_FONT_PX * ratio}px ${theme.fontFamily}`;
    context.textAlign = 'left';
    context.fillText(text, left + 3 * ratio, (level.textPx + LABEL_FONT_PX / 3) * ratio);
  }
}
