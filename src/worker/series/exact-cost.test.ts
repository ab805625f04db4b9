import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import {
  createSeriesColumns,
  heldBytes,
  mergePoints,
  trimColumns,
  viewSeries,
} from '../../domain/series/series-columns.ts';
import { AS_LOGGED, shapeLine } from '../../domain/series/shape-line.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { estimateTotal } from './exact-cost.ts';
import { createHistoryCursor } from './read-history.ts';
import { createReadPace, MLFLOW_PACE } from './read-pace.ts';

function columnsOf(steps: readonly number[]) {
  const columns = createSeriesColumns();
  const column = (at: (step: number, index: number) => number) => Float64Array.from(steps, at);
  mergePoints(columns, {
    steps: column((step) => step),
    timestampsMs: column((_, index) => 1_780_000_000_000 + index),
    values: column((_, index) => index),
  });
  return columns;
}

const cursor = () => createHistoryCursor('a' as RunId, 'loss');

describe('the estimate of how many points were logged', () => {
  it('is right before the first page for any even spacing, as soon as the sample shows it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.integer({ min: 3, max: 2_000 }),
        (spacing, count) => {
          const sampled = [0, 1, count - 1].map((index) => index * spacing);
          const total = estimateTotal({ columns: columnsOf(sampled), cursor: cursor() }, undefined, 25_000);
          expect(total).toBe(count);
        },
      ),
    );
  });

  it('goes by what a page held a step, once there is one', () => {
    const columns = columnsOf([0, 1, 999]);
    const read = { ...cursor(), pointsRead: 300, fromStep: 0, toStep: 99 };
    expect(estimateTotal({ columns, cursor: read }, 999, 300)).toBe(3_000);
  });

  it('of points on one step is one page more than was read', () => {
    const read = { ...cursor(), pointsRead: 4_000, fromStep: 0, toStep: 0 };
    expect(estimateTotal({ columns: columnsOf([0]), cursor: read }, 0, 4_000)).toBe(8_000);
  });
});

describe('the pace of a connection', () => {
  it('is assumed until pages came, then measured, two at once not taken for slow ones', async () => {
    const clock = createManualClock();
    const pace = createReadPace(clock, 10);
    expect(pace.pointsPerSecond()).toBe(MLFLOW_PACE.pointsPerSecond);
    const [first, second] = [pace.begin(), pace.begin()];
    await clock.advance(1_000);
    first(500, 50_000);
    await clock.advance(1_000);
    second(500, 50_000);
    expect(pace.pointsPerSecond()).toBe(500);
    expect(pace.bytesPerPoint()).toBe(100);
    await clock.advance(60_000);
    const third = pace.begin();
    await clock.advance(1_000);
    third(5_000, 500_000);
    expect(pace.pointsPerSecond()).toBe(2_000);
  });

  it('is not told by pages that are mostly waiting', async () => {
    const clock = createManualClock();
    const pace = createReadPace(clock, 10);
    const end = pace.begin();
    await clock.advance(1_000);
    end(3, 300);
    expect(pace.pointsPerSecond()).toBe(MLFLOW_PACE.pointsPerSecond);
  });
});

describe('memory of a whole history', () => {
  it('is 24 bytes a point, and a line over steps or wall time adds nothing', () => {
    const columns = columnsOf(Array.from({ length: 5_000 }, (_, step) => step));
    trimColumns(columns);
    expect(heldBytes(columns) / columns.length).toBe(24);
    const series = viewSeries(columns);
    for (const kind of ['step', 'wall'] as const) {
      const { main, faint } = shapeLine(series, { ...AS_LOGGED, axis: { kind } });
      expect(main.xs.buffer).toBe(kind === 'step' ? columns.steps.buffer : columns.timestampsMs.buffer);
      expect(main.ys.buffer).toBe(columns.values.buffer);
      expect(faint).toEqual([]);
    }
  });

  it('stays under 60 bytes a point by relative time and smoothed', () => {
    const columns = columnsOf(Array.from({ length: 5_000 }, (_, step) => step));
    trimColumns(columns);
    const smoothing = { kind: 'ema', weight: 0.9 } as const;
    const shaped = shapeLine(viewSeries(columns), { axis: { kind: 'relative' }, smoothing }, { startMs: 0 });
    const held = new Set<ArrayBufferLike>(
      [columns.steps, columns.timestampsMs, columns.values].map(({ buffer }) => buffer),
    );
    for (const { xs, ys } of [shaped.main, ...shaped.faint]) held.add(xs.buffer).add(ys.buffer);
    const bytes = [...held].reduce((sum, { byteLength }) => sum + byteLength, 0);
    expect(bytes / columns.length).toBeLessThanOrEqual(60);
  });
});
