import { createSliceQueue } from '../drawing/slice-queue.ts';

/** All plots of the page share it. */
export const drawQueue = createSliceQueue(
  { requestFrame: (callback) => requestAnimationFrame(callback), now: () => performance.now() },
  10,
);
