import { useEffect, useLayoutEffect, useRef, useState } from 'react';

/**
 * New cells in one frame. Making 850 of them (a jump by a whole screen of 18 columns) took 60 to 100 ms on two busy
 * cores with style, layout and paint; 400 stay under 50 ms.
 */
const CELLS_PER_FRAME = 400;
const MIN_ROWS_PER_FRAME = 4;

/** Which of the rows may be drawn with their cells in this frame: the old ones and some of the new ones. */
export function chooseFilled(
  indexes: readonly number[],
  isLoaded: (index: number) => boolean,
  filled: ReadonlySet<number>,
  budget: number,
): ReadonlySet<number> {
  let left = budget;
  return new Set(indexes.filter((index) => isLoaded(index) && (filled.has(index) || left-- > 0)));
}

/**
 * Spreads a screen full of new rows over several frames; rows that wait are drawn as if they were still being read.
 * Returns the rows to draw whole.
 */
export function useRowBudget(
  indexes: readonly number[],
  isLoaded: (index: number) => boolean,
  columnCount: number,
): ReadonlySet<number> {
  const filled = useRef<ReadonlySet<number>>(new Set<number>());
  const [frames, setFrames] = useState(0);
  const budget = Math.max(MIN_ROWS_PER_FRAME, Math.floor(CELLS_PER_FRAME / Math.max(1, columnCount)));
  // What the last commit drew, not state: a row once drawn must not fall back to a bar, and that needs no rendering.
  // oxlint-disable-next-line react/refs -- see above
  const chosen = chooseFilled(indexes, isLoaded, filled.current, budget);
  const waiting = indexes.filter((index) => isLoaded(index) && !chosen.has(index)).length;
  useLayoutEffect(() => {
    filled.current = chosen;
  });
  useEffect(() => {
    if (waiting === 0) return undefined;
    const frame = requestAnimationFrame(() => setFrames(frames + 1));
    return () => cancelAnimationFrame(frame);
  }, [waiting, frames]);
  return chosen;
}
