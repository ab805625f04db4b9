import { useEffect, useRef } from 'react';

/** Rows asked beyond those on screen, and the step in which the asked range moves. */
const SPARE_ROWS = 8;
const STEP_ROWS = 16;

export type OnVisibleRange = (start: number, end: number) => void;

/** [start, end): the rows on screen with some spare, moving in steps so that not every scrolled row is a question. */
export function rowsToAsk(first: number, last: number, rowCount: number): readonly [number, number] {
  const start = Math.floor(Math.max(0, first - SPARE_ROWS) / STEP_ROWS) * STEP_ROWS;
  const end = Math.ceil((last + 1 + SPARE_ROWS) / STEP_ROWS) * STEP_ROWS;
  return [Math.min(start, rowCount), Math.min(end, rowCount)];
}

/** Tells at most once a frame which rows are needed, and only when that changed. */
export function useVisibleRange(
  first: number,
  last: number,
  rowCount: number,
  onVisibleRange: OnVisibleRange | undefined,
): void {
  const [start, end] = rowsToAsk(first, last, rowCount);
  const latest = useRef<AskedRange | undefined>(undefined);
  const told = useRef<AskedRange | undefined>(undefined);
  const frame = useRef(0);

  useEffect(() => {
    latest.current = { start, end, tell: onVisibleRange };
    // A frame that is booked reads the latest range: booking anew with every scroll event would starve it.
    if (frame.current !== 0) return;
    frame.current = requestAnimationFrame(() => {
      frame.current = 0;
      const asked = latest.current;
      if (!asked || isSame(asked, told.current)) return;
      told.current = asked;
      asked.tell?.(asked.start, asked.end);
    });
  }, [start, end, onVisibleRange]);

  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      frame.current = 0;
    },
    [],
  );
}

interface AskedRange {
  readonly start: number;
  readonly end: number;
  readonly tell: OnVisibleRange | undefined;
}

function isSame(a: AskedRange, b: AskedRange | undefined): boolean {
  return a.start === b?.start && a.end === b.end && a.tell === b.tell;
}
