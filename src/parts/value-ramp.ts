/**
 * Colours of numbers from the smallest to the largest: lightness goes one way, so that order is seen without hue too.
 * Both ends stand out from the background (at least 2.5:1).
 */
export function rampColor(share: number, scheme: 'light' | 'dark'): string {
  const [from, to] = ENDS[scheme];
  const at = (a: number, b: number) => a + (b - a) * share;
  return `oklch(${at(from.light, to.light).toFixed(3)} ${at(from.chroma, to.chroma).toFixed(3)} ${at(from.hue, to.hue).toFixed(1)})`;
}

const ENDS = {
  light: [
    { light: 0.74, chroma: 0.15, hue: 85 },
    { light: 0.34, chroma: 0.16, hue: 290 },
  ],
  dark: [
    { light: 0.5, chroma: 0.17, hue: 290 },
    { light: 0.92, chroma: 0.14, hue: 100 },
  ],
} as const;

/** The ramp as a CSS gradient from left to right. */
export function rampGradient(scheme: 'light' | 'dark'): string {
  const stops = Array.from({ length: 9 }, (_, index) => rampColor(index / 8, scheme));
  return `linear-gradient(to right, ${stops.join(', ')})`;
}
