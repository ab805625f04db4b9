/** What is left of a frame for drawing. */
export interface SliceBudget {
  leftMs(): number;
  /** For what the canvas does when the frame ends, on the same thread: no clock shows it while one draws. */
  chargeRaster(ms: number): void;
}

/** Works for about the budget; returns whether it is done. Called again in a later frame when it is not. */
export type SliceJob = (budget: SliceBudget) => boolean;

export interface SliceQueue {
  /** Returns a function that takes the job back. */
  add(job: SliceJob): () => void;
}

export interface FrameClock {
  requestFrame(callback: () => void): void;
  now(): number;
}

/** As much time on the clock, and as much raster that is charged. */
export function createSliceBudget(budgetMs: number, now: () => number): SliceBudget {
  const endMs = now() + budgetMs;
  let rasterMs = 0;
  return {
    leftMs: () => Math.min(endMs - now(), budgetMs - rasterMs),
    chargeRaster: (ms) => {
      rasterMs += ms;
    },
  };
}

/** One budget a frame for all pictures of a page: ten cards that all draw must not make one long task. */
export function createSliceQueue(clock: FrameClock, budgetMs: number): SliceQueue {
  const jobs = new Set<SliceJob>();
  let isScheduled = false;

  function runFrame(): void {
    isScheduled = false;
    const budget = createSliceBudget(budgetMs, () => clock.now());
    for (const job of jobs) {
      if (budget.leftMs() <= 0) break;
      if (!job(budget)) break;
      jobs.delete(job);
    }
    schedule();
  }

  function schedule(): void {
    if (isScheduled || jobs.size === 0) return;
    isScheduled = true;
    clock.requestFrame(runFrame);
  }

  return {
    add(job) {
      jobs.add(job);
      schedule();
      return () => jobs.delete(job);
    },
  };
}
