import { describe, expect, it } from 'vitest';
import { axisId, carryPlace } from './pinned-place.ts';
import type { RunId } from '../runs/run.ts';
import { makeRunClock } from '../series/run-clock.ts';
import type { XAxis } from '../series/series-axis.ts';

function clockOf(stepMs: number, length: number) {
  const steps = Float64Array.from({ length }, (_, step) => step);
  const timestampsMs = steps.map((step) => step * stepMs);
  return makeRunClock({ steps, timestampsMs, values: new Float64Array(length) }, 0);
}

describe('axisId', () => {
  it('is another one for every axis', () => {
    const axes: readonly XAxis[] = [
      { kind: 'step' },
      { kind: 'relative' },
      { kind: 'wall' },
      { kind: 'epoch', key: 'epoch' },
      { kind: 'epoch', key: 'step' },
      { kind: 'metric', key: 'epoch', join: 'step' },
      { kind: 'metric', key: 'epoch', join: 'time' },
    ];
    expect(new Set(axes.map(axisId)).size).toBe(axes.length);
    expect(axisId({ kind: 'epoch', key: 'a/b' })).toBe(axisId({ kind: 'epoch', key: 'a/b' }));
  });
});

describe('a pinned place on cards of another axis', () => {
  const [slow, fast] = ['slow' as RunId, 'fast' as RunId];
  const clocks = new Map([
    [slow, clockOf(100, 11)],
    [fast, clockOf(10, 101)],
  ]);

  it('is the same place on the same axis', () => {
    expect(carryPlace({ axis: 'step', x: 7, run: fast }, 'step', undefined)).toEqual({
      x: 7,
      run: undefined,
    });
  });

  it('is the same moment of the run whose point it was', () => {
    expect(carryPlace({ axis: 'step', x: 7, run: fast }, 'relative', clocks)).toEqual({ x: 70, run: fast });
    expect(carryPlace({ axis: 'relative', x: 500, run: slow }, 'step', clocks)).toEqual({ x: 5, run: slow });
    expect(carryPlace({ axis: 'step', x: 50, run: slow }, 'relative', clocks)).toBeUndefined();
  });

  it('is that of the first run that was there where it was typed, or its run is gone', () => {
    expect(carryPlace({ axis: 'step', x: 7 }, 'relative', clocks)).toEqual({ x: 700, run: slow });
    expect(carryPlace({ axis: 'step', x: 50 }, 'relative', clocks)).toEqual({ x: 500, run: fast });
    const gone = { axis: 'step', x: 50, run: 'gone' as RunId };
    expect(carryPlace(gone, 'relative', clocks)).toEqual({ x: 500, run: fast });
  });

  it('is nowhere without clocks, or on axes that none ties together', () => {
    expect(carryPlace({ axis: 'step', x: 7 }, 'relative', undefined)).toBeUndefined();
    expect(carryPlace({ axis: 'step', x: 7 }, 'wall', clocks)).toBeUndefined();
    expect(carryPlace({ axis: 'epoch/e', x: 7 }, 'relative', clocks)).toBeUndefined();
  });
});
