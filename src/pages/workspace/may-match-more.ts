import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';

type Matching = Pick<RunsSnapshot, 'state' | 'computing'> & {
  readonly filter: Pick<RunsSnapshot['filter'], 'text'>;
};

/** Runs whose statistics the filter or a column still needs. */
export function undecidedRuns({ computing }: Pick<Matching, 'computing'>): number {
  return computing ? computing.totalRuns - computing.doneRuns : 0;
}

/** Whether loaded runs that do not pass the filter may do so in a moment: what it asks for is still being read. */
export function mayMatchMore(snapshot: Matching): boolean {
  if (snapshot.filter.text === '') return false;
  return snapshot.state === 'loading' || undecidedRuns(snapshot) > 0;
}

/** Whether that is being worked on; else it waits for an answer of the person or for the server. */
export function isDeciding(snapshot: Matching): boolean {
  const { state, computing } = snapshot;
  if (state === 'loading') return true;
  return mayMatchMore(snapshot) && computing?.askPoints === undefined && computing?.failure === undefined;
}
