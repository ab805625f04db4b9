/** What `mlflow.search_runs` is asked for. */
export interface SearchRunsCall {
  readonly experimentIds: readonly string[];
  /** In MLflow's own grammar: `pushed` of `splitForServer` where that is exact. Undefined: all runs. */
  readonly filter: string | undefined;
  /** Entries of `order_by`, in MLflow's grammar. */
  readonly orderBy: readonly string[];
}

/** More ids in one list have not been seen to work (`push-down.ts`). */
const MAX_LISTED = 1000;

/** The Python call with which MLflow's client finds the same runs. */
export function toSearchRuns({ experimentIds, filter, orderBy }: SearchRunsCall): string {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['experiment_ids', pythonList(experimentIds)],
    ['filter_string', filter === undefined ? undefined : pythonText(filter)],
    ['order_by', orderBy.length > 0 ? pythonList(orderBy) : undefined],
  ];
  const lines = named.flatMap(([name, value]) => (value === undefined ? [] : [`    ${name}=${value},\n`]));
  return `mlflow.search_runs(\n${lines.join('')})`;
}

/** The call for exactly these runs, where MLflow's filter cannot say what they have in common. */
export function runIdsCall(experimentIds: readonly string[], runIds: readonly string[]): string {
  if (runIds.length <= MAX_LISTED) {
    const filter = `run_id IN (${runIds.map((id) => `'${id}'`).join(', ')})`;
    return toSearchRuns({ experimentIds, filter, orderBy: [] });
  }
  return [
    `run_ids = ${pythonList(runIds)}`,
    'runs = pandas.concat(',
    '    mlflow.search_runs(',
    `        experiment_ids=${pythonList(experimentIds)},`,
    `        filter_string="run_id IN ('" + "', '".join(run_ids[start : start + ${MAX_LISTED}]) + "')",`,
    '    )',
    `    for start in range(0, len(run_ids), ${MAX_LISTED})`,
    ')',
  ].join('\n');
}

/** A Python string literal of the text. */
export function pythonText(text: string): string {
  const quote = text.includes('"') && !text.includes("'") ? "'" : '"';
  const escaped = Array.from(text, (sign) => (sign === quote ? `\\${quote}` : escapeSign(sign)));
  return `${quote}${escaped.join('')}${quote}`;
}

const NAMED_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', String.raw`\\`],
  ['\n', String.raw`\n`],
  ['\r', String.raw`\r`],
  ['\t', String.raw`\t`],
]);

/** Control signs, line separators and half characters are invisible or no text at all. */
function escapeSign(sign: string): string {
  const named = NAMED_ESCAPES.get(sign);
  if (named !== undefined) return named;
  if (!/[\p{Cc}\p{Zl}\p{Zp}\p{Surrogate}]/u.test(sign)) return sign;
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function pythonList(texts: readonly string[]): string {
  return `[${texts.map((text) => pythonText(text)).join(', ')}]`;
}
