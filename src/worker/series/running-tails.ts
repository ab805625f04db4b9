import type { StepRange } from '../../tracking/source.ts';
import { type Entry, groupByKey } from './series-entry.ts';

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
  const heldStep = columns.steps[columns.length - 1] ?? 0;
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
