import { describe, expect, it } from 'vitest';
import { settingsForCard, withCardAxes, zoomChange } from './card-axes.ts';
import { metricCardId } from './chart-cards.ts';
import { type ChartSettings, DEFAULT_WORKSPACE } from '../workspace.ts';

const ALL: ChartSettings = {
  ...DEFAULT_WORKSPACE.chart,
  xKind: 'log',
  xWindow: { min: 10, max: 20 },
  systemWindow: { min: 1000, max: 2000 },
  xRange: { min: 5 },
  yRange: { max: 1 },
  smoothing: { kind: 'ema', weight: 0.6 },
  clipping: { kind: 'iqr', factor: 1.5 },
  isYShared: true,
};

function forCard(key: string, settings = ALL): ChartSettings {
  return settingsForCard(settings, metricCardId(key), key);
}

describe('settings of one card', () => {
  it('are those of all cards where it has none of its own', () => {
    expect(forCard('loss')).toEqual(ALL);
  });

  it('are in time for system metrics: nothing that was said in steps holds', () => {
    const halfLife = { ...ALL, smoothing: { kind: 'time-ema', halfLife: 100 } as const };
    expect(forCard('system/cpu', halfLife)).toEqual({
      ...halfLife,
      axis: { kind: 'relative' },
      xKind: 'linear',
      xWindow: ALL.systemWindow,
      xRange: {},
      smoothing: undefined,
    });
  });

  it('are the same window for all where all go by time', () => {
    const byTime: ChartSettings = { ...ALL, axis: { kind: 'relative' } };
    expect(forCard('system/cpu', byTime)).toEqual(byTime);
    expect(zoomChange(byTime, 'm:system/cpu', 'system/cpu', ALL.xWindow)).toEqual({ xWindow: ALL.xWindow });
  });

  it('zoom cards of the same x only', () => {
    const window = { min: 1, max: 2 };
    expect(zoomChange(ALL, 'm:loss', 'loss', window)).toEqual({ xWindow: window });
    expect(zoomChange(ALL, 'm:system/cpu', 'system/cpu', window)).toEqual({ systemWindow: window });
  });

  it('go by time where the others go by an expression of steps, with a window of their own', () => {
    const byTokens: ChartSettings = { ...ALL, axis: { kind: 'expression', text: 'step * 32' } };
    expect(forCard('loss', byTokens)).toEqual(byTokens);
    expect(forCard('system/cpu', byTokens)).toMatchObject({
      axis: { kind: 'relative' },
      xWindow: ALL.systemWindow,
    });
    expect(zoomChange(byTokens, 'm:system/cpu', 'system/cpu', ALL.xWindow)).toEqual({
      systemWindow: ALL.xWindow,
    });
  });

  it('zoom cards by step and by time together where the clocks of runs are known', () => {
    const clock = { steps: Float64Array.of(0, 100), elapsedMs: Float64Array.of(0, 50_000) };
    expect(zoomChange(ALL, 'm:loss', 'loss', { min: 10, max: 20 }, [clock])).toEqual({
      xWindow: { min: 10, max: 20 },
      systemWindow: { min: 5_000, max: 10_000 },
    });
    expect(zoomChange(ALL, 'm:system/cpu', 'system/cpu', { min: 5_000, max: 10_000 }, [clock])).toEqual({
      xWindow: { min: 10, max: 20 },
      systemWindow: { min: 5_000, max: 10_000 },
    });
    const none = { xWindow: undefined, systemWindow: undefined };
    expect(zoomChange(ALL, 'm:loss', 'loss', undefined, [clock])).toEqual(none);
    // Nobody was there: the other cards stay as they are.
    const beyond = { min: 200, max: 300 };
    expect(zoomChange(ALL, 'm:loss', 'loss', beyond, [clock])).toEqual({ xWindow: beyond });
    const byTime: ChartSettings = { ...ALL, axis: { kind: 'relative' } };
    expect(zoomChange(byTime, 'm:loss', 'loss', beyond, [clock])).toEqual({ xWindow: beyond });
  });

  it('have no log axis of dates', () => {
    expect(forCard('loss', { ...ALL, axis: { kind: 'wall' } }).xKind).toBe('linear');
  });

  it('are its own where it has any, and as all where it has not', () => {
    const cards = { 'm:loss': { yKind: 'log', smoothing: 'none', clipping: 'none' } } as const;
    expect(forCard('loss', { ...ALL, cards })).toEqual({
      ...ALL,
      cards,
      yKind: 'log',
      smoothing: undefined,
      clipping: undefined,
      isYShared: false,
    });
    expect(forCard('acc', { ...ALL, cards })).toEqual({ ...ALL, cards });
  });
});

describe('changing what a card has of its own', () => {
  it('adds to it, and takes it back', () => {
    const one = withCardAxes({}, 'm:loss', { yKind: 'log' });
    const two = withCardAxes(one, 'm:loss', { yRange: { min: 1 } });
    expect(two).toEqual({ 'm:loss': { yKind: 'log', yRange: { min: 1 } } });
    expect(withCardAxes(two, 'm:loss', { yKind: undefined, yRange: undefined })).toEqual({});
    expect(withCardAxes(two, 'm:loss', undefined)).toEqual({});
    expect(withCardAxes(two, 'm:acc', { smoothing: 'none' })['m:loss']).toEqual(two['m:loss']);
  });

  it('has an x of its own, with a zoom that no other card follows', () => {
    const own = { axis: { kind: 'relative' }, xKind: 'log' } as const;
    const settings = { ...ALL, cards: { 'm:loss': own } };
    const card = settingsForCard(settings, 'm:loss', 'loss');
    expect(card).toMatchObject({ axis: own.axis, xKind: 'log', xWindow: undefined, xRange: {} });
    expect(settingsForCard(settings, 'm:acc', 'acc')).toMatchObject({ axis: ALL.axis, xWindow: ALL.xWindow });
    const window = { min: 1, max: 2 };
    const change = zoomChange(settings, 'm:loss', 'loss', window);
    expect(change).toEqual({ cards: { 'm:loss': { ...own, xWindow: window } } });
    expect(settingsForCard({ ...settings, ...change }, 'm:loss', 'loss').xWindow).toEqual(window);
    const byDate = { ...settings, cards: { 'm:loss': { axis: { kind: 'wall' }, xKind: 'log' } as const } };
    expect(settingsForCard(byDate, 'm:loss', 'loss').xKind).toBe('linear');
  });
});
