import { arrangeDiff, type DiffRows } from '../../domain/comparison/diff-rows.ts';
import { readDiff } from '../../domain/comparison/read-diff.ts';
import { type EvaluationContext, movingNowMs } from '../../domain/expression/evaluation-context.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import type { FactsRow, RunFacts } from '../charts/run-facts.ts';
import type { DiffReply, DiffRequest } from './diff-protocol.ts';

interface Arranged {
  readonly key: string;
  /** Another object after every change of the rows that it is about. */
  readonly contexts: readonly (EvaluationContext | undefined)[];
  readonly rows: DiffRows;
}

/** The last one of each source as a whole: its windows are asked for one after the other. */
const lastOf = new WeakMap<RunFacts, Arranged>();

/**
 * A window of the diff, made of the rows that are loaded: the server is asked nothing. A run that is none of them is
 * read by itself, once; one that cannot be read has no status and no values. Rejects when the signal aborts.
 */
export async function readDiffWindow(
  request: DiffRequest,
  facts: RunFacts,
  signal: AbortSignal,
): Promise<DiffReply> {
  const { viewId, runIds, start, end } = request;
  await untilRead(request, facts, signal);
  const found = runIds.map((id) => facts.rowOf(viewId, id));
  const { rows, ...counts } = arrange(request, found, facts);
  return {
    statuses: found.map((row) => row && RUN_STATUSES[row.logged.statusCodes[row.row] ?? -1]),
    start,
    rows: rows.slice(start, end),
    rowCount: rows.length,
    ...counts,
  };
}

async function untilRead(
  { viewId, runIds }: DiffRequest,
  facts: RunFacts,
  signal: AbortSignal,
): Promise<void> {
  const isReading = () => runIds.some((id) => facts.of(viewId, id).state === 'reading');
  while (isReading()) {
    await new Promise<void>((resolve, reject) => {
      const done = facts.subscribe(() => {
        done();
        resolve();
      });
      signal.addEventListener('abort', () => {
        done();
        reject(signal.reason as Error);
      });
    });
  }
}

function arrange(
  { viewId, runIds, baseline, view }: DiffRequest,
  found: readonly (FactsRow | undefined)[],
  facts: RunFacts,
): DiffRows {
  const key = JSON.stringify([viewId, runIds, baseline, view]);
  const contexts = found.map((row) => row?.context);
  const last = lastOf.get(facts);
  const isSame = last?.key === key && last.contexts.every((context, index) => context === contexts[index]);
  if (isSame) return last.rows;
  const place = baseline === undefined ? -1 : runIds.indexOf(baseline);
  const rules = { epsilon: view.epsilon, baseline: place < 0 ? undefined : place };
  const rows = arrangeDiff(linesOf(found), view, rules);
  lastOf.set(facts, { key, contexts, rows });
  return rows;
}

function linesOf(found: readonly (FactsRow | undefined)[]) {
  const context = found.find((row) => row !== undefined)?.context;
  const subjects = found.map((row) => row && { frame: row.context.frame, row: row.row });
  return readDiff(subjects, context ? movingNowMs(context) : Number.NaN);
}
