import type { RunAttribute, RunSort } from '../../domain/runs/run-sort.ts';

const ATTRIBUTES: Partial<Record<RunAttribute, string>> = {
  name: 'attributes.run_name',
  status: 'attributes.status',
  start_time: 'attributes.start_time',
  end_time: 'attributes.end_time',
  user: 'attributes.user_id',
};

/** An `order_by` entry; undefined (the server's order: newest first) for what its grammar cannot express. */
export function formatOrderBy({ column, isDescending }: RunSort): string | undefined {
  const name = nameOf(column);
  return name && `${name} ${isDescending ? 'DESC' : 'ASC'}`;
}

function nameOf(column: RunSort['column']): string | undefined {
  if (column.kind === 'attribute') return ATTRIBUTES[column.key];
  const { kind, key } = column;
  return kind === 'metric' || kind === 'param' || kind === 'tag' ? formatKey(kind, key) : undefined;
}

/**
 * Backticks carry every key that MLflow accepts (`[/\w.\- :]*`), Korean and spaces included. A key with a backtick or
 * a double quote cannot have been logged and answers 500 "No closing quotation" (3.17.2, 2.22.4).
 */
function formatKey(kind: 'metric' | 'param' | 'tag', key: string): string | undefined {
  return /[`"]/.test(key) ? undefined : `${kind}s.\`${key}\``;
}

/**
 * A filter that finds every run of that name, and perhaps others: check the names that come back. The grammar has no
 * escapes: `'it''s'` and `'it\'s'` answer 200 and match nothing (3.17.2, 2.22.4), so a name is put between the kind of
 * quotes that it does not hold. One with both kinds is asked for as a pattern in which `_` stands for any one character;
 * so do the signs that MySQL takes for an escape, and the file store of 2.22.4 for a regular expression.
 */
export function formatNameFilter(name: string): string {
  if (!name.includes("'")) return `attributes.run_name = '${name}'`;
  if (!name.includes('"')) return `attributes.run_name = "${name}"`;
  return `attributes.run_name LIKE '${name.replaceAll(/['\\.*+?^${}()|[\]]/g, '_')}'`;
}

/**
 * A filter that finds every run whose name holds `part`, and perhaps others: check the names that come back. As above,
 * and `%` has no escape either.
 */
export function formatNamePartFilter(part: string): string {
  const pattern = part.replaceAll(/[%\\.*+?^${}()|[\]]/g, '_');
  if (!pattern.includes("'")) return `attributes.run_name ILIKE '%${pattern}%'`;
  if (!pattern.includes('"')) return `attributes.run_name ILIKE "%${pattern}%"`;
  return `attributes.run_name ILIKE '%${pattern.replaceAll("'", '_')}%'`;
}
