import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import type { SeriesState } from '../../domain/series/series.ts';
import type { ChartPicture, PictureSeries } from '../../worker/charts/chart-protocol.ts';
import { summarisePicture } from './picture-summary.ts';

function one(state: SeriesState, pointsRead = 0, pointsTotal?: number): PictureSeries {
  return {
    runId: 'r' as RunId,
    state,
    pointsRead,
    pointsTotal,
    lastStep: pointsRead > 0 ? pointsRead - 1 : undefined,
    onlyValue: undefined,
    nonFiniteCount: 1,
    firstNonFiniteStep: undefined,
    offAxisCount: 0,
    restartCount: 0,
    placelessCount: 0,
    earlyCount: 0,
    staleCount: 0,
    roundedCount: 0,
    missing: undefined,
    isInLoggedOrder: false,
    failure: undefined,
  };
}

function summary(...series: PictureSeries[]) {
  const empty = { lines: undefined, marks: undefined } as unknown as ChartPicture;
  return summarisePicture({ ...empty, series });
}

describe('summarisePicture', () => {
  it('is exact only when no line is a sample and none is still to come', () => {
    expect(summary(one('exact', 5, 5), one('empty', 0, 0)).state).toBe('exact');
    expect(summary(one('exact', 5, 5), one('failed'))).toMatchObject({ state: 'exact', failed: 1 });
    expect(summary(one('exact', 5, 5), one('loading')).state).toBe('loading');
    expect(summary(one('exact', 5, 5), one('sampled', 3)).state).toBe('sampled');
  });

  it('is failed only when nothing could be shown', () => {
    expect(summary(one('failed'), one('empty', 0, 0)).state).toBe('failed');
    expect(summary(one('failed'), one('loading')).state).toBe('loading');
    expect(summary().state).toBe('empty');
  });

  it('counts runs, not their histories', () => {
    const runs = ['a', 'a', 'b', 'b', 'c', 'c'] as RunId[];
    const states = ['failed', 'failed', 'loading', 'exact', 'loading', 'loading'] as const;
    const made = states.map((state, place) => ({ ...one(state), runId: runs[place] ?? ('' as RunId) }));
    expect(summary(...made)).toMatchObject({ runs: 3, failedRuns: 1, loadingRuns: 2, failed: 2, loading: 3 });
  });

  it('names a total only when every history is counted', () => {
    expect(summary(one('exact', 5, 5), one('sampled', 3)).pointsTotal).toBeUndefined();
    expect(summary(one('exact', 5, 5), one('failed')).pointsTotal).toBeUndefined();
    expect(summary(one('exact', 5, 5), one('exact', 3, 3))).toMatchObject({
      pointsTotal: 8,
      pointsRead: 8,
      lines: 2,
      lastStep: 4,
      nonFinite: 2,
    });
  });
});
