import { describe, expect, it } from 'vitest';
import {
  addCounts,
  countCheck,
  countLines,
  countListed,
  countPlaywright,
  countVitest,
  describeJourneys,
  failAtLeastOnce,
  NONE,
  summaryLine,
} from './test-counts.mjs';

const testOf = (status: string, ...messages: string[]) => ({
  projectName: 'demo',
  status,
  results: [...messages.map((message) => ({ error: { message } })), {}],
});
const specOf = (title: string, tests: readonly object[]) => ({ title, file: 'a.spec.ts', line: 3, tests });

describe('counts', () => {
  it('reads a report of Vitest', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 1,
      numPendingTests: 2,
      numTodoTests: 1,
      success: false,
    };
    expect(countVitest(JSON.stringify(report))).toEqual({ passed: 7, failed: 1, skipped: 3 });
  });

  it('reads a report of Playwright, with errors outside tests', () => {
    const report = {
      errors: [{ message: 'x' }],
      stats: { expected: 4, unexpected: 1, flaky: 0, skipped: 2 },
    };
    expect(countPlaywright(JSON.stringify(report))).toEqual({ passed: 4, failed: 2, skipped: 2 });
  });

  it('names the journeys that failed, and those that needed two attempts', () => {
    const report = {
      suites: [
        {
          specs: [specOf('one', [testOf('expected')]), specOf('two', [testOf('flaky', 'late')])],
          suites: [
            { specs: [specOf('three', [testOf('unexpected', '\u001B[31mwrong\u001B[39m', 'again')])] },
          ],
        },
      ],
    };
    expect(describeJourneys(JSON.stringify(report))).toEqual([
      'failed: [demo] a.spec.ts:3 three\nwrong',
      'passed at the second attempt only: [demo] a.spec.ts:3 two\nlate',
    ]);
  });

  it('reads a list of Playwright', () => {
    expect(countListed('  [demo] › a.spec.ts:1:1 › x\nTotal: 12 tests in 3 files')).toBe(12);
    expect(countListed('Error: no tests found')).toBe(0);
  });

  it('reads the counts of the benchmark', () => {
    expect(countLines('starting\nok   rows: 3 (3)\nFAIL requests: 9 (at most 8)\n')).toEqual({
      passed: 1,
      failed: 1,
      skipped: 0,
    });
  });

  it('never calls a run that broke off passed', () => {
    expect(failAtLeastOnce({ passed: 3, failed: 0, skipped: 0 }, false)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
    expect(failAtLeastOnce({ passed: 3, failed: 2, skipped: 0 }, false).failed).toBe(2);
    expect(failAtLeastOnce(NONE, true)).toEqual(NONE);
  });

  it('sums up in one line', () => {
    const sum = [countCheck(true), countCheck(false), { passed: 0, failed: 0, skipped: 5 }].reduce(
      addCounts,
      NONE,
    );
    expect(summaryLine(sum)).toBe('1 passed, 1 failed, 5 skipped');
  });
});
