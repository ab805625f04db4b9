import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import type { ChartPicture, PictureSeries } from '../../worker/charts/chart-protocol.ts';
import { badgeNotes, mainNote } from './chart-badge.tsx';
import { summarisePicture } from './picture-summary.ts';

const SERIES: PictureSeries = {
  runId: 'r' as RunId,
  state: 'exact',
  pointsRead: 100,
  pointsTotal: 100,
  lastStep: 99,
  onlyValue: undefined,
  nonFiniteCount: 0,
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

function notes(series: Partial<PictureSeries>, picture: Partial<ChartPicture> = {}): readonly string[] {
  const two = [SERIES, { ...SERIES, ...series }];
  const summary = summarisePicture({ axis: { kind: 'step' }, ...picture, series: two } as ChartPicture);
  return badgeNotes(summary).filter((note) => note !== mainNote(summary));
}

describe('the badge of a card', () => {
  it('says nothing but the count where lines are what was logged', () => {
    expect(notes({})).toEqual([]);
  });

  it('counts the runs of a family that are on their way, not their histories', () => {
    const family = ['a', 'a', 'b', 'b'].map(
      (runId, place): PictureSeries => ({
        ...SERIES,
        runId: runId as RunId,
        state: place === 0 ? 'exact' : 'loading',
      }),
    );
    const summary = summarisePicture({ axis: { kind: 'step' }, series: family } as unknown as ChartPicture);
    expect(badgeNotes(summary)).toContain(m.card_loading_some({ count: '2', total: '2' }));
  });

  it('counts restarts of all runs', () => {
    expect(notes({ restartCount: 2 })).toEqual([m.badge_restarts({ count: 2, text: '2' })]);
  });

  it('says where x turns back', () => {
    expect(notes({ isInLoggedOrder: true })).toEqual([m.badge_logged_order()]);
  });

  it('counts what has no place on an axis', () => {
    expect(notes({ placelessCount: 1200, offAxisCount: 3 })).toEqual([
      m.card_off_axis({ count: 3, text: '3' }),
      m.badge_placeless({ count: 1200, text: '1,200' }),
    ]);
  });

  it('says where a sample of one metric stands for what was not read of it', () => {
    expect(notes({ state: 'sampled', staleCount: 1200 })).toEqual([
      m.badge_stale({ count: 1200, text: '1,200' }),
    ]);
  });

  it('says where steps are too large for a number', () => {
    expect(notes({ roundedCount: 1 })).toEqual([m.badge_rounded({ count: 1, text: '1' })]);
  });

  it('counts what lies beyond chosen ends', () => {
    expect(notes({}, { yRange: { min: 0, max: 1, aboveCount: 12, belowCount: 1 } })).toEqual([
      m.badge_above({ count: 12, text: '12' }),
      m.badge_below({ count: 1, text: '1' }),
    ]);
  });

  it('names the rule of smoothing, before all else', () => {
    expect(notes({}, { smoothing: { kind: 'ema', weight: 0.6 } })).toEqual(['EMA 0.6']);
    const halfLife = { kind: 'time-ema', halfLife: 90_000 } as const;
    expect(notes({}, { smoothing: halfLife, axis: { kind: 'relative' } })).toEqual([
      m.badge_time_ema({ life: '1 min 30 s' }),
    ]);
    expect(notes({}, { smoothing: halfLife })).toEqual([
      m.badge_time_ema({ life: m.badge_steps({ count: 90_000, text: '90,000' }) }),
    ]);
  });
});
