import { createMetricColumn, createTextColumn, type TextColumn } from '../../domain/runs/run-column.ts';
import { createRunFrame, type RunFrame } from '../../domain/runs/run-frame.ts';
import { RUN_STATUSES, type RunId } from '../../domain/runs/run.ts';

/** A frame in few flat arrays: what is stored and read again in milliseconds, whatever the number of keys. */
export interface PackedFrame {
  readonly ids: readonly RunId[];
  readonly experimentIds: RunFrame['experimentIds'];
  readonly names: readonly string[];
  readonly statusCodes: readonly number[];
  readonly startsMs: readonly number[];
  readonly endsMs: readonly number[];
  readonly lastLoggedMs: readonly number[];
  readonly artifactUris: RunFrame['artifactUris'];
  readonly datasets: RunFrame['datasets'];
  readonly users: PackedTexts;
  readonly metrics: PackedMetrics;
  readonly params: PackedTexts;
  readonly tags: PackedTexts;
}

/** Columns one after the other: `counts[i]` cells of `keys[i]`. */
interface PackedCells {
  readonly keys: readonly string[];
  readonly counts: readonly number[];
  readonly rows: Uint32Array;
}

interface PackedMetrics extends PackedCells {
  readonly values: Float64Array;
  readonly steps: Float64Array;
  readonly timestampsMs: Float64Array;
}

interface PackedTexts extends PackedCells {
  /** Places in `texts`, which all columns share. */
  readonly codes: Uint32Array;
  readonly texts: readonly string[];
}

/** Cells between two pauses: some 10 ms. */
const CELLS_PER_SLICE = 100_000;

/**
 * The rows of ended runs: those of others change.
 *
 * @param pause awaited every now and then; rows that come meanwhile are left out
 */
export async function packEnded(frame: RunFrame, pause: () => Promise<void>): Promise<PackedFrame> {
  const size = frame.ids.length;
  const isEnded = (row: number) => {
    const status = RUN_STATUSES[frame.statusCodes[row] ?? -1];
    return status === 'FINISHED' || status === 'FAILED' || status === 'KILLED';
  };
  const newRows = new Int32Array(size).fill(-1);
  let count = 0;
  for (let row = 0; row < size; row++) if (isEnded(row)) newRows[row] = count++;
  const pick = <Value>(column: readonly Value[]) => column.filter((_, row) => (newRows[row] ?? -1) >= 0);
  return {
    ids: pick(frame.ids),
    experimentIds: pick(frame.experimentIds),
    names: pick(frame.names),
    statusCodes: pick(frame.statusCodes),
    startsMs: pick(frame.startsMs),
    endsMs: pick(frame.endsMs),
    lastLoggedMs: pick(frame.lastLoggedMs),
    artifactUris: pick(frame.artifactUris),
    datasets: pick(frame.datasets),
    users: await packTexts(new Map([['', frame.users]]), newRows, pause),
    metrics: await packMetrics(frame.metrics, newRows, pause),
    params: await packTexts(frame.params, newRows, pause),
    tags: await packTexts(frame.tags, newRows, pause),
  };
}

/** The inverse of `packEnded`. */
export async function unpackFrame(packed: PackedFrame, pause: () => Promise<void>): Promise<RunFrame> {
  const frame = createRunFrame();
  const ids = [...packed.ids];
  return {
    ...frame,
    ids,
    rowOf: new Map(ids.map((id, row) => [id, row])),
    experimentIds: [...packed.experimentIds],
    names: [...packed.names],
    statusCodes: [...packed.statusCodes],
    startsMs: [...packed.startsMs],
    endsMs: [...packed.endsMs],
    lastLoggedMs: [...packed.lastLoggedMs],
    // Only of runs that go on anything is known, and these are not kept.
    logIntervalsMs: packed.ids.map(() => Number.NaN),
    artifactUris: [...packed.artifactUris],
    datasets: [...packed.datasets],
    users: (await unpackTexts(packed.users, pause)).get('') ?? frame.users,
    metrics: await unpackMetrics(packed.metrics, pause),
    params: await unpackTexts(packed.params, pause),
    tags: await unpackTexts(packed.tags, pause),
  };
}

/** Roughly what it takes in storage. */
export function sizeOfPacked({ ids, users, metrics, params, tags }: PackedFrame): number {
  const texts = [users, params, tags];
  const letters = texts.reduce((sum, { texts: list }) => sum + totalLength(list), 0);
  const keys = [metrics, ...texts].reduce((sum, { keys: list }) => sum + totalLength(list), 0);
  const codes = texts.reduce((sum, { codes: list }) => sum + list.byteLength * 2, 0);
  return ids.length * 300 + metrics.values.byteLength * 3.5 + codes + letters + keys;
}

async function packMetrics(
  columns: RunFrame['metrics'],
  newRows: Int32Array,
  pause: () => Promise<void>,
): Promise<PackedMetrics> {
  const [keys, counts]: [string[], number[]] = [[], []];
  const [rows, values, steps, timestampsMs]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (const [key, column] of columns) {
    const before = rows.length;
    column.rows.forEach((row, place) => {
      const newRow = newRows[row] ?? -1;
      if (newRow < 0) return;
      rows.push(newRow);
      values.push(column.values[place] ?? Number.NaN);
      steps.push(column.steps[place] ?? 0);
      timestampsMs.push(column.timestampsMs[place] ?? 0);
    });
    keys.push(key);
    counts.push(rows.length - before);
    if (isSliceEnd(before, rows.length)) await pause();
  }
  return {
    keys,
    counts,
    rows: Uint32Array.from(rows),
    values: Float64Array.from(values),
    steps: Float64Array.from(steps),
    timestampsMs: Float64Array.from(timestampsMs),
  };
}

async function packTexts(
  columns: ReadonlyMap<string, TextColumn>,
  newRows: Int32Array,
  pause: () => Promise<void>,
): Promise<PackedTexts> {
  const [keys, counts, rows, codes]: [string[], number[], number[], number[]] = [[], [], [], []];
  const codeOf = new Map<string, number>();
  for (const [key, column] of columns) {
    const before = rows.length;
    column.rows.forEach((row, place) => {
      const newRow = newRows[row] ?? -1;
      const text = column.texts[column.codes[place] ?? -1];
      if (newRow < 0 || text === undefined) return;
      const code = codeOf.get(text) ?? codeOf.size;
      codeOf.set(text, code);
      rows.push(newRow);
      codes.push(code);
    });
    keys.push(key);
    counts.push(rows.length - before);
    if (isSliceEnd(before, rows.length)) await pause();
  }
  return {
    keys,
    counts,
    rows: Uint32Array.from(rows),
    codes: Uint32Array.from(codes),
    texts: [...codeOf.keys()],
  };
}

async function unpackMetrics(
  packed: PackedMetrics,
  pause: () => Promise<void>,
): Promise<RunFrame['metrics']> {
  const { rows, values, steps, timestampsMs } = packed;
  const columns: RunFrame['metrics'] = new Map();
  for (const { key, start, end } of partsOf(packed)) {
    const part = (list: Uint32Array | Float64Array): number[] => Array.from(list.subarray(start, end));
    columns.set(key, {
      ...createMetricColumn(),
      rows: part(rows),
      values: part(values),
      steps: part(steps),
      timestampsMs: part(timestampsMs),
    });
    if (isSliceEnd(start, end)) await pause();
  }
  return columns;
}

async function unpackTexts(
  packed: PackedTexts,
  pause: () => Promise<void>,
): Promise<Map<string, TextColumn>> {
  const { rows, codes, texts } = packed;
  const columns = new Map<string, TextColumn>();
  for (const { key, start, end } of partsOf(packed)) {
    const column = createTextColumn();
    for (let place = start; place < end; place++) {
      const text = texts[codes[place] ?? -1] ?? '';
      const code = column.codeOf.get(text) ?? column.texts.push(text) - 1;
      column.codeOf.set(text, code);
      column.rows.push(rows[place] ?? 0);
      column.codes.push(code);
    }
    columns.set(key, column);
    if (isSliceEnd(start, end)) await pause();
  }
  return columns;
}

/** Where the cells of each key are; keys without cells are left out. */
function partsOf({ keys, counts }: PackedCells) {
  let end = 0;
  return keys
    .map((key, index) => {
      const start = end;
      end += counts[index] ?? 0;
      return { key, start, end };
    })
    .filter((part) => part.end > part.start);
}

function isSliceEnd(start: number, end: number): boolean {
  return Math.floor(start / CELLS_PER_SLICE) < Math.floor(end / CELLS_PER_SLICE);
}

function totalLength(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length * 2, 0);
}
