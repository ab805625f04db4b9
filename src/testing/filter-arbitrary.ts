import fc from 'fast-check';

/** What filters are made of: keys and values that runs have, and some that they do not. */
export interface FilterWords {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
  readonly texts: readonly string[];
  readonly runIds: readonly string[];
  readonly timesMs: readonly number[];
}

const STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED', 'SILENT', 'finished'] as const;
const NUMBERS = ['0', '1', '0.5', '1e-3', '3', '-1', '2e-300', '1e300', '-0.25', '100', '1e22'] as const;

/** Texts of filters, of clauses that MLflow knows and of those that only this language has. */
export function filterTexts(words: FilterWords): fc.Arbitrary<string> {
  const clause = clauseTexts(words);
  return fc.letrec<{ filter: string }>((tie) => ({
    filter: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      clause,
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' AND ')})`),
      fc.array(tie('filter'), { minLength: 2, maxLength: 3 }).map((parts) => `(${parts.join(' OR ')})`),
      tie('filter').map((part) => `NOT (${part})`),
    ),
  })).filter;
}

function clauseTexts({ metrics, params, tags, texts, runIds, timesMs }: FilterWords): fc.Arbitrary<string> {
  const metric = fc.constantFrom(...metrics).map((key) => `metrics.\`${key}\``);
  const keyed = fc.oneof(
    fc.constantFrom(...params).map((key) => `params.\`${key}\``),
    fc.constantFrom(...tags).map((key) => `tags.\`${key}\``),
  );
  const textField = fc.oneof(
    keyed,
    fc.constantFrom('name', 'note', 'parent', 'artifact_uri', 'user', 'run_id'),
  );
  const order = fc.constantFrom('=', '!=', '<', '<=', '>', '>=');
  const number = fc.constantFrom(...NUMBERS);
  const text = fc.constantFrom(...texts).map(quote);
  const pattern = fc
    .constantFrom(...texts)
    .chain((value) => patternsOf(value))
    .map(quote);
  const list = fc.array(text, { minLength: 1, maxLength: 3 }).map((values) => `(${values.join(', ')})`);
  const isIn = fc.constantFrom('IN', 'NOT IN');
  const isLike = fc.constantFrom('LIKE', 'ILIKE', 'NOT LIKE');
  const isNull = fc.constantFrom('IS NULL', 'IS NOT NULL');
  const time = fc
    .tuple(fc.constantFrom(...timesMs), fc.constantFrom(-1, 0, 1))
    .map(([ms, more]) => ms + more);
  return fc.oneof(
    spaced(metric, order, number),
    spaced(
      metric,
      isIn,
      fc.array(number, { minLength: 1, maxLength: 3 }).map((all) => `(${all.join(', ')})`),
    ),
    spaced(metric, fc.constant('BETWEEN'), number, fc.constant('AND'), number),
    spaced(metric, isNull),
    spaced(textField, fc.constantFrom('=', '!=', '<', '>='), text),
    spaced(textField, isLike, pattern),
    spaced(textField, isIn, list),
    spaced(keyed, isNull),
    spaced(keyed, order, number),
    spaced(fc.constant('status'), isIn, listOf(STATUSES)),
    spaced(fc.constant('status'), fc.constantFrom('=', '!='), fc.constantFrom(...STATUSES).map(quote)),
    spaced(fc.constant('run_id'), isIn, listOf(runIds)),
    spaced(fc.constantFrom('start_time', 'end_time'), order, time.map(String)),
    spaced(fc.constantFrom('start_time > -400d', 'duration > 1m', 'end_time IS NULL', 'metrics.loss = nan')),
    spaced(fc.constantFrom('dataset.name', 'dataset.context'), fc.constantFrom('=', '!='), text),
    spaced(fc.constant('dataset.name'), isIn, list),
    fc.constantFrom(...texts).map((value) => quote(value.slice(0, 4))),
  );
}

/** The parts one after the other, with spaces. */
function spaced(...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> {
  return fc.tuple(...parts).map((all) => all.join(' '));
}

function listOf(values: readonly string[]): fc.Arbitrary<string> {
  return fc
    .uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 })
    .map((all) => `(${all.map(quote).join(', ')})`);
}

/** The text with some of its signs as `%` or `_`. */
function patternsOf(value: string): fc.Arbitrary<string> {
  return fc
    .tuple(fc.nat(value.length), fc.constantFrom('%', '_', ''), fc.boolean())
    .map(([at, sign, isLower]) => {
      const pattern = `${value.slice(0, at)}${sign}${sign === '%' ? '' : value.slice(at + 1)}`;
      return isLower ? pattern.toLowerCase() : pattern;
    });
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
