import { expect, it } from 'vitest';
import { appendRuns, createRunFrame } from '../../domain/runs/run-frame.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { createMemorySource, seriesName } from '../../testing/memory-source.ts';
import { readSilence } from './run-silence.ts';

const LAST_MS = 1_700_000_050_000;
const START_MS = LAST_MS - 50_000;
const MINUTE_MS = 60_000;
const GOES = { status: 'RUNNING', endMs: undefined, startMs: START_MS, metrics: { loss: 1 } } as const;

function setUp(shape: Partial<RunShape> = {}) {
  const steps = Float64Array.from({ length: 10 }, (_, step) => step);
  // A point every ten seconds until the last one.
  const timestampsMs = steps.map((step) => LAST_MS - (9 - step) * 10_000);
  const source = createMemorySource({
    histories: { [seriesName('a', 'loss')]: { steps, timestampsMs, values: steps } },
  });
  const frame = createRunFrame();
  appendRuns(frame, [makeRun({ id: 'a', ...GOES, ...shape })]);
  const options = { source, capabilities: { bulkSamples: true, maxSamplePoints: 100 } };
  const at = (nowMs: number) => readSilence(frame, 0, { ...options, nowMs }, new AbortController().signal);
  const asked = () => source.calls.length;
  return { at, asked };
}

it('a run that logs takes until now, and nothing is read for it', async () => {
  const { at, asked } = setUp();
  expect(await at(LAST_MS + MINUTE_MS)).toEqual({ silentSinceMs: undefined, durationMs: 50_000 + MINUTE_MS });
  expect(asked()).toBe(0);
});

it('a silent run is told since when, took until its last point, and is read once', async () => {
  const { at, asked } = setUp();
  const silent = { silentSinceMs: LAST_MS, durationMs: 50_000 };
  expect(await at(LAST_MS + 11 * MINUTE_MS)).toEqual(silent);
  expect(await at(LAST_MS + 12 * MINUTE_MS)).toEqual(silent);
  expect(asked()).toBe(1);
});

it('a run that ended is not silent', async () => {
  const { at } = setUp({ status: 'FAILED', endMs: LAST_MS });
  expect(await at(LAST_MS + 60 * MINUTE_MS)).toEqual({ silentSinceMs: undefined, durationMs: 50_000 });
});
