import type { CompareOperator, Field, FilterExpression, ValueExpression } from '../expression/ast.ts';
import { compileIlike, compileLike } from '../expression/like.ts';
import { parseFilter } from '../expression/parse.ts';
import { valuesOf } from '../expression/walk.ts';
import { toSearched } from '../runs/search-text.ts';
import { compareValues } from './find-models.ts';
import type { RegisteredVersion } from './registered-model.ts';

/** A version as a table shows it. */
export interface VersionRow {
  readonly version: RegisteredVersion;
  readonly aliases: readonly string[];
  /** Of its run; undefined: not logged, or not known yet. */
  readonly metric: (key: string) => number | undefined;
  readonly param: (key: string) => string | undefined;
}

export interface VersionFilter {
  readonly test: (row: VersionRow) => boolean;
  /** Keys of the runs that it asks about. */
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  /** It was no condition, and is searched for as it stands. */
  readonly isPlain: boolean;
}

/**
 * The filter language of runs over versions: metrics and params are those of the version's run, tags, `status`, `user`,
 * `alias`, `note` (the description), `start_time` (of its registration) and bare words the version's own. What is no
 * condition there, patterns and arithmetic included, is searched for as words.
 */
export function compileVersionFilter(text: string): VersionFilter {
  const parsed = parseFilter(text);
  const none = { metrics: [], params: [], isPlain: false };
  if (parsed.ok && !parsed.filter) return { ...none, test: () => true };
  const condition = parsed.ok && parsed.filter ? compile(parsed.filter) : undefined;
  if (!parsed.ok || !parsed.filter || !condition)
    return { ...none, test: (row) => holdsWords(row, text), isPlain: true };
  const fields = valuesOf(parsed.filter).flatMap((value) => (value.kind === 'field' ? [value.field] : []));
  const keysOf = (kind: 'metric' | 'param') => [
    ...new Set(fields.flatMap((field) => (field.kind === kind && 'key' in field ? [field.key] : []))),
  ];
  return { test: condition, metrics: keysOf('metric'), params: keysOf('param'), isPlain: false };
}

/** Sorted by one column: `metrics.KEY`, `params.KEY`, or one of the version's own; what lacks the value comes last. */
export function sortVersions<Row extends VersionRow>(
  rows: readonly Row[],
  { columnId, isDescending }: { readonly columnId: string; readonly isDescending: boolean },
): readonly Row[] {
  const direction = isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortValue(row, columnId), number: Number(row.version.version) }))
    .sort((a, b) => compareValues(a.value, b.value, direction) || b.number - a.number)
    .map(({ row }) => row);
}

function sortValue(row: VersionRow, columnId: string): number | string | undefined {
  const { version } = row;
  if (columnId.startsWith('metrics.')) return row.metric(columnId.slice('metrics.'.length));
  if (columnId.startsWith('params.')) return numberOrText(row.param(columnId.slice('params.'.length)));
  switch (columnId) {
    case 'aliases':
      return row.aliases.length === 0 ? undefined : row.aliases.join(' ');
    case 'status':
      return version.status;
    case 'stage':
      return version.stage;
    case 'user':
      return version.user;
    case 'created':
      return version.createdMs;
    case 'updated':
      return version.updatedMs;
    case 'description':
      return version.description === '' ? undefined : toSearched(version.description);
    case 'tags':
      return version.tags.length === 0 ? undefined : version.tags.map(({ key }) => key).join(' ');
    default:
      return Number(version.version);
  }
}

function numberOrText(text: string | undefined): number | string | undefined {
  if (text === undefined || text.trim() === '') return text;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

type Value = number | string | undefined;
type Read = (row: VersionRow) => readonly Value[];
type Test = (row: VersionRow) => boolean;

function compile(filter: FilterExpression): Test | undefined {
  switch (filter.kind) {
    case 'words':
      return (row) => holdsWords(row, filter.text);
    case 'not': {
      const part = compile(filter.part);
      return part && ((row) => !part(row));
    }
    case 'and':
    case 'or': {
      const parts = filter.parts.map(compile);
      if (!parts.every((part) => part !== undefined)) return undefined;
      return filter.kind === 'and'
        ? (row) => parts.every((part) => part(row))
        : (row) => parts.some((part) => part(row));
    }
    case 'is-null': {
      const operand = compileValue(filter.operand);
      return operand && ((row) => operand(row).every((each) => each === undefined) !== filter.isNegated);
    }
    case 'in': {
      const left = compileValue(filter.left);
      const values = filter.values.map(compileValue);
      if (!left || !values.every((value) => value !== undefined)) return undefined;
      const isIn: Test = (row) => left(row).some((own) => values.some((value) => equals(own, value(row)[0])));
      return filter.isNegated ? (row) => isThere(left(row)) && !isIn(row) : isIn;
    }
    case 'between': {
      const [value, low, high] = [filter.left, filter.low, filter.high].map(compileValue);
      if (!value || !low || !high) return undefined;
      return (row) =>
        value(row).some((own) => holds('>=', own, low(row)[0]) && holds('<=', own, high(row)[0]));
    }
    case 'compare':
      return compileCompare(filter.operator, filter.left, filter.right);
  }
}

function compileCompare(
  operator: CompareOperator,
  leftSide: ValueExpression,
  rightSide: ValueExpression,
): Test | undefined {
  const left = compileValue(leftSide);
  const right = compileValue(rightSide);
  if (!left || !right || operator === '~' || operator === '!~') return undefined;
  // A version with several aliases has one that is not `champion`: unequal means that none is equal.
  if (operator === '!=')
    return (row) => isThere(left(row)) && !left(row).some((own) => equals(own, right(row)[0]));
  if (operator === 'LIKE' || operator === 'ILIKE') {
    const pattern = rightSide.kind === 'text' ? rightSide.value : undefined;
    if (pattern === undefined) return undefined;
    const matches = operator === 'LIKE' ? compileLike(pattern) : compileIlike(pattern);
    return (row) => left(row).some((own) => own !== undefined && matches(String(own)));
  }
  return (row) => left(row).some((own) => holds(operator, own, right(row)[0]));
}

function compileValue(expression: ValueExpression): Read | undefined {
  switch (expression.kind) {
    case 'number':
    case 'text': {
      const values = [expression.value];
      return () => values;
    }
    case 'negate': {
      const operand = compileValue(expression.operand);
      return operand && ((row) => operand(row).map((each) => (typeof each === 'number' ? -each : undefined)));
    }
    case 'field':
      return compileField(expression.field);
    case 'duration':
    case 'statistic':
    case 'family':
    case 'step':
    case 'arithmetic':
    case 'call':
      return undefined;
  }
}

function compileField(field: Field): Read | undefined {
  switch (field.kind) {
    case 'metric':
      return (row) => [row.metric(field.key)];
    case 'param':
      return (row) => [row.param(field.key)];
    case 'tag':
      return ({ version }) => [version.tags.find(({ key }) => key === field.key)?.value];
    case 'alias':
      return ({ aliases }) => aliases;
    case 'model':
      return ({ version }) => [version.model];
    case 'attribute':
      return compileAttribute(field.key);
    case 'dataset':
      return undefined;
  }
}

function compileAttribute(key: Extract<Field, { readonly kind: 'attribute' }>['key']): Read | undefined {
  switch (key) {
    case 'status':
      return ({ version }) => [version.status];
    case 'user':
      return ({ version }) => [version.user];
    case 'run_id':
      return ({ version }) => [version.runId];
    case 'note':
      return ({ version }) => [version.description === '' ? undefined : version.description];
    case 'start_time':
      return ({ version }) => [version.createdMs];
    case 'name':
      return ({ version }) => [Number(version.version)];
    case 'end_time':
    case 'duration':
    case 'artifact_uri':
    case 'experiment':
    case 'experiment_id':
    case 'parent':
      return undefined;
  }
}

/** Params are texts: compared as numbers where both sides are. */
function holds(operator: '=' | '<' | '<=' | '>' | '>=', left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  if (operator === '=') return equals(left, right);
  const [a, b] = [numberOrText(String(left)), numberOrText(String(right))];
  if (typeof a !== 'number' || typeof b !== 'number') return false;
  if (operator === '<') return a < b;
  if (operator === '<=') return a <= b;
  return operator === '>' ? a > b : a >= b;
}

function equals(left: Value, right: Value): boolean {
  if (left === undefined || right === undefined) return false;
  return left === right || numberOrText(String(left)) === numberOrText(String(right));
}

function isThere(values: readonly Value[]): boolean {
  return values.some((value) => value !== undefined);
}

/** All words, each in one of the version's own texts; `3` and `v3` are the version itself. */
function holdsWords({ version, aliases }: VersionRow, text: string): boolean {
  const words = toSearched(text).split(/\s+/).filter(Boolean);
  const own = [
    version.description,
    version.user ?? '',
    version.stage ?? '',
    version.status,
    ...aliases.map((alias) => `@${alias}`),
    ...version.tags.map(({ key, value }) => `${key}=${value}`),
  ].map(toSearched);
  return words.every(
    (word) =>
      word === version.version ||
      word === `v${version.version}` ||
      (!/^v?\d+$/.test(word) && own.some((each) => each.includes(word))),
  );
}
