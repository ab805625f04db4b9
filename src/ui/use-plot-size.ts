import { type RefObject, useLayoutEffect, useState } from 'react';

export interface PlotSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
}

/** Size of an element and the screen's pixel ratio; both change, by resizing, zooming or moving to another screen. */
export function usePlotSize(host: RefObject<HTMLElement | null>): PlotSize | undefined {
  const [size, setSize] = useState<PlotSize>();
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const measure = () => {
      const { clientWidth: width, clientHeight: height } = element;
      const next = { width, height, devicePixelRatio: window.devicePixelRatio || 1 };
      setSize((old) => (old && isSame(old, next) ? old : next));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // A change of the ratio alone resizes no element; the query holds for one ratio, so it is made anew each time.
    const stop = new AbortController();
    const watchRatio = () => {
      window
        .matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
        .addEventListener('change', onRatio, { once: true, signal: stop.signal });
    };
    const onRatio = () => {
      measure();
      watchRatio();
    };
    watchRatio();
    return () => {
      observer.disconnect();
      stop.abort();
    };
  }, [host]);
  return size;
}

function isSame(a: PlotSize, b: PlotSize): boolean {
  return a.width === b.width && a.height === b.height && a.devicePixelRatio === b.devicePixelRatio;
}
