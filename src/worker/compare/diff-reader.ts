import { arrangeDiff, type DiffRow, type DiffRows } from '../../domain/comparison/diff-rows.ts';
import type { DiffCell } from '../../domain/comparison/diff-lines.ts';
import { readDiff } from '../../domain/comparison/read-diff.ts';
import { type EvaluationContext, movingNowMs } from '../../domain/expression/evaluation-context.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import { gitRangeOf, type GitSource, gitSourceOf } from '../../domain/runs/reproduce/git-source.ts';
import { textAt } from '../../domain/runs/run-column.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { FactsRow, RunFacts } from '../charts/run-facts.ts';
import type { DiffReply, DiffRequest } from './diff-protocol.ts';
import { type ModelsByRun, modelsOf, type ModelsRun, type ModelsSource, untilDone } from './models-of-set.ts';
import { untilRead } from './until-read.ts';

interface Arranged {
  readonly key: string;
  /** Another object after every change of the rows that it is about. */
  readonly contexts: readonly (EvaluationContext | undefined)[];
  readonly models: ModelsByRun;
  readonly rows: DiffRows;
}

/** The last one of each source as a whole: its windows are asked for one after the other. */
const lastOf = new WeakMap<RunFacts, Arranged>();

/**
 * A window of the diff, made of the rows that are loaded; the server is asked for nothing but the models of the set,
 * once: where a password is checked at every request (basic auth: 0.2 s of the server's time), asking again with every
 * page cost more than the runs. A run that is no row is read by itself, once; one that cannot be read has no status, and
 * no part in what differs. Rejects when the signal aborts.
 */
export async function readDiffWindow(
  request: DiffRequest,
  facts: RunFacts,
  source: ModelsSource,
  signal: AbortSignal,
): Promise<DiffReply> {
  const { viewId, runIds, baseline, start, end } = request;
  await untilRead(viewId, runIds, facts, signal);
  const found = runIds.map((id) => facts.rowOf(viewId, id));
  const models = modelsOf(source);
  const asked = found.flatMap((row) => (row ? [modelsRunOf(row)] : []));
  const isHeld = request.isGrowing && !request.waitsForModels;
  const reading = isHeld ? undefined : models.read(asked, request.modelsAttempt, facts.reloads);
  if (reading && request.waitsForModels) await untilDone(reading, signal);
  const { rows, ...counts } = arrange(request, found, models.byRun, facts);
  return {
    statuses: found.map((row) => row && RUN_STATUSES[row.logged.statusCodes[row.row] ?? -1]),
    gitRange: found.length === 2 ? rangeBetween(found, baseline) : undefined,
    start,
    rows: rows.slice(start, end),
    rowCount: rows.length,
    models: isHeld ? { state: 'reading' } : models.state,
    ...counts,
  };
}

/** Another status of a run is a reason to read again: it may have logged its model last of all. */
function modelsRunOf({ logged, row }: FactsRow): ModelsRun {
  return {
    id: logged.ids[row] ?? NO_RUN,
    experimentId: logged.experimentIds[row] ?? NO_EXPERIMENT,
    statusCode: logged.statusCodes[row],
  };
}

const NO_RUN = '' as RunId;
const NO_EXPERIMENT = '' as ExperimentId;

function arrange(
  { viewId, runIds, baseline, view, words }: DiffRequest,
  found: readonly (FactsRow | undefined)[],
  models: ModelsByRun,
  facts: RunFacts,
): DiffRows {
  const key = JSON.stringify([viewId, runIds, baseline, view, words]);
  const contexts = found.map((row) => row?.context);
  const last = lastOf.get(facts);
  const isSame =
    last?.key === key &&
    last.models === models &&
    last.contexts.every((context, index) => context === contexts[index]);
  if (isSame) return last.rows;
  // Of a run that could not be read nothing is known: it differs in nothing.
  const places = found.flatMap((row, place) => (row ? [place] : []));
  const known = places.map((place) => found[place]).filter((row) => row !== undefined);
  const base = baseline === undefined ? -1 : places.indexOf(runIds.indexOf(baseline));
  const rules = { epsilon: view.epsilon, baseline: base < 0 ? undefined : base };
  const made = arrangeDiff(linesOf(known, models), view, rules, words);
  const isAll = known.length === found.length;
  const rows = isAll ? made : { ...made, rows: made.rows.map((row) => spreadOut(row, places, found.length)) };
  lastOf.set(facts, { key, contexts, models, rows });
  return rows;
}

/** Cells at the places of their runs. */
function spreadOut(row: DiffRow, places: readonly number[], length: number): DiffRow {
  if ('section' in row) return row;
  const cells: DiffCell[] = Array.from({ length });
  for (const [index, place] of places.entries()) cells[place] = row.cells[index];
  return { ...row, cells };
}

function linesOf(found: readonly FactsRow[], models: ModelsByRun) {
  const [first] = found;
  const subjects = found.map(({ context: { frame }, row }) => {
    const id = frame.ids[row] ?? NO_RUN;
    return { frame, row, registered: models.registered?.get(id), loggedModels: models.logged.get(id) };
  });
  return first ? readDiff(subjects, movingNowMs(first.context)) : [];
}

/** From the baseline, which comes first, else from the run that began first: hosts compare older with newer. */
function rangeBetween([one, other]: readonly (FactsRow | undefined)[], baseline: RunId | undefined) {
  const isTurned = baseline === undefined && startOf(one) > startOf(other);
  const [from, to] = isTurned ? [other, one] : [one, other];
  return gitRangeOf(gitOf(from), gitOf(to));
}

function startOf(found: FactsRow | undefined): number {
  return (found && found.logged.startsMs[found.row]) ?? 0;
}

function gitOf(found: FactsRow | undefined): GitSource | undefined {
  if (!found) return undefined;
  const { logged, row } = found;
  const keys = [...logged.tags.keys()].filter((key) => key.startsWith('mlflow.'));
  const tags = keys.flatMap((key) => {
    const value = textAt(logged.tags.get(key), row);
    return value === undefined ? [] : [{ key, value }];
  });
  return gitSourceOf(tags);
}
