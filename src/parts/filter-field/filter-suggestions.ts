import { ATTRIBUTE_FIELDS, type Field } from '../../domain/expression/ast.ts';
import { type CompletionContext, completionContext } from '../../domain/expression/complete.ts';
import { formatField, quoteText } from '../../domain/expression/format.ts';
import { CALL_NAMES } from '../../domain/expression/parse-value.ts';
import { SILENT_STATUS } from '../../domain/expression/silent-status.ts';
import { tokenise } from '../../domain/expression/tokens.ts';
import { PLAIN_STATISTICS } from '../../domain/statistics/metric-statistic.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import { parseNumberText } from '../../domain/runs/text-value.ts';
import type { KeyCatalogue, KeyInfo } from '../../worker/runs/runs-protocol.ts';
import type { FilterWords } from './filter-field.tsx';
import type { Grammar } from './filter-grammar.ts';

export interface Suggestion {
  readonly label: string;
  /** What is written; the label where undefined. */
  readonly insert?: string | undefined;
  readonly runCount?: number | undefined;
  /** More is to be written: the next suggestions come at once. */
  readonly goesOn: boolean;
}

export interface Suggestions {
  readonly from: number;
  readonly to: number;
  readonly items: readonly Suggestion[];
}

const MAX_ITEMS = 60;

/** What fits at the cursor, best first. Keys come from the catalogue, values from the worker. */
export async function suggestAt(
  text: string,
  cursor: number,
  words: FilterWords,
  grammar: Grammar = 'filter',
): Promise<Suggestions> {
  const context = completionContext(text, cursor);
  const { start: from, end: to } = context.span;
  const items = grammar === 'value' ? valuePartItems(context, words) : await itemsOf(context, text, words);
  return { from, to, items: items.slice(0, MAX_ITEMS) };
}

/** Where conditions have no place: fields and functions, and the signs between them. */
function valuePartItems(context: CompletionContext, { catalogue }: FilterWords): readonly Suggestion[] {
  if (context.kind === 'field') return fieldItems(context, catalogue);
  const isBetween = context.kind === 'operator' && context.typed === '';
  return isBetween ? ['*', '/', '+', '-'].map(spaced) : [];
}

async function itemsOf(context: CompletionContext, text: string, words: FilterWords) {
  switch (context.kind) {
    case 'field':
      return fieldItems(context, words.catalogue);
    case 'operator':
      return operatorItems(context);
    case 'and-or':
      return jointItems(text.slice(0, context.span.start), context.typed);
    case 'value':
      return valueItems(context, text, words);
  }
}

/** Not right behind a value: that would offer `'a'AND` to whoever has come to the end. */
function jointItems(before: string, typed: string): readonly Suggestion[] {
  if (!/\s$/.test(before)) return [];
  return ['AND', 'OR'].filter((word) => completes(word, typed)).map((word) => spaced(word));
}

type FieldContext = Extract<CompletionContext, { readonly kind: 'field' }>;

function fieldItems(context: FieldContext, catalogue: KeyCatalogue | undefined): readonly Suggestion[] {
  const { prefix, isInCall } = context;
  if (prefix === 'attribute') return attributeItems(context.typedKey);
  if (prefix === 'dataset') return datasetItems(context.typedKey);
  if (prefix) return keyItems(catalogue, prefix, context.typedKey);
  if (isInCall) return keyItems(catalogue, 'metric', context.typed);
  const keys = foundKeys(catalogue, ['metric', 'param', 'tag'], context.typed);
  const isNear = ({ closeness }: FoundKey) => context.typed === '' || closeness >= AT_PART;
  return [
    ...attributeItems(context.typed),
    ...toItems(keys.filter(isNear)),
    ...callItems(context.typed),
    ...toItems(keys.filter((key) => !isNear(key))),
    ...datasetItems(context.typed),
  ];
}

type KeyKind = 'metric' | 'param' | 'tag';

interface FoundKey {
  readonly kind: KeyKind;
  readonly info: KeyInfo;
  readonly closeness: number;
}

/** As far as what is typed is only somewhere in the key, or in its prefix. */
const INSIDE = 0;
/** A part of the key begins so: `lo` of `val/loss`, but not of `mlflow.user`. */
const AT_PART = 1;
const AT_START = 2;
const WHOLE = 3;

function keyItems(catalogue: KeyCatalogue | undefined, kind: KeyKind, typed: string): readonly Suggestion[] {
  return toItems(foundKeys(catalogue, [kind], typed));
}

/** The closest first; of these, those that more runs have. */
function foundKeys(
  catalogue: KeyCatalogue | undefined,
  kinds: readonly KeyKind[],
  typed: string,
): readonly FoundKey[] {
  const wanted = fold(typed);
  return kinds
    .flatMap((kind) =>
      infosOf(catalogue, kind)
        .filter(({ key }) => fold(`${kind}s.${key}`).includes(wanted))
        .map((info) => ({ kind, info, closeness: closenessOf(fold(info.key), wanted) })),
    )
    .sort((a, b) => b.closeness - a.closeness || b.info.runCount - a.info.runCount);
}

function toItems(keys: readonly FoundKey[]): readonly Suggestion[] {
  return keys.slice(0, MAX_ITEMS).map(({ kind, info: { key, runCount } }) => {
    const insert = formatField({ kind, key });
    return { label: `${kind}s.${key}`, insert: `${insert} `, runCount, goesOn: true };
  });
}

function closenessOf(key: string, wanted: string): number {
  if (key === wanted) return WHOLE;
  if (key.startsWith(wanted)) return AT_START;
  return ['/', '.', '_', '-', ' '].some((sign) => key.includes(sign + wanted)) ? AT_PART : INSIDE;
}

function infosOf(catalogue: KeyCatalogue | undefined, kind: KeyKind): readonly KeyInfo[] {
  return catalogue?.[`${kind}s`] ?? [];
}

const OTHER_FIELDS = ['model', 'alias'] as const;

function attributeItems(typed: string): readonly Suggestion[] {
  return [...ATTRIBUTE_FIELDS, ...OTHER_FIELDS].filter((name) => startsWith(name, typed)).map(spaced);
}

function datasetItems(typed: string): readonly Suggestion[] {
  const wanted = fold(typed);
  return ['dataset.name', 'dataset.digest', 'dataset.context']
    .filter((name) => wanted !== '' && (startsWith(name, typed) || name.slice(8).startsWith(wanted)))
    .map(spaced);
}

/** Functions only where one is being typed: they would be many. */
function callItems(typed: string): readonly Suggestion[] {
  if (typed === '') return [];
  const statistics = new Set<string>([...PLAIN_STATISTICS, 'mean', 'at', 'at_best', 'last']);
  return CALL_NAMES.filter((name) => startsWith(name, typed)).map((name) => ({
    label: `${name}(…)`,
    insert: statistics.has(name) ? `${name}(metrics.` : `${name}(`,
    goesOn: true,
  }));
}

type OperatorContext = Extract<CompletionContext, { readonly kind: 'operator' }>;

const COMPARISONS = ['=', '!=', '<', '<=', '>', '>='];
const LISTS = ['IN', 'NOT IN'];
const PATTERNS = ['LIKE', 'ILIKE', '~', '!~'];
const NULL_TESTS = ['IS NULL', 'IS NOT NULL'];

function operatorItems({ field, typed, isNullTest }: OperatorContext): readonly Suggestion[] {
  const fitting = isNullTest ? ['NULL', 'NOT NULL'] : operatorsOf(field);
  return fitting
    .filter((operator) => completes(operator, typed))
    .map((operator) => ({
      label: operator,
      insert: operator.endsWith('IN') ? `${operator} (` : `${operator} `,
      goesOn: true,
    }));
}

function operatorsOf(field: Field | undefined): readonly string[] {
  if (field === undefined || field.kind === 'metric') return [...COMPARISONS, 'BETWEEN', ...NULL_TESTS];
  if (field.kind === 'param' || field.kind === 'tag') {
    return [...COMPARISONS, ...LISTS, ...PATTERNS, 'BETWEEN', ...NULL_TESTS];
  }
  if (field.kind === 'attribute' && /_time$|^duration$/.test(field.key)) {
    return ['>', '>=', '<', '<=', 'BETWEEN', ...NULL_TESTS];
  }
  return ['=', '!=', ...LISTS, ...PATTERNS, ...NULL_TESTS];
}

type ValueContext = Extract<CompletionContext, { readonly kind: 'value' }>;

async function valueItems(
  { field, typed, span }: ValueContext,
  text: string,
  words: FilterWords,
): Promise<readonly Suggestion[]> {
  if (field?.kind === 'attribute' && field.key.endsWith('_time')) {
    return ['-24h', '-7d', '-30d'].filter((age) => startsWith(age, typed)).map(plain);
  }
  if (field?.kind === 'attribute' && field.key === 'duration') {
    return ['10m', '1h', '24h'].filter((age) => startsWith(age, typed)).map(plain);
  }
  const isNumber = asksForNumber(text.slice(0, span.start));
  const values = await valuesOf(field, words);
  return values
    .filter((value) => fold(value.text).includes(fold(typed)))
    .filter((value) => !isNumber || parseNumberText(value.text) !== undefined)
    .map(({ text: value, runCount }) => ({
      label: value,
      insert: isNumber ? value : quoteText(value),
      runCount,
      goesOn: false,
    }));
}

/** Params are texts: those are compared by size as numbers, which stand without quotes. */
function asksForNumber(before: string): boolean {
  const last = tokenise(before).at(-1);
  return /^(?:[<>]=?|BETWEEN)$/i.test(last?.text ?? '');
}

interface CountedText {
  readonly text: string;
  readonly runCount: number | undefined;
}

async function valuesOf(field: Field | undefined, words: FilterWords): Promise<readonly CountedText[]> {
  if (field?.kind === 'param' || field?.kind === 'tag') {
    return (await words.loadValues(field.kind, field.key)).values;
  }
  if (field?.kind !== 'attribute') return [];
  if (field.key === 'name' || field.key === 'user') {
    return (await words.loadValues('attribute', field.key)).values;
  }
  if (field.key !== 'status') return [];
  const { values } = await words.loadValues('attribute', 'status');
  const all = [...RUN_STATUSES, SILENT_STATUS];
  const others = all.filter((status) => !values.some(({ text }) => text === status));
  return [...values, ...others.map((status) => ({ text: status, runCount: undefined }))];
}

function spaced(word: string): Suggestion {
  return { label: word, insert: `${word} `, goesOn: true };
}

function plain(word: string): Suggestion {
  return { label: word, goesOn: false };
}

/** A word of the language that stands there already, be it in small letters, is not offered again. */
function completes(word: string, typed: string): boolean {
  return startsWith(word, typed) && fold(word) !== fold(typed);
}

function startsWith(word: string, typed: string): boolean {
  return fold(word).startsWith(fold(typed));
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase();
}
