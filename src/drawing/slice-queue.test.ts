import { describe, expect, it } from 'vitest';
import { createSliceQueue, type SliceBudget } from './slice-queue.ts';

function createClock() {
  const frames: (() => void)[] = [];
  const afterwards: (() => void)[] = [];
  const clock = {
    nowMs: 0,
    requestFrame: (callback: () => void) => frames.push(callback),
    afterFrame: (callback: () => void) => afterwards.push(callback),
    now: () => clock.nowMs,
    /** @param commitMs from the end of the callbacks to the end of the frame */
    runFrame: (commitMs = 0) => {
      frames.shift()?.();
      clock.nowMs += commitMs;
      for (const callback of afterwards.splice(0)) callback();
    },
    pending: () => frames.length,
  };
  return clock;
}

describe('createSliceQueue', () => {
  it('shares one budget a frame between all jobs', () => {
    const clock = createClock();
    const queue = createSliceQueue(clock, 20);
    const log: string[] = [];
    const job = (name: string, costMs: number) => (budget: SliceBudget) => {
      log.push(`${name} ${budget.leftMs()}`);
      clock.nowMs += costMs;
      return true;
    };
    queue.add(job('a', 6));
    queue.add(job('b', 5));
    queue.add(job('c', 1));
    clock.runFrame();
    expect(log).toEqual(['a 10', 'b 4']);
    clock.runFrame();
    expect(log).toEqual(['a 10', 'b 4', 'c 12.5']);
    expect(clock.pending()).toBe(0);
  });

  it('learns nothing of fast frames that had little to draw, and from slow ones all the same', () => {
    const clock = createClock();
    const queue = createSliceQueue(clock, 20);
    const budgets: number[] = [];
    const drawLittle = (commitMs: number) => {
      queue.add((budget) => {
        budgets.push(budget.leftMs());
        return true;
      });
      clock.runFrame(commitMs);
    };
    for (const commitMs of [5, 5, 50, 5]) drawLittle(commitMs);
    expect(budgets).toEqual([10, 10, 10, 5]);
  });

  it('learns nothing of a frame that drew nothing', () => {
    const clock = createClock();
    const queue = createSliceQueue(clock, 20);
    const takeBack = queue.add(() => expect.unreachable());
    takeBack();
    clock.runFrame(500);
    queue.add((budget) => {
      expect(budget.leftMs()).toBe(10);
      return true;
    });
    clock.runFrame();
    expect.assertions(1);
  });

  it('counts what the canvas does at the end of the frame, where no clock shows it', () => {
    const clock = createClock();
    const queue = createSliceQueue(clock, 20);
    const log: string[] = [];
    const job = (name: string, rasterMs: number) => (budget: SliceBudget) => {
      budget.chargeRaster(rasterMs);
      log.push(`${name} ${budget.leftMs()}`);
      return true;
    };
    queue.add(job('a', 4));
    queue.add(job('b', 7));
    queue.add(job('c', 1));
    clock.runFrame();
    expect(log).toEqual(['a 6', 'b -1']);
    clock.runFrame();
    expect(log).toEqual(['a 6', 'b -1', 'c 11.5']);
  });

  it('does less in a frame where the frames before were too long, and more again bit by bit', () => {
    const clock = createClock();
    const queue = createSliceQueue(clock, 20);
    const budgets: number[] = [];
    queue.add((budget) => {
      budgets.push(budget.leftMs());
      return false;
    });
    for (const commitMs of [5, 50, 500, 500, 25, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]) clock.runFrame(commitMs);
    // Half of the most at first; never so little that nothing goes on, and never more than the most.
    expect(budgets.map((ms) => Number(ms.toFixed(1)))).toEqual([
      10, 12.5, 6.3, 3.1, 3, 3, 3.8, 4.7, 5.9, 7.3, 9.2, 11.4, 14.3, 17.9, 20, 20,
    ]);
  });

  it('goes on with an unfinished job in the next frame, and forgets one that was taken back', () => {
    const clock = createClock();
    const queue = createSliceQueue(clock, 20);
    let slices = 0;
    queue.add(() => ++slices === 3);
    const takeBack = queue.add(() => expect.unreachable());
    takeBack();
    while (clock.pending() > 0) clock.runFrame();
    expect(slices).toBe(3);
  });
});
