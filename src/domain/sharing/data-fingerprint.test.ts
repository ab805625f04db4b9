import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExperimentId } from '../runs/experiment.ts';
import { FINGERPRINT_LENGTH, fingerprintOf, isSameData, oldestOf } from './data-fingerprint.ts';

const experiment = (id: string, name: string, createdMs?: number) => ({
  id: id as ExperimentId,
  name,
  createdMs,
});
const experiments = fc.uniqueArray(
  fc.record({
    id: fc.string().map((id) => id as ExperimentId),
    name: fc.string(),
    createdMs: fc.option(fc.nat(), { nil: undefined }),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 6 },
);

describe('the fingerprint of data', () => {
  it('does not depend on the order, and has nine characters', () => {
    fc.assert(
      fc.property(experiments, (list) => {
        expect(fingerprintOf(list.toReversed())).toBe(fingerprintOf(list));
        expect(fingerprintOf(list)).toMatch(new RegExp(`^[\\w-]{${FINGERPRINT_LENGTH}}$`));
      }),
    );
  });

  it('is that of the same data after a rename, and no more after another creation or id', () => {
    const here = fingerprintOf([experiment('1', 'digits', 1_700_000_000_000)]);
    const renamed = fingerprintOf([experiment('1', 'digits, old', 1_700_000_000_000)]);
    expect(renamed).not.toBe(here);
    expect(isSameData(here, renamed)).toBe(true);
    expect(isSameData(here, fingerprintOf([experiment('1', 'digits', 1_700_000_000_001)]))).toBe(false);
    expect(isSameData(here, fingerprintOf([experiment('2', 'digits', 1_700_000_000_000)]))).toBe(false);
  });

  it('goes by the name where nobody knows when it was made', () => {
    const here = fingerprintOf([experiment('1', 'digits')]);
    expect(isSameData(here, fingerprintOf([experiment('1', 'speech')]))).toBe(false);
  });

  it('of all experiments is that of the first one, whichever come later', () => {
    const first = experiment('0', 'Default', 5);
    expect(oldestOf([experiment('7', 'new', 9), first])).toEqual([first]);
    expect(oldestOf([])).toEqual([]);
  });

  it('stays what it was in links', () => {
    expect(fingerprintOf([experiment('1', 'digits', 1_700_000_000_000)])).toMatchInlineSnapshot(
      `"SMvq3Brtb"`,
    );
  });
});
