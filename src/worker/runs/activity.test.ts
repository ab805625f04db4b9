import { expect, it } from 'vitest';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Run } from '../../domain/runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { readActivity } from './activity.ts';

const NOW_MS = 1_700_000_000_000;
const MINUTE_MS = 60_000;
const loggedAgo = (id: string, minutes: number) =>
  ({
    ...makeRun({ id, status: 'RUNNING', endMs: undefined, startMs: NOW_MS - 90 * MINUTE_MS }),
    metrics: [{ key: 'loss', value: 1, step: 3, timestampMs: NOW_MS - minutes * MINUTE_MS }],
  }) satisfies Run;

it.each([
  // Nobody knows how often they log: quiet is told of both, silent of the one that is so in any case.
  [undefined, ['busy false false', 'quiet false true', 'gone true false']],
  // The table found out.
  [5_000, ['busy false false', 'quiet true false', 'gone true false']],
  [10 * MINUTE_MS, ['busy false false', 'quiet false false', 'gone false false']],
])(
  'a running run is called silent as its table calls it, where it logs every %s ms',
  async (intervalMs, told) => {
    const runs = [loggedAgo('busy', 1), loggedAgo('quiet', 15), loggedAgo('gone', 60)];
    const query = { kind: 'running', sinceMs: 0, limit: 10, experimentIds: ['1' as ExperimentId] } as const;
    const { signal } = new AbortController();
    const reply = await readActivity(
      createMemorySource({ runs }),
      query,
      createManualClock(NOW_MS),
      () => intervalMs,
      signal,
    );
    const words = reply.runs.map(({ id, isSilent, isQuiet }) => `${id} ${isSilent} ${isQuiet}`);
    expect(words.toSorted()).toEqual(told.toSorted());
  },
);
