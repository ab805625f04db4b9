import { type RefObject, useEffect, useState } from 'react';

interface RowWindow {
  /** [start, end): rows on screen and some around them. */
  readonly start: number;
  readonly end: number;
  readonly scrollTo: (row: number) => void;
}

const SPARE_ROWS = 20;
/** Until its height is known, and where nothing has one. */
const FIRST_PX = 600;

/** Which of many rows of one height, or columns of one width, are drawn. */
export function useRowWindow(
  host: RefObject<HTMLElement | null>,
  rowCount: number,
  rowPx: number,
  way: 'down' | 'across' = 'down',
): RowWindow {
  const [view, setView] = useState({ top: 0, height: FIRST_PX });
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const measure = () => {
      const next =
        way === 'down'
          ? { top: element.scrollTop, height: element.clientHeight || FIRST_PX }
          : { top: element.scrollLeft, height: element.clientWidth || FIRST_PX };
      setView((before) => (before.top === next.top && before.height === next.height ? before : next));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', measure, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', measure);
    };
  }, [host, way]);
  const [scrollTo] = useState(() => (row: number) => {
    const element = host.current;
    if (!element) return;
    const height = element.clientHeight || FIRST_PX;
    const top = row * rowPx;
    if (top >= element.scrollTop && top + rowPx <= element.scrollTop + height) return;
    element.scrollTop = Math.max(0, top - height / 2);
  });
  const first = Math.floor(view.top / rowPx);
  return {
    start: Math.min(rowCount, Math.max(0, first - SPARE_ROWS)),
    end: Math.min(rowCount, first + Math.ceil(view.height / rowPx) + SPARE_ROWS),
    scrollTo,
  };
}
