/** A table as texts. */
export interface TextTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface JoinedTables {
  /** Of all tables, in the order in which they come. */
  readonly columns: readonly string[];
  /** Empty: by the place of the row. */
  readonly joinBy: string;
  readonly column: string | undefined;
  /** Key of the row to its value, of each table. */
  readonly files: readonly ReadonlyMap<string, string>[];
}

/**
 * One column of several tables, brought together by another column's values, or by the place of the row. What comes
 * twice in a table is told apart by its count: `a`, `a (2)`.
 *
 * @param joinBy undefined: a column that names the rows of every table, else their place
 * @param column undefined: the first that differs
 */
export function joinTables(
  tables: readonly TextTable[],
  joinBy: string | undefined,
  column: string | undefined,
): JoinedTables {
  const columns = [...new Set(tables.flatMap((table) => table.columns))];
  const known = joinBy === '' || columns.includes(joinBy ?? '') ? joinBy : undefined;
  const join = known ?? findJoin(tables, columns);
  const keys = tables.map((table) => rowKeys(table, join));
  const valuesOf = (name: string) =>
    tables.map((table, index) => valuesByKey(table, keys[index] ?? [], name));
  const others = columns.filter((name) => name !== join);
  if (column !== undefined && columns.includes(column))
    return { columns, joinBy: join, column, files: valuesOf(column) };
  let first: readonly ReadonlyMap<string, string>[] | undefined;
  for (const name of others) {
    const files = valuesOf(name);
    if (hasDifference(files)) return { columns, joinBy: join, column: name, files };
    first ??= files;
  }
  return { columns, joinBy: join, column: others[0], files: first ?? tables.map(() => new Map()) };
}

/** The first column that tells the rows of each table apart, most of them in all tables; fractions are measured, no names. */
function findJoin(tables: readonly TextTable[], columns: readonly string[]): string {
  const [first] = tables;
  for (const name of columns) {
    const values = tables.map((table) => {
      const place = table.columns.indexOf(name);
      return place < 0 ? [] : table.rows.map((row) => row[place] ?? '');
    });
    const sets = values.map((list) => new Set(list));
    const isUnique = values.every((list, index) => list.length > 0 && sets[index]?.size === list.length);
    if (!isUnique || !first) continue;
    const shared = [...(sets[0] ?? [])].filter((value) => sets.every((set) => set.has(value))).length;
    const isFraction = (values[0] ?? []).some((value) => /^-?\d*\.\d+/.test(value));
    if (shared * 2 > (sets[0]?.size ?? 0) && !isFraction) return name;
  }
  return '';
}

function rowKeys(table: TextTable, joinBy: string): readonly string[] {
  const place = table.columns.indexOf(joinBy);
  if (joinBy === '') return table.rows.map((_, row) => String(row + 1));
  const seen = new Map<string, number>();
  return table.rows.map((row) => {
    const value = row[place] ?? '';
    const count = (seen.get(value) ?? 0) + 1;
    seen.set(value, count);
    return count === 1 ? value : `${value} (${count})`;
  });
}

function valuesByKey(table: TextTable, keys: readonly string[], name: string): ReadonlyMap<string, string> {
  const place = table.columns.indexOf(name);
  if (place < 0) return new Map();
  return new Map(table.rows.map((row, index) => [keys[index] ?? '', row[place] ?? '']));
}

function hasDifference([first, ...others]: readonly ReadonlyMap<string, string>[]): boolean {
  return others.some(
    (other) => other.size !== first?.size || [...other].some(([key, value]) => first.get(key) !== value),
  );
}
