import { describe, expect, it } from 'vitest';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { axesOfQuery } from './card-axes.ts';

const { chart } = DEFAULT_WORKSPACE;

describe('what is asked of a picture', () => {
  it('is the window of a zoom, else of ends that were both typed', () => {
    const xRange = { min: 10, max: 20 };
    const xWindow = { min: 12, max: 13 };
    expect(axesOfQuery({ ...chart, xRange }).xWindow).toEqual(xRange);
    expect(axesOfQuery({ ...chart, xRange, xWindow }).xWindow).toEqual(xWindow);
    expect(axesOfQuery({ ...chart, xRange: { min: 10 } })).toMatchObject({
      xWindow: undefined,
      xRange: { min: 10 },
    });
  });

  it('is no window that a log axis has no place for', () => {
    expect(axesOfQuery({ ...chart, xKind: 'log', xRange: { min: 0, max: 20 } }).xWindow).toBeUndefined();
  });
});
