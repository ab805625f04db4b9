import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointsCsvHead, pointsCsvLines, pointsCsvPrefix } from './export-points-csv.ts';

const SERIES = {
  steps: Float64Array.of(-1, 0, 0, 7),
  timestampsMs: Float64Array.of(0, 1_700_000_000_123, 1_700_000_000_124, 9e15),
  values: Float64Array.of(0.1 + 0.2, Number.NaN, Number.NEGATIVE_INFINITY, -0),
};

describe('points as CSV', () => {
  it('begins with the byte-order mark and names its columns', () => {
    expect(pointsCsvHead()).toBe('\uFEFFrun,run_id,metric,step,time,value\r\n');
  });

  it('writes every digit, and what is no date as a number', () => {
    expect(pointsCsvLines('p,', SERIES, 0, 9).split('\r\n')).toEqual([
      'p,-1,1970-01-01T00:00:00.000Z,0.30000000000000004',
      'p,0,2023-11-14T22:13:20.123Z,NaN',
      'p,0,2023-11-14T22:13:20.124Z,-inf',
      'p,7,9000000000000000,-0',
      '',
    ]);
  });

  it('protects names that a spreadsheet would run, and quotes commas', () => {
    expect(pointsCsvPrefix('=1+1', 'id', 'a,"b"')).toBe(`'=1+1,id,"a,""b""",`);
  });

  it('is the same in slices as at once', () => {
    fc.assert(
      fc.property(fc.nat(4), (cut) => {
        const parts = pointsCsvLines('x,', SERIES, 0, cut) + pointsCsvLines('x,', SERIES, cut, 4);
        expect(parts).toBe(pointsCsvLines('x,', SERIES, 0, 4));
      }),
    );
  });
});
