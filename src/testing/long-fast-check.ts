// fast-check with many more runs a property: `npm run test:long` puts it in place of fast-check (vite.config.ts).
import * as real from '../../node_modules/fast-check/lib/fast-check.js';

export * from '../../node_modules/fast-check/lib/fast-check.js';

const DEFAULT_RUNS = 100;
const factor = Number(process.env['RUNLENS_LONG'] ?? 1);

function assertLonger(property: real.IRawProperty<unknown>, parameters: real.Parameters<unknown> = {}) {
  return real.assert(property, { ...parameters, numRuns: (parameters.numRuns ?? DEFAULT_RUNS) * factor });
}

/** The property with `factor` times the runs that its test asks for; what it asks for besides stays. */
export const assert = assertLonger as typeof real.assert;

// oxlint-disable-next-line import/no-default-export -- half of the tests import it so
export default { ...real.default, assert };
