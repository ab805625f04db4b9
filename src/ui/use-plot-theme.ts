import { type RefObject, useEffect, useMemo, useState } from 'react';
import type { AxesTheme } from '../drawing/layout.ts';
import type { OverlayColors } from '../drawing/overlay.ts';

export interface PlotTheme {
  readonly axes: AxesTheme;
  readonly overlay: OverlayColors;
  /** Any CSS colour, custom properties included, as a canvas understands it. */
  readonly resolve: (color: string) => string;
}

/** The colours that style sheets give to an element, for its canvases; new ones when the theme changes. */
export function usePlotTheme(host: RefObject<HTMLElement | null>, isReady: boolean): PlotTheme | undefined {
  const version = useThemeVersion();
  return useMemo(() => {
    const element = host.current;
    if (!isReady || !element) return undefined;
    return readTheme(getComputedStyle(element), version);
  }, [host, isReady, version]);
}

export function readTheme(style: CSSStyleDeclaration, _version?: number): PlotTheme {
  const read = (property: string, fallback: string) => style.getPropertyValue(property).trim() || fallback;
  return {
    axes: {
      text: read('--dim', 'gray'),
      grid: read('--line', 'lightgray'),
      baseline: read('--line-strong', 'gray'),
      fontFamily: style.fontFamily,
    },
    overlay: {
      background: read('--bg', 'white'),
      crosshair: read('--faint', 'gray'),
      range: read('--accent', 'gray'),
    },
    resolve: (color) => {
      const property = /^var\((--[\w-]+)\)$/.exec(color)?.[1];
      return property === undefined ? color : read(property, 'gray');
    },
  };
}

/** Grows whenever the root element's attributes or the system's colour scheme change. */
function useThemeVersion(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const grow = () => setVersion((old) => old + 1);
    const observer = new MutationObserver(grow);
    observer.observe(document.documentElement, { attributes: true });
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    system.addEventListener('change', grow);
    // Labels were measured in another typeface until theirs arrived. `ready` may settle before anything asks for it.
    void document.fonts?.ready.then(grow);
    document.fonts?.addEventListener('loadingdone', grow);
    return () => {
      observer.disconnect();
      system.removeEventListener('change', grow);
      document.fonts?.removeEventListener('loadingdone', grow);
    };
  }, []);
  return version;
}
