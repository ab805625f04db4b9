import { type RefObject, useDeferredValue, useLayoutEffect, useMemo, useState } from 'react';
import { usePlotSize } from '../../../ui/use-plot-size.ts';

export interface BoxSize {
  /** CSS pixels, inside of scroll bars. */
  readonly width: number;
  readonly height: number;
  readonly devicePixelRatio: number;
}

/**
 * The room in an element; undefined until it is measured.
 *
 * @param isHeavy what is drawn in it would take long in the task that measures: it gets one of its own. Costs some 50 ms
 *   of the way to the first picture (measured with 1,000 runs), so that little things do without.
 */
export function useBoxSize(host: RefObject<HTMLElement | null>, isHeavy: boolean): BoxSize | undefined {
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
  const later = useDeferredValue(size);
  return isHeavy ? later : size;
}
