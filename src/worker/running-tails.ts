import type { StepRange } from '../tracking/source.ts';
import { type Entry, groupByKey } from './series-entry.ts';

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
  lastStep: (entry: Entry) => number | undefined,
  maxPoints: number,
): readonly TailRequest[] {
  const requests: TailRequest[] = [];
  const byKey = groupByKey(entries.flatMap((entry) => grownOf(entry, lastStep(entry))));
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

function grownOf(entry: Entry, lastStep: number | undefined): readonly Grown[] {
  const { columns, wasRunning, hasSample, loading, failure, tailStep } = entry;
  if (!wasRunning || !hasSample || loading || failure || lastStep === undefined) return [];
  // Nothing is held of a metric whose first point was logged since.
  const heldStep = columns.length > 0 ? (columns.steps[columns.length - 1] ?? 0) : Math.min(0, lastStep);
  return lastStep > heldStep && lastStep !== tailStep ? [{ entry, heldStep, lastStep }] : [];
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
