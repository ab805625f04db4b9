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
  /** Called from within a frame: calls back when the page has laid out, painted and handed over its canvases. */
  afterFrame(callback: () => void): void;
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

/** Of a whole frame. On two busy cores the next one was seen to take three times that, and 50 ms is a long task. */
const FRAME_MS = 16;
const LEAST_BUDGET_MS = 3;
/** A frame that was too long counts at once, short ones bit by bit: the next one may be of a denser line. */
const SHRINK = 0.5;
const GROW = 1.25;
/** Of the most: the first frames of a page pay for its canvases, too, and nothing is known of the machine yet. */
const FIRST_SHARE = 0.5;

/**
 * What raster is charged is what it takes on a free core. Where others hold the cores it takes several times that, so the
 * budget follows what frames with slices have really taken.
 */
function nextBudgetMs(budgetMs: number, frameMs: number, growth: number, mostMs: number): number {
  const factor = Math.min(growth, Math.max(SHRINK, FRAME_MS / frameMs));
  return Math.min(mostMs, Math.max(LEAST_BUDGET_MS, budgetMs * factor));
}

/** One budget a frame for all pictures of a page: ten cards that all draw must not make one long task. */
export function createSliceQueue(clock: FrameClock, mostMs: number): SliceQueue {
  const jobs = new Set<SliceJob>();
  let isScheduled = false;
  let budgetMs = mostMs * FIRST_SHARE;

  function runFrame(): void {
    isScheduled = false;
    if (jobs.size === 0) return;
    const startMs = clock.now();
    const budget = createSliceBudget(budgetMs, () => clock.now());
    for (const job of jobs) {
      if (budget.leftMs() <= 0) break;
      if (!job(budget)) break;
      jobs.delete(job);
    }
    // A short frame that had little to draw says nothing of what a full one would take.
    const growth = jobs.size > 0 || budget.leftMs() <= 0 ? GROW : 1;
    clock.afterFrame(() => {
      budgetMs = nextBudgetMs(budgetMs, clock.now() - startMs, growth, mostMs);
    });
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
