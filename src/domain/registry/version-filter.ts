import type {
  AttributeField,
  ExpressionProblem,
  Field,
  FilterExpression,
  ValueExpression,
} from '../expression/ast.ts';
import { checkPatterns, compileFilter, hasPatterns } from '../expression/evaluate.ts';
import type { RegexEngine, Subject } from '../expression/evaluation-context.ts';
import { fieldsOfValue } from '../expression/explain.ts';
import { parseFilter } from '../expression/parse.ts';
import { valuesOf } from '../expression/walk.ts';
import { createRunFrame } from '../runs/run-frame.ts';
import { toSearched } from '../runs/search-text.ts';
import type { RegisteredVersion } from './registered-model.ts';
import type { VersionRow } from './version-rows.ts';

export interface VersionFilter {
  /** Those that fit, in their order. */
  readonly select: <Row extends VersionRow>(rows: readonly Row[]) => readonly Row[];
  /** Keys of the runs that it asks about. */
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  /** It was no condition, and is searched for as it stands: why. */
  readonly problem: ExpressionProblem | undefined;
  /** It holds a regular expression. */
  readonly hasPatterns: boolean;
}

export interface FilterTools {
  /** Ages count from here. */
  readonly nowMs: number;
  /** Undefined: not loaded yet, so that no regular expression fits anything. */
  readonly regex: RegexEngine | undefined;
}

/**
 * The filter language of runs over versions: metrics and params are those of the version's run, all else is the
 * version's own, by the names below. What is no condition there is searched for as words.
 */
export function compileVersionFilter(text: string, tools: FilterTools): VersionFilter {
  const parsed = parseFilter(text, (name) => NAMES.get(name.toLowerCase()));
  if (!parsed.ok) return searchFor(text, parsed.problem);
  const { filter } = parsed;
  if (!filter) return { ...NO_KEYS, select: (rows) => rows, problem: undefined, hasPatterns: false };
  const problem = unknownPart(filter, text) ?? (tools.regex && checkPatterns(filter, tools.regex));
  if (problem) return searchFor(text, problem);
  const fields = valuesOf(filter).flatMap((value) => fieldsOfValue(value).map(({ field }) => field));
  return {
    select: (rows) => {
      const fits = compileFilter(filter, { ...NOTHING_OF_RUNS, ...tools, subject: subjectOf(rows) });
      return rows.filter((_, row) => fits(row));
    },
    metrics: keysOf(fields, 'metric'),
    params: keysOf(fields, 'param'),
    problem: undefined,
    hasPatterns: hasPatterns(filter),
  };
}

/** Attributes of a version stand at the place of one of a run that is compared alike: as text, or as a time. */
const NAMES: ReadonlyMap<string, Field> = new Map<string, Field>([
  ...Object.entries({
    version: 'name',
    name: 'name',
    status: 'status',
    stage: 'experiment',
    current_stage: 'experiment',
    user: 'user',
    user_id: 'user',
    creator: 'user',
    description: 'note',
    note: 'note',
    run_id: 'run_id',
    source: 'artifact_uri',
    created: 'start_time',
    start_time: 'start_time',
    creation_timestamp: 'start_time',
    updated: 'end_time',
    last_updated_timestamp: 'end_time',
  } satisfies Record<string, AttributeField>).map(([name, key]): [string, Field] => [
    name,
    { kind: 'attribute', key },
  ]),
  ['alias', { kind: 'alias' }],
  ['model', { kind: 'model' }],
]);

const KNOWN_ATTRIBUTES = new Set([...NAMES.values()].map((field) => 'key' in field && field.key));

const NO_KEYS = { metrics: [], params: [] };

/** What the language may ask of runs, and versions do not have. */
const NOTHING_OF_RUNS = {
  frame: createRunFrame(),
  experimentName: () => undefined,
  statistic: () => undefined,
  registered: () => undefined,
  datasets: () => [],
  artifactUri: () => undefined,
};

function searchFor(text: string, problem: ExpressionProblem): VersionFilter {
  return {
    ...NO_KEYS,
    select: (rows) => rows.filter((row) => holdsWords(row, text)),
    problem,
    hasPatterns: false,
  };
}

/** The first part that only runs have, so that nothing is false in silence. */
function unknownPart(filter: FilterExpression, text: string): ExpressionProblem | undefined {
  const unknown = valuesOf(filter)
    .map(unknownIn)
    .find((value) => value !== undefined);
  if (!unknown) return undefined;
  const { span } = unknown;
  return { code: 'unexpected', span, found: text.slice(span.start, span.end), expected: ['field'] };
}

function unknownIn(value: ValueExpression): ValueExpression | undefined {
  switch (value.kind) {
    case 'statistic':
    case 'family':
    case 'step':
      return value;
    case 'field':
      return isKnown(value.field) ? undefined : value;
    case 'negate':
      return unknownIn(value.operand);
    case 'arithmetic':
      return unknownIn(value.left) ?? unknownIn(value.right);
    case 'call':
      return value.operands.map(unknownIn).find((each) => each !== undefined);
    case 'number':
    case 'text':
    case 'duration':
      return undefined;
  }
}

function isKnown(field: Field): boolean {
  return field.kind !== 'dataset' && (field.kind !== 'attribute' || KNOWN_ATTRIBUTES.has(field.key));
}

function keysOf(fields: readonly Field[], kind: 'metric' | 'param'): readonly string[] {
  return [...new Set(fields.flatMap((field) => (field.kind === kind && 'key' in field ? [field.key] : [])))];
}

function subjectOf(rows: readonly VersionRow[]): Subject {
  return {
    textsAt: (field, at) => {
      const row = rows[at];
      return row ? textsOf(row, field).filter((text) => text !== undefined) : [];
    },
    numberAt: (field, at) => {
      const row = rows[at];
      if (field.kind === 'metric') return row?.metric(field.key);
      if (field.kind !== 'attribute') return undefined;
      return field.key === 'start_time' ? row?.version.createdMs : row?.version.updatedMs;
    },
    hasWords: (words, at) => {
      const row = rows[at];
      return row !== undefined && holdsWords(row, words);
    },
  };
}

function textsOf(row: VersionRow, field: Field): readonly (string | undefined)[] {
  const { version } = row;
  switch (field.kind) {
    case 'param':
      return [row.param(field.key)];
    case 'tag':
      return [version.tags.find(({ key }) => key === field.key)?.value];
    case 'alias':
      return row.aliases;
    case 'model':
      return [version.model];
    case 'attribute':
      return [attributeOf(row, field.key)];
    case 'metric':
    case 'dataset':
      return [];
  }
}

function attributeOf({ version }: VersionRow, key: AttributeField): string | undefined {
  switch (key) {
    case 'name':
      return version.version;
    case 'status':
      return version.status;
    case 'experiment':
      return version.stage;
    case 'user':
      return version.user;
    case 'note':
      return version.description || undefined;
    case 'run_id':
      return version.runId;
    case 'artifact_uri':
      return version.source || undefined;
    case 'start_time':
    case 'end_time':
    case 'duration':
    case 'experiment_id':
    case 'parent':
      return undefined;
  }
}

const texts = new WeakMap<RegisteredVersion, readonly string[]>();

/** As they are searched; made once, since descriptions and tags may be long. */
function ownTexts(version: RegisteredVersion): readonly string[] {
  const kept = texts.get(version);
  if (kept) return kept;
  const made = [
    version.description,
    version.user ?? '',
    version.stage ?? '',
    version.status,
    ...version.tags.map(({ key, value }) => `${key}=${value}`),
  ].map(toSearched);
  texts.set(version, made);
  return made;
}

/** All words, each in one of the version's own texts; `3` and `v3` are the version itself. */
function holdsWords({ version, aliases }: VersionRow, text: string): boolean {
  const words = toSearched(text).split(/\s+/).filter(Boolean);
  const own = [...ownTexts(version), ...aliases.map((alias) => toSearched(`@${alias}`))];
  return words.every(
    (word) =>
      word === version.version ||
      word === `v${version.version}` ||
      (!/^v?\d+$/.test(word) && own.some((each) => each.includes(word))),
  );
}
