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
 * @param {string} output of bench/counts.mjs: a line for each count that begins with `ok` or `FAIL`
 * @returns {Counts}
 */
export function countLines(output) {
  const lines = output.split('\n');
  return {
    passed: lines.filter((line) => line.startsWith('ok ')).length,
    failed: lines.filter((line) => line.startsWith('FAIL ')).length,
    skipped: 0,
  };
}

const SHOWN_ERROR_CHARACTERS = 900;
const COLOURS = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*m`, 'g');

/**
 * What went wrong in which journey: those that failed, then those that passed at their second attempt only.
 * @param {string} text Playwright's JSON report
 * @returns {string[]}
 */
export function describeJourneys(text) {
  const lines = [];
  for (const { project, place, title, status, error } of journeysOf(JSON.parse(text))) {
    if (status === 'unexpected') lines.push(`failed: [${project}] ${place} ${title}\n${error}`);
    if (status === 'flaky')
      lines.push(`passed at the second attempt only: [${project}] ${place} ${title}\n${error}`);
  }
  return lines.toSorted();
}

/**
 * @param {unknown} suite of the report, or the report
 * @returns {{ project: string, place: string, title: string, status: string, error: string }[]}
 */
function journeysOf(suite) {
  const { suites, specs } = recordOf(suite);
  const own = listOf(specs).flatMap((spec) => {
    const { title, file, line, tests } = recordOf(spec);
    return listOf(tests).map((test) => {
      const { projectName, status, results } = recordOf(test);
      const [error = ''] = listOf(results).flatMap((result) => {
        const { message } = recordOf(recordOf(result)['error']);
        return typeof message === 'string' ? [message] : [];
      });
      return {
        project: String(projectName),
        place: `${String(file)}:${String(line)}`,
        title: String(title),
        status: String(status),
        error: error.replaceAll(COLOURS, '').slice(0, SHOWN_ERROR_CHARACTERS),
      };
    });
  });
  return [...own, ...listOf(suites).flatMap(journeysOf)];
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function listOf(value) {
  return Array.isArray(value) ? value : [];
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
