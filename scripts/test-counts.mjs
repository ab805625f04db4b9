// @ts-check
/** How many tests passed, from what each tool reports. */

/**
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/** @type {Counts} */
export const NONE = { passed: 0, failed: 0, skipped: 0 };

/**
 * @param {Counts} a
 * @param {Counts} b
 * @returns {Counts}
 */
export function addCounts(a, b) {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

/**
 * A check is one test.
 * @param {boolean} isPassed
 * @returns {Counts}
 */
export function countCheck(isPassed) {
  return { ...NONE, [isPassed ? 'passed' : 'failed']: 1 };
}

/**
 * Whatever a report says, a run that did not end well has failed: a file that cannot be read holds no tests.
 * @param {Counts} counts
 * @param {boolean} isEndedWell
 * @returns {Counts}
 */
export function failAtLeastOnce(counts, isEndedWell) {
  return isEndedWell || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/**
 * @param {string} text Vitest's JSON report
 * @returns {Counts}
 */
export function countVitest(text) {
  const report = recordOf(JSON.parse(text));
  return {
    passed: numberOf(report['numPassedTests']),
    failed: numberOf(report['numFailedTests']),
    skipped: numberOf(report['numPendingTests']) + numberOf(report['numTodoTests']),
  };
}

/**
 * @param {string} text Playwright's JSON report
 * @returns {Counts} errors outside tests (a spec that does not compile) count as failed
 */
export function countPlaywright(text) {
  const report = recordOf(JSON.parse(text));
  const stats = recordOf(report['stats']);
  const errors = Array.isArray(report['errors']) ? report['errors'].length : 0;
  return {
    passed: numberOf(stats['expected']) + numberOf(stats['flaky']),
    failed: numberOf(stats['unexpected']) + errors,
    skipped: numberOf(stats['skipped']),
  };
}

/**
 * @param {string} output of `playwright test --list`
 * @returns {number}
 */
export function countListed(output) {
  return Number(/^Total: (\d+) tests?/m.exec(output)?.[1] ?? 0);
}

/**
 * The last line of `npm test`.
 * @param {Counts} counts
 */
export function summaryLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function recordOf(value) {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

/** @param {unknown} value */
function numberOf(value) {
  return typeof value === 'number' ? value : 0;
}
