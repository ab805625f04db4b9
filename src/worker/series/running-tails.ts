import type { Series } from '../../domain/series/series.ts';
import type { StepRange } from '../../tracking/source.ts';
import { type Entry, groupByKey } from './series-entry.ts';

/** How long a running run logs nothing further before it is looked at whether it does steps again. */
const STALLED_MS = 30_000;
/** A pause of so many times the usual one may be a restart. */
const LONG_PAUSE = 3;
/** Points that tell what is usual. */
const USUAL_POINTS = 20;

type LastStep = (entry: Entry) => number | undefined;

/** One request for what several runs logged behind what is held of them. */
export interface TailRequest {
  readonly key: string;
  readonly entries: readonly Entry[];
  readonly stepRange: StepRange;
}

/** An entry with the steps between which something new is known to be. */
interface Grown {
  readonly entry: Entry;
  readonly heldStep: number;
  readonly lastStep: number;
}

/**
 * What to ask for so that running runs come up to the last steps that the table knows: one request for each metric.
 * Only runs that are further apart than a sample has points go into different ones, since the server samples a wide
 * range. The first step of a request is held already: more may have been logged at it since.
 */
export function planTails(
  entries: readonly Entry[],
  lastStep: LastStep,
  maxPoints: number,
): readonly TailRequest[] {
  const requests: TailRequest[] = [];
  const byKey = groupByKey(entries.flatMap((entry) => grownOf(entry, lastStep)));
  for (const [key, grown] of byKey) {
    let open: Grown[] = [];
    const close = () => {
      if (open.length > 0) requests.push(requestOf(key, open));
      open = [];
    };
    for (const each of grown.toSorted((left, right) => left.heldStep - right.heldStep)) {
      const start = open[0]?.heldStep ?? each.heldStep;
      if (each.lastStep - start >= maxPoints && each.heldStep - start >= maxPoints / 2) close();
      open.push(each);
    }
    close();
  }
  return requests;
}

/**
 * Whole running histories that may hold more than was read though their last step is held: after a restart from a
 * checkpoint steps are done again, and the server's last step says nothing of that. One sample of each metric's runs
 * tells: rows that are not held yet are news. Asked of runs that stand still, each half a minute, and of those that
 * went on after a long pause, once.
 */
export function planChecks(
  entries: readonly Entry[],
  lastStep: LastStep,
  nowMs: number,
): readonly (readonly Entry[])[] {
  const due = entries.filter((entry) => {
    if (!mayHaveGrown(entry) || !entry.isComplete || entry.columns.length === 0) return false;
    if ((lastStep(entry) ?? 0) > heldStepOf(entry)) return false;
    return entry.isDoubtful || nowMs - entry.quietSinceMs >= STALLED_MS;
  });
  return [...groupByKey(due.map((entry) => ({ entry }))).values()].map((items) =>
    items.map(({ entry }) => entry),
  );
}

/** Whether what came behind the held points came after a pause that is long for this run. */
export function isAfterPause({ columns }: Pick<Entry, 'columns'>, added: Series): boolean {
  const { length, timestampsMs } = columns;
  const lastMs = timestampsMs[length - 1];
  const held = columns.steps[length - 1] ?? 0;
  const next = added.steps.findIndex((step) => step > held);
  const nextMs = added.timestampsMs[next];
  if (lastMs === undefined || nextMs === undefined) return false;
  const pauses: number[] = [];
  for (let index = Math.max(1, length - USUAL_POINTS); index < length; index += 1) {
    pauses.push(Math.abs((timestampsMs[index] ?? 0) - (timestampsMs[index - 1] ?? 0)));
  }
  const usual = pauses.toSorted((a, b) => a - b)[pauses.length >> 1];
  return usual !== undefined && nextMs - lastMs > LONG_PAUSE * usual;
}

function heldStepOf({ columns }: Entry): number {
  return columns.steps[columns.length - 1] ?? 0;
}

/** Of a running run nothing was there when it was read, and something is known to be by now. */
export function hasBegun(entry: Entry, lastStep: LastStep): boolean {
  if (!mayHaveGrown(entry) || entry.columns.length > 0) return false;
  const last = lastStep(entry);
  return last !== undefined && last !== entry.tailStep;
}

function grownOf(entry: Entry, lastStepOf: LastStep): readonly Grown[] {
  const { columns, tailStep } = entry;
  if (!mayHaveGrown(entry) || columns.length === 0) return [];
  const lastStep = lastStepOf(entry);
  const heldStep = heldStepOf(entry);
  if (lastStep === undefined || lastStep <= heldStep || lastStep === tailStep) return [];
  return [{ entry, heldStep, lastStep }];
}

function mayHaveGrown({ wasRunning, hasSample, loading, failure }: Entry): boolean {
  return wasRunning && hasSample && !loading && !failure;
}

function requestOf(key: string, grown: readonly Grown[]): TailRequest {
  return {
    key,
    entries: grown.map(({ entry }) => entry),
    stepRange: {
      start: grown.reduce((least, { heldStep }) => Math.min(least, heldStep), Number.POSITIVE_INFINITY),
      end: grown.reduce((most, { lastStep }) => Math.max(most, lastStep), Number.NEGATIVE_INFINITY),
    },
  };
}
