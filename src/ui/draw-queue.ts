import { createSliceQueue, type FrameClock } from '../drawing/slice-queue.ts';

export const pageClock: FrameClock = {
  requestFrame: (callback) => requestAnimationFrame(callback),
  // No timer fires before the frame that it was set in is over.
  afterFrame: (callback) => setTimeout(callback),
  now: () => performance.now(),
};

/** All plots of the page share it. */
export const drawQueue = createSliceQueue(pageClock, 10);
