import { type RefObject, useDeferredValue, useLayoutEffect, useMemo, useState } from 'react';
import { usePlotSize } from '../../../ui/use-plot-size.ts';

export interface BoxSize {
  /** CSS pixels, inside of scroll bars. */
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
}

/** The room in an element; undefined until it is measured. */
export function useBoxSize(host: RefObject<HTMLElement | null>): BoxSize | undefined {
  const across = usePlotSize(host);
  const [height, setHeight] = useState<number>();
  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const measure = () => setHeight(element.clientHeight);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [host]);
  const size = useMemo(
    () => (across && height !== undefined ? { ...across, height } : undefined),
    [across, height],
  );
  // What is drawn in it would otherwise be worked out in the task that measures.
  return useDeferredValue(size);
}
