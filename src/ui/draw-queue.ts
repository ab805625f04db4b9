import { createSliceQueue, type FrameClock } from '../drawing/slice-queue.ts';

// No message comes before the frame that it was posted in is over; a timer would come after other tasks, too.
const { port1: inbox, port2: outbox } = new MessageChannel();
const waiting: (() => void)[] = [];
inbox.onmessage = () => waiting.shift()?.();

export const pageClock: FrameClock = {
  requestFrame: (callback) => requestAnimationFrame(callback),
  afterFrame: (callback) => {
    waiting.push(callback);
    outbox.postMessage(undefined);
  },
  now: () => performance.now(),
};

/** All plots of the page share it. */
export const drawQueue = createSliceQueue(pageClock, 10);
