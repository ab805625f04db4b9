import { describe, expect, it } from 'vitest';
import { isDeciding, mayMatchMore, undecidedRuns } from './may-match-more.ts';

const COMPUTING = { doneRuns: 10, totalRuns: 50, askPoints: undefined, failedRuns: 0, failure: undefined };
const DONE = { state: 'complete', computing: undefined, filter: { text: 'min(loss) < 1' } } as const;

describe('whether more runs may match', () => {
  it('is so while statistics that the filter needs are read, and while runs come', () => {
    expect(mayMatchMore(DONE)).toBe(false);
    expect(mayMatchMore({ ...DONE, computing: COMPUTING })).toBe(true);
    expect(undecidedRuns({ computing: COMPUTING })).toBe(40);
    expect(mayMatchMore({ ...DONE, computing: { ...COMPUTING, doneRuns: 50 } })).toBe(false);
    expect(mayMatchMore({ ...DONE, state: 'loading' })).toBe(true);
    expect(mayMatchMore({ ...DONE, computing: COMPUTING, filter: { text: '' } })).toBe(false);
  });

  it('is not worked on while the person is asked', () => {
    expect(isDeciding({ ...DONE, computing: COMPUTING })).toBe(true);
    expect(isDeciding({ ...DONE, computing: { ...COMPUTING, askPoints: 3e6 } })).toBe(false);
    expect(isDeciding({ ...DONE, state: 'loading', filter: { text: '' } })).toBe(true);
  });
});
