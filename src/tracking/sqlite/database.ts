import type { Database as Connection, PreparedStatement, Sqlite3Static } from '@sqlite.org/sqlite-wasm';
import { TrackingError } from '../errors.ts';
import { loadSqlite } from './load-sqlite.ts';
import { assertDatabaseHeader, notADatabase } from './read-bytes.ts';

/** The worker answers nothing while a query runs: it stops this often for a breath and looks at the signal. */
const SLICE_MS = 12;
/** Looking at the clock for every row would cost as much as reading it. */
const ROWS_PER_LOOK = 128;

export type BindValue = string | number;

/** The row that a query stands on, read column by column: no object for each row. */
export interface Row {
  /** NULL as undefined. */
  text(column: number): string | undefined;
  /** Integers up to 2^53 and doubles; NULL as 0. */
  number(column: number): number;
}

export interface Database {
  readonly label: string;
  hasTable(name: string): boolean;
  hasIndex(name: string): boolean;
  /** Calls `onRow` for each row, which must not keep the `Row`. Rejects with `TrackingError` only. */
  read(
    sql: string,
    values: readonly BindValue[],
    signal: AbortSignal,
    onRow: (row: Row) => void,
  ): Promise<void>;
  /** Runs one statement that returns nothing, and tells how many rows it changed. */
  write(sql: string, values: readonly BindValue[]): number;
  close(): void;
}

/**
 * Opens a copy of the bytes of a database file in memory; changes stay there. Rejects with `bad-response`, cause
 * `not-a-database`, for anything else than a whole SQLite file.
 */
export async function openDatabase(bytes: Uint8Array, label: string): Promise<Database> {
  assertDatabaseHeader(bytes, label);
  const sqlite = await loadSqlite();
  const connection = new sqlite.oo1.DB(':memory:', 'c');
  try {
    deserialize(sqlite, connection, bytes);
    return createDatabase(sqlite, connection, label);
  } catch (thrown) {
    connection.close();
    throw toTrackingError(thrown, label);
  }
}

function deserialize({ capi, wasm }: Sqlite3Static, connection: Connection, bytes: Uint8Array): void {
  const start = wasm.allocFromTypedArray(bytes);
  // A file left in WAL mode cannot be opened in memory; versions 1 at 18 and 19 mean a rollback journal
  // (sqlite.org/fileformat2.html §1.3.3). What only its -wal file held is not in the bytes anyway.
  wasm.heap8u().fill(1, start + 18, start + 20);
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_RESIZEABLE;
  const pointer = connection.pointer;
  if (pointer === undefined) throw new Error('the connection is closed');
  connection.checkRc(capi.sqlite3_deserialize(pointer, 'main', start, bytes.length, bytes.length, flags));
}

function createDatabase(sqlite: Sqlite3Static, connection: Connection, label: string): Database {
  const names = readNames(connection);
  let lastBreathMs = performance.now();

  const assertGoing = (signal: AbortSignal): void => {
    if (signal.aborted || !connection.isOpen()) throw new TrackingError({ kind: 'aborted', subject: label });
  };
  const breathe = async (): Promise<void> => {
    if (performance.now() - lastBreathMs < SLICE_MS) return;
    await new Promise((resolve) => setTimeout(resolve, 0));
    lastBreathMs = performance.now();
  };

  return {
    label,
    hasTable: (name) => names.has(`table ${name}`),
    hasIndex: (name) => names.has(`index ${name}`),
    read: async (sql, values, signal, onRow) => {
      let statement: PreparedStatement | undefined;
      try {
        assertGoing(signal);
        await breathe();
        assertGoing(signal);
        statement = prepare(connection, sql, values);
        const cursor = createCursor(sqlite, connection, statement);
        for (let count = 1; cursor.next(); count += 1) {
          onRow(cursor);
          if (count % ROWS_PER_LOOK !== 0) continue;
          await breathe();
          // In the same turn as the next row: a statement of a closed connection is freed memory.
          assertGoing(signal);
        }
      } catch (thrown) {
        // Closed while this waited: what SQLite says then is about a statement that is gone.
        if (!connection.isOpen()) throw new TrackingError({ kind: 'aborted', subject: label });
        throw toTrackingError(thrown, label);
      } finally {
        // Closing the connection finalizes its statements.
        if (statement?.pointer !== undefined) statement.finalize();
      }
    },
    write: (sql, values) => {
      try {
        prepare(connection, sql, values).stepFinalize();
        return connection.changes();
      } catch (thrown) {
        throw toTrackingError(thrown, label);
      }
    },
    close: () => connection.close(),
  };
}

function prepare(connection: Connection, sql: string, values: readonly BindValue[]): PreparedStatement {
  const statement = connection.prepare(sql);
  return values.length > 0 ? statement.bind([...values]) : statement;
}

interface Cursor extends Row {
  /** False behind the last row. */
  next(): boolean;
}

/**
 * Rows through the library's plain WebAssembly functions: through its wrappers (checks, conversions) 25,000 points
 * cost 45 ms of processor time instead of 15.
 */
function createCursor(
  { capi, wasm }: Sqlite3Static,
  connection: Connection,
  statement: PreparedStatement,
): Cursor {
  const pointer = statement.pointer;
  if (pointer === undefined) throw new Error('the statement is finalized');
  const step = wasm.xGet('sqlite3_step');
  const double = wasm.xGet('sqlite3_column_double');
  return {
    next: () => {
      const code = Number(step(pointer));
      if (code !== capi.SQLITE_ROW && code !== capi.SQLITE_DONE) connection.checkRc(code);
      return code === capi.SQLITE_ROW;
    },
    text: (column) => capi.sqlite3_column_text(pointer, column) ?? undefined,
    number: (column) => Number(double(pointer, column)),
  };
}

/** `table runs`, `index idx_…`: fails here where the first page is damaged. */
function readNames(connection: Connection): ReadonlySet<string> {
  const names = connection.selectValues("SELECT type || ' ' || name FROM sqlite_master");
  return new Set(names.filter((name) => typeof name === 'string'));
}

/** Primary result codes of sqlite.org/rescode.html. */
const SQLITE_ERROR = 1;
const SQLITE_CORRUPT = 11;
const SQLITE_NOTADB = 26;

function toTrackingError(thrown: unknown, label: string): TrackingError {
  if (thrown instanceof TrackingError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  const code = resultCodeOf(thrown);
  if (code === SQLITE_CORRUPT || code === SQLITE_NOTADB) return notADatabase(label, detail);
  // Our statements are right for MLflow's tables: what SQLite does not know in them, the file lacks.
  if (code === SQLITE_ERROR) return notAnMlflowDatabase(label, detail);
  return new TrackingError({ kind: 'bad-response', subject: label, detail });
}

export function notAnMlflowDatabase(label: string, detail: string): TrackingError {
  return new TrackingError({ kind: 'bad-response', cause: 'not-an-mlflow-database', subject: label, detail });
}

function resultCodeOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('resultCode' in thrown)) return undefined;
  return typeof thrown.resultCode === 'number' ? thrown.resultCode & 0xff : undefined;
}
