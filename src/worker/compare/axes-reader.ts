import { type AxisValues, readAxis } from '../../domain/comparison/axis-values.ts';
import { keysAmongRuns } from '../../domain/comparison/varying-keys.ts';
import type { EvaluationContext } from '../../domain/expression/evaluation-context.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { FactsRow, RunFacts } from '../charts/run-facts.ts';
import { type CellReader, ColumnValues } from '../runs/column-values.ts';
import type { FrozenRows } from '../runs/view-of-runs.ts';
import type {
  AxesReply,
  AxesRequest,
  KeysOfRunsReply,
  KeysOfRunsRequest,
  RunsOfViewReply,
} from './axes-protocol.ts';
import { untilRead } from './until-read.ts';

/** Of each state of the rows: what was worked out for one column serves the next picture. */
const valuesOf = new WeakMap<EvaluationContext, ColumnValues>();

/**
 * Values of some columns in the runs that are compared, from the rows that are loaded; a run that is none of them is
 * read by itself, once. Rejects when the signal aborts.
 */
export async function readAxes(
  { viewId, runIds, columns }: AxesRequest,
  facts: RunFacts,
  signal: AbortSignal,
): Promise<AxesReply> {
  const found = await findRows(viewId, runIds, facts, signal);
  const axes = columns.map((column) => axisOf(found, column));
  return { axes, unread: runIds.filter((_, place) => found[place] === undefined) };
}

/** One column of runs that were found. */
export function axisOf(found: FoundRuns, column: RunColumn): AxisValues {
  let [context, read]: [EvaluationContext | undefined, CellReader] = [undefined, () => undefined];
  return readAxis(found.length, (place) => {
    const own = found[place];
    if (!own) return undefined;
    // Nearly all runs are rows of one frame: the reader is looked up once.
    if (own.context !== context) {
      context = own.context;
      read = columnValues(context).readerOf(column);
    }
    return read(own.row);
  });
}

/** What these runs have, and in what they differ. Rejects when the signal aborts. */
export async function readKeysOfRuns(
  { viewId, runIds }: KeysOfRunsRequest,
  facts: RunFacts,
  signal: AbortSignal,
): Promise<KeysOfRunsReply> {
  return keysOf(await findRows(viewId, runIds, facts, signal));
}

/** The same of runs that were found. */
export function keysOf(found: FoundRuns): KeysOfRunsReply {
  const known = found.filter((row) => row !== undefined);
  return keysAmongRuns(known.map(({ context, row }) => ({ frame: context.frame, row })));
}

/** The rows that are runs, those of closed groups and branches too. */
export function runsOfRows(frozen: FrozenRows): RunsOfViewReply {
  const rows = frozen.read(0, frozen.total, []);
  return { ids: rows.map(({ id }) => id), names: rows.map(({ name }) => name) };
}

/** Where each run is, in the order that was asked for; undefined: it could not be read. */
export type FoundRuns = readonly (FactsRow | undefined)[];

/** Reads the runs that are no rows, once. Rejects when the signal aborts. */
export async function findRows(
  viewId: string,
  runIds: readonly RunId[],
  facts: RunFacts,
  signal: AbortSignal,
): Promise<FoundRuns> {
  await untilRead(viewId, runIds, facts, signal);
  return runIds.map((id) => facts.rowOf(viewId, id));
}

function columnValues(context: EvaluationContext): ColumnValues {
  const known = valuesOf.get(context) ?? new ColumnValues(context);
  valuesOf.set(context, known);
  return known;
}
