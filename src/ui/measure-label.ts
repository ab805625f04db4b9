import { LABEL_FONT_PX } from '../drawing/layout.ts';

let measureContext: CanvasRenderingContext2D | null | undefined;

/** Width of a label of an axis in this typeface, in CSS pixels. */
export function createMeasure(fontFamily: string): (text: string) => number {
  measureContext ??= document.createElement('canvas').getContext('2d');
  return (text) => {
    if (!measureContext) return text.length * LABEL_FONT_PX * 0.6;
    measureContext.font = `${LABEL_FONT_PX}px ${fontFamily}`;
    return measureContext.measureText(text).width;
  };
}
