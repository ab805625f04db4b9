/** Works for about the budget; returns whether it is done. Called again in a later frame when it is not. */
export type SliceJob = (budgetMs: number) => boolean;

export interface SliceQueue {
  /** Returns a function that takes the job back. */
  add(job: SliceJob): () => void;
}

export interface FrameClock {
  requestFrame(callback: () => void): void;
  now(): number;
}

/** One budget a frame for all pictures of a page: ten cards that all draw must not make one long task. */
export function createSliceQueue(clock: FrameClock, budgetMs: number): SliceQueue {
  const jobs = new Set<SliceJob>();
  let isScheduled = false;

  function runFrame(): void {
    isScheduled = false;
    const endMs = clock.now() + budgetMs;
    for (const job of jobs) {
      const leftMs = endMs - clock.now();
      if (leftMs <= 0) break;
      if (!job(leftMs)) break;
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
