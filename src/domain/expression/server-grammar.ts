import type { AttributeField, Field } from './ast.ts';

/** What a server's filter can say; see `pushDownRules`. */
export interface PushDownRules {
  /** `IS NULL` and `IS NOT NULL` on params and tags. */
  readonly acceptsNullTests: boolean;
  /**
   * Datasets beside other clauses, and `IN` with capital letters. 2.22.4 answers 503 (`no such column:
   * anon_1.destination_id`) to a dataset's clause with one on a metric, param, tag or name, or with such an order.
   */
  readonly acceptsDatasets: boolean;
  /** NaN is unequal to every number. Else it is taken for the 0 that is stored in its place. */
  readonly knowsNan: boolean;
  /** File stores do not read LIKE's patterns as regular expressions. */
  readonly escapesPatterns: boolean;
  /** SQLite joins 64 tables at most; more clauses answer 503 (3.17.2, 2.22.4). */
  readonly maxClauses: number;
}

/** Clauses in MLflow's grammar that every run of a filter meets, joined by AND. */
export interface Pushed {
  readonly clauses: readonly string[];
  /** Whether no other run meets them. */
  readonly isExact: boolean;
}

/** `version`: as the server tells it, `3.17.2`; undefined: unknown, the least is taken for granted. */
export function pushDownRules(version: string | undefined): PushDownRules {
  return {
    // mlflow/mlflow #21283
    acceptsNullTests: isAtLeast(version, [3, 11, 1]),
    // Seen on 3.17.2
    acceptsDatasets: isAtLeast(version, [3, 17, 2]),
    // mlflow/mlflow #25802, seen on 3.17.2
    knowsNan: isAtLeast(version, [3, 17, 2]),
    // Seen in the code of 3.17.2 (`re.escape`) and missing in 2.22.4.
    escapesPatterns: isAtLeast(version, [3, 17, 2]),
    maxClauses: 50,
  };
}

const ATTRIBUTES: Partial<Record<AttributeField, string>> = {
  run_id: 'attributes.run_id',
  name: 'attributes.run_name',
  start_time: 'attributes.start_time',
  end_time: 'attributes.end_time',
  artifact_uri: 'attributes.artifact_uri',
  parent: 'tags.`mlflow.parentRunId`',
  note: 'tags.`mlflow.note.content`',
};

/**
 * The field in MLflow's grammar; undefined where that has no word for it. `user` is none: runs without a user id are
 * shown with the tag `mlflow.user`, which the server does not compare. `status`: see `pushStatus`.
 */
export function serverName(field: Field): string | undefined {
  switch (field.kind) {
    case 'metric':
    case 'param':
    case 'tag':
      // The signs that MLflow lets keys have; others are not worth a trap in its parser.
      return /^[\p{L}\p{M}\p{N}_/.\- :]+$/u.test(field.key) ? `${field.kind}s.\`${field.key}\`` : undefined;
    case 'dataset':
      return `datasets.${field.key}`;
    case 'attribute':
      return ATTRIBUTES[field.key];
    case 'alias':
    case 'model':
      return undefined;
  }
}

/**
 * Between the quotes that the text does not hold: the grammar has no escapes. Undefined where it holds both kinds, and
 * where it ends in `\`, which hides the closing quote. Neither NUL nor half a character can be stored.
 */
export function quoteValue(text: string): string | undefined {
  if (text.endsWith('\\') || text.length > 5000 || /\0|\p{Surrogate}/u.test(text)) return undefined;
  if (!text.includes("'")) return `'${text}'`;
  return text.includes('"') ? undefined : `"${text}"`;
}

function isAtLeast(version: string | undefined, wanted: readonly [number, number, number]): boolean {
  const [, ...parts] = /^(\d+)\.(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  if (parts.length === 0) return false;
  for (const [index, number] of wanted.entries()) {
    const difference = Number(parts[index]) - number;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
