import { invertScale, type Scale } from '../base/scale.ts';
import type { Domain } from './plot-frame.ts';

/** A window to show, `all` for no window, undefined where nothing is to change. */
export type ZoomAnswer = Domain | 'all' | undefined;

export interface ZoomKeys {
  /** Half the window, around a place in it: `atPx` in pixels of the scale. */
  zoomIn(shown: Scale, extent: Domain | undefined, atPx: number, isWhole?: boolean): ZoomAnswer;
  /** The window that `zoomIn` came from; twice the window, never beyond the extent, where it came from elsewhere. */
  zoomOut(shown: Scale, extent: Domain | undefined, atPx: number, isWhole?: boolean): ZoomAnswer;
  /** Where the plot shows another window than at the last call, what was asked for is answered. */
  settle(shown: Domain): void;
}

const ZOOM_FACTOR = 2;

/** Zooming by keys, with a memory of the way in. Windows are whole steps, but where x is no count (`isWhole` false). */
export function createZoomKeys(): ZoomKeys {
  const trail: { readonly from: Domain | 'all'; readonly to: Domain }[] = [];
  // A picture of another window takes its time; keys that follow go on from the last window that was asked for.
  let asked: readonly Domain[] = [];
  let settled: Domain | undefined;

  function answer(from: Domain, to: Domain, extent: Domain | undefined): ZoomAnswer {
    if (isSame(from, to)) return undefined;
    asked = [...asked, to];
    return extent && covers(to, extent) ? 'all' : to;
  }

  return {
    zoomIn(shown, extent, atPx, isWhole = true) {
      const scale = { ...shown, ...asked.at(-1) };
      const [left, right] = around(scale, atPx, 1 / ZOOM_FACTOR);
      const { min, max } = roundWindow(left, right, isWhole);
      if (!(max > min)) return undefined;
      const to = { min, max };
      // All of a run that goes on is more by the time of the way back.
      const from = extent && isAll(scale, extent) ? 'all' : { min: scale.min, max: scale.max };
      if (!isSame(scale, to)) trail.push({ from, to });
      return answer(scale, to, extent);
    },
    zoomOut(shown, extent, atPx, isWhole = true) {
      const scale = { ...shown, ...asked.at(-1) };
      if (!extent || isAll(scale, extent)) return undefined;
      const step = trail.findLastIndex(({ to }) => isSame(to, scale));
      const [known] = trail.splice(Math.max(0, step));
      if (step >= 0 && known) return answer(scale, known.from === 'all' ? extent : known.from, extent);
      const [min, max] = around(scale, atPx, ZOOM_FACTOR);
      const wanted = {
        min: Math.max(extent.min, isWhole ? Math.floor(min) : min),
        max: Math.min(extent.max, isWhole ? Math.ceil(max) : max),
      };
      // A window beside all data has nothing in common with them.
      return answer(scale, wanted.max > wanted.min ? wanted : extent, extent);
    },
    settle({ min, max }) {
      if (settled && isSame(settled, { min, max })) return;
      settled = { min, max };
      const answered = asked.findIndex((window) => isSame(window, { min, max }));
      asked = answered < 0 ? [] : asked.slice(answered + 1);
    },
  };
}

/** A thousandth of a window is as fine as a pointer is. */
const FINENESS = 1000;

/** To whole steps; where x is no count, to as many digits as the window has a use for. */
export function roundWindow(min: number, max: number, isWhole: boolean): Domain {
  if (isWhole) return { min: Math.round(min), max: Math.round(max) };
  const grain = 10 ** Math.floor(Math.log10((max - min) / FINENESS));
  if (!Number.isFinite(grain) || grain === 0) return { min, max };
  // Dividing by a whole number where there is one: 3 * 0.1 is not 0.3.
  const round = (x: number) =>
    grain < 1 ? Math.round(x * (1 / grain)) / (1 / grain) : Math.round(x / grain) * grain;
  return { min: round(min), max: round(max) };
}

function around(scale: Scale, atPx: number, factor: number): readonly [number, number] {
  const edge = (px: number) => invertScale(scale, atPx + (px - atPx) * factor);
  return [edge(scale.startPx), edge(scale.endPx)];
}

/** The plot of a single step is wider than its extent: it has to be. */
function isAll(shown: Domain, extent: Domain): boolean {
  return extent.max > extent.min ? isSame(shown, extent) : covers(shown, extent);
}

function covers(outer: Domain, inner: Domain): boolean {
  return outer.min <= inner.min && outer.max >= inner.max;
}

function isSame(a: Domain, b: Domain): boolean {
  return a.min === b.min && a.max === b.max;
}
