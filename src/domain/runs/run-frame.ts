import type { ExperimentId, KeyText } from './experiment.ts';
import {
  createMetricColumn,
  createTextColumn,
  type MetricColumn,
  removeCell,
  setMetricCell,
  setTextCell,
  type TextColumn,
  textAt,
} from './run-column.ts';
import {
  type DatasetInput,
  type MetricValue,
  type Run,
  RUN_STATUSES,
  type RunId,
  TAG_RUN_COLOR,
} from './run.ts';
import type { ComparedRun } from './compare-set.ts';

/**
 * Runs in columns: entry `row` of each attribute array and the cells of `row` in each key's column are one run.
 * Every id stands once. Changed only by the functions of this file.
 */
export interface RunFrame {
  readonly ids: RunId[];
  readonly rowOf: Map<RunId, number>;
  readonly experimentIds: ExperimentId[];
  readonly names: string[];
  /** `RUN_STATUSES[code]` */
  readonly statusCodes: number[];
  /** NaN: unknown. */
  readonly startsMs: number[];
  /** NaN: unknown, or still running. */
  readonly endsMs: number[];
  /** When the newest of the latest metric points was logged; NaN: none was. */
  readonly lastLoggedMs: number[];
  /** How long it takes from one logged point to the next; NaN: not known. Kept while the run is read again. */
  readonly logIntervalsMs: number[];
  readonly artifactUris: (string | undefined)[];
  readonly datasets: (readonly DatasetInput[])[];
  readonly users: TextColumn;
  readonly metrics: Map<string, MetricColumn>;
  readonly params: Map<string, TextColumn>;
  readonly tags: Map<string, TextColumn>;
}

export interface AppendResult {
  readonly addedCount: number;
  readonly replacedCount: number;
}

export function createRunFrame(): RunFrame {
  return {
    ids: [],
    rowOf: new Map(),
    experimentIds: [],
    names: [],
    statusCodes: [],
    startsMs: [],
    endsMs: [],
    lastLoggedMs: [],
    logIntervalsMs: [],
    artifactUris: [],
    datasets: [],
    users: createTextColumn(),
    metrics: new Map(),
    params: new Map(),
    tags: new Map(),
  };
}

/** Adds runs at the end; one that is there already is replaced in its row, keys it lost included. */
export function appendRuns(frame: RunFrame, runs: readonly Run[]): AppendResult {
  let replacedCount = 0;
  for (const run of runs) {
    const known = frame.rowOf.get(run.id);
    if (known !== undefined) {
      replacedCount++;
      removeLostCells(frame, known, run);
    }
    const row = known ?? frame.ids.length;
    writeAttributes(frame, row, run);
    for (const metric of run.metrics) writeMetric(frame.metrics, row, metric);
    for (const param of run.params) writeText(frame.params, row, param);
    for (const tag of run.tags) writeText(frame.tags, row, tag);
  }
  return { addedCount: runs.length - replacedCount, replacedCount };
}

/** A new frame of the rows that `isKept` names, in their old order. */
export function retainRuns(frame: RunFrame, isKept: (id: RunId) => boolean): RunFrame {
  const kept = frame.ids.map((id, row) => ({ id, row })).filter(({ id }) => isKept(id));
  const newRows = new Int32Array(frame.ids.length).fill(-1);
  kept.forEach(({ row }, newRow) => {
    newRows[row] = newRow;
  });
  const pick = <Value>(column: readonly Value[]) => column.filter((_, row) => (newRows[row] ?? -1) >= 0);
  const ids = pick(frame.ids);
  return {
    ids,
    rowOf: new Map(ids.map((id, row) => [id, row])),
    experimentIds: pick(frame.experimentIds),
    names: pick(frame.names),
    statusCodes: pick(frame.statusCodes),
    startsMs: pick(frame.startsMs),
    endsMs: pick(frame.endsMs),
    lastLoggedMs: pick(frame.lastLoggedMs),
    logIntervalsMs: pick(frame.logIntervalsMs),
    artifactUris: pick(frame.artifactUris),
    datasets: pick(frame.datasets),
    users: retainTexts(frame.users, newRows),
    metrics: retainColumns(frame.metrics, newRows, retainMetrics),
    params: retainColumns(frame.params, newRows, retainTexts),
    tags: retainColumns(frame.tags, newRows, retainTexts),
  };
}

/** Whether the run has not ended, be it silent. */
export function isRunningAt(frame: RunFrame, row: number): boolean {
  return RUN_STATUSES[frame.statusCodes[row] ?? -1] === 'RUNNING';
}

/** The row as a member of a compare set. */
export function comparedRunAt(frame: RunFrame, row: number): ComparedRun | undefined {
  const id = frame.ids[row];
  const experimentId = frame.experimentIds[row];
  if (id === undefined || experimentId === undefined) return undefined;
  return {
    id,
    name: frame.names[row] ?? '',
    experimentId,
    startMs: definedMs(frame.startsMs[row]),
    isRunning: isRunningAt(frame, row),
    colorTag: textAt(frame.tags.get(TAG_RUN_COLOR), row),
  };
}

/** What was found out of how often a run logs; nothing where it is not in the frame. */
export function setLogInterval(frame: RunFrame, id: RunId, intervalMs: number): void {
  const row = frame.rowOf.get(id);
  if (row !== undefined) frame.logIntervalsMs[row] = intervalMs;
}

/** NaN, the frame's mark of an unknown time, as undefined. */
export function definedMs(ms: number | undefined): number | undefined {
  return ms === undefined || Number.isNaN(ms) ? undefined : ms;
}

function writeAttributes(frame: RunFrame, row: number, run: Run): void {
  frame.ids[row] = run.id;
  frame.rowOf.set(run.id, row);
  frame.experimentIds[row] = run.experimentId;
  frame.names[row] = run.name;
  frame.statusCodes[row] = RUN_STATUSES.indexOf(run.status);
  frame.startsMs[row] = run.startMs ?? Number.NaN;
  frame.endsMs[row] = run.endMs ?? Number.NaN;
  frame.lastLoggedMs[row] = lastLogged(run.metrics);
  frame.logIntervalsMs[row] ??= Number.NaN;
  frame.artifactUris[row] = run.artifactUri;
  // Most runs have none: one empty list serves them all.
  frame.datasets[row] = run.datasets.length > 0 ? run.datasets : NO_DATASETS;
  if (run.user === undefined) removeCell(frame.users, row);
  else setTextCell(frame.users, row, run.user);
}

const NO_DATASETS: readonly DatasetInput[] = [];

function lastLogged(metrics: readonly MetricValue[]): number {
  let latest = Number.NaN;
  for (const { timestampMs } of metrics) if (!(timestampMs <= latest)) latest = timestampMs;
  return latest;
}

function writeMetric(columns: Map<string, MetricColumn>, row: number, metric: MetricValue): void {
  setMetricCell(columnOf(columns, metric.key, createMetricColumn), row, metric);
}

function writeText(columns: Map<string, TextColumn>, row: number, pair: KeyText): void {
  setTextCell(columnOf(columns, pair.key, createTextColumn), row, pair.value);
}

function columnOf<Column>(columns: Map<string, Column>, key: string, create: () => Column): Column {
  const known = columns.get(key);
  if (known) return known;
  const column = create();
  columns.set(key, column);
  return column;
}

function removeLostCells(frame: RunFrame, row: number, run: Run): void {
  removeOthers(frame.metrics, row, run.metrics);
  removeOthers(frame.params, row, run.params);
  removeOthers(frame.tags, row, run.tags);
}

function removeOthers(
  columns: Map<string, MetricColumn | TextColumn>,
  row: number,
  kept: readonly { readonly key: string }[],
): void {
  const keys = new Set(kept.map(({ key }) => key));
  for (const [key, column] of columns) {
    if (keys.has(key)) continue;
    removeCell(column, row);
    if (column.rows.length === 0) columns.delete(key);
  }
}

function retainColumns<Column extends { readonly rows: readonly number[] }>(
  columns: ReadonlyMap<string, Column>,
  newRows: Int32Array,
  retain: (column: Column, newRows: Int32Array) => Column,
): Map<string, Column> {
  const retained = new Map<string, Column>();
  for (const [key, column] of columns) {
    const copy = retain(column, newRows);
    if (copy.rows.length > 0) retained.set(key, copy);
  }
  return retained;
}

function retainMetrics(column: MetricColumn, newRows: Int32Array): MetricColumn {
  const copy = createMetricColumn();
  column.rows.forEach((row, place) => {
    const newRow = newRows[row] ?? -1;
    if (newRow < 0) return;
    copy.rows.push(newRow);
    copy.values.push(column.values[place] ?? Number.NaN);
    copy.steps.push(column.steps[place] ?? 0);
    copy.timestampsMs.push(column.timestampsMs[place] ?? 0);
  });
  return copy;
}

function retainTexts(column: TextColumn, newRows: Int32Array): TextColumn {
  const copy = createTextColumn();
  column.rows.forEach((row, place) => {
    const newRow = newRows[row] ?? -1;
    const text = column.texts[column.codes[place] ?? -1];
    if (newRow >= 0 && text !== undefined) setTextCell(copy, newRow, text);
  });
  return copy;
}
