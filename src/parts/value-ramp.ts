export type RampTheme = 'light' | 'dark';

/** From small to large: lightness grows with the value, hues are told apart with colour-blindness too. */
export const RAMPS: Readonly<Record<RampTheme, readonly string[]>> = {
  light: ['#2b3f9e', '#7a3db8', '#cf3f7f', '#f0752f', '#f2a516'],
  dark: ['#5c78f0', '#a06bff', '#f0649b', '#ff9750', '#ffd75e'],
};

/** As a background of CSS, from the lower to the upper end. */
export function rampGradient(theme: RampTheme): string {
  return `linear-gradient(to right, ${RAMPS[theme].join(', ')})`;
}

/** A CSS colour. @param share of the way from the smallest to the largest, 0 to 1 */
export function rampColor(share: number, theme: RampTheme): string {
  const stops = RAMPS[theme];
  const at = Math.max(0, Math.min(stops.length - 1.000_001, share * (stops.length - 1)));
  const [from = '', to = ''] = stops.slice(Math.floor(at));
  const part = at - Math.floor(at);
  const mixed = [1, 3, 5].map((start) => {
    const [a, b] = [from, to].map((color) => Number.parseInt(color.slice(start, start + 2), 16));
    return Math.round((a ?? 0) * (1 - part) + (b ?? 0) * part);
  });
  return `rgb(${mixed.join(' ')})`;
}
