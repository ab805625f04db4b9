import { type ComparedRun, isSameComparison } from '../../domain/runs/compare-set.ts';
import type { RunsSnapshot } from './runs-protocol.ts';

/**
 * Snapshots of one watch on their way to the page. The members of the set travel only when they changed: of 10,000 runs
 * a copy costs the main thread some 8 ms, ten times a second.
 */
export function packCompared(): (snapshot: RunsSnapshot) => RunsSnapshot {
  let sent: readonly ComparedRun[] | undefined;
  return (snapshot) => {
    const { compared } = snapshot;
    if (sent && isSameComparison(sent, compared)) return { ...snapshot, compared: [], isComparedKept: true };
    sent = compared;
    return snapshot;
  };
}

/** The other end: the same array as long as the members are the same. */
export function unpackCompared(): (snapshot: RunsSnapshot) => RunsSnapshot {
  let known: readonly ComparedRun[] = [];
  return ({ isComparedKept, ...snapshot }) => {
    if (isComparedKept !== true) known = snapshot.compared;
    return { ...snapshot, compared: known };
  };
}
