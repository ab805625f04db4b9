import type { CompareOperator, Field, FilterExpression, ValueExpression } from './ast.ts';
import { FLIPPED, literalNumber } from './check-types.ts';
import { constantNumber, isAscii } from './evaluate.ts';
import { isField, isRunIdText, typeOfField } from './fields.ts';
import { pushStatus } from './push-down-status.ts';
import { type PushDownRules, type Pushed, quoteValue, serverName } from './server-grammar.ts';
import { type Clause, clausesOf, operandsOf } from './walk.ts';

/** The part of a filter that a server can answer. */
export interface ServerSplit {
  /** In MLflow's grammar; undefined: nothing of it can be said. */
  readonly pushed: string | undefined;
  /** Whether the server's answer is that of the whole filter. */
  readonly isExact: boolean;
}

const NOTHING: Pushed = { clauses: [], isExact: false };
/** One request with that many ids was seen to work (3.17.2, 2.22.4). */
const MAX_LISTED = 1000;

/**
 * A condition in MLflow's grammar that every run of the filter meets, and perhaps others: the filter is evaluated again
 * on what comes back. `nowMs` must be the one that it is evaluated with. SQL stores only promise it: file stores do not
 * let `%` pass the end of a line.
 */
export function splitForServer(
  filter: FilterExpression | undefined,
  rules: PushDownRules,
  nowMs: number,
): ServerSplit {
  if (!filter) return { pushed: undefined, isExact: true };
  // The names of parents are found among the loaded runs: all have to come.
  if (clausesOf(filter).some(namesParent)) return { pushed: undefined, isExact: false };
  const { clauses, isExact } = push(filter, { rules, nowMs });
  const different = [...new Set(clauses)];
  const kept = different.slice(0, rules.maxClauses);
  return {
    pushed: kept.length > 0 ? kept.join(' AND ') : undefined,
    isExact: isExact && kept.length === different.length,
  };
}

/** Whether a parent is asked for by more than its id, which is all that the server keeps. */
function namesParent(clause: Clause): boolean {
  const operands = operandsOf(clause);
  if (clause.kind === 'is-null' || !operands.some((value) => isField(value, 'parent'))) return false;
  const isEquality = clause.kind === 'in' || (clause.kind === 'compare' && /^!?=$/.test(clause.operator));
  const areIds = operands.every(
    (value) => isField(value, 'parent') || (value.kind === 'text' && isRunIdText(value.value)),
  );
  return !isEquality || !areIds;
}

interface Pushing {
  readonly rules: PushDownRules;
  readonly nowMs: number;
}

function push(filter: FilterExpression, pushing: Pushing): Pushed {
  const ofStatus = pushStatus(filter);
  if (ofStatus) return ofStatus;
  switch (filter.kind) {
    case 'and':
      return allOf(filter.parts.map((part) => push(part, pushing)));
    case 'or':
      return pushOr(filter.parts, pushing);
    case 'not':
      return pushNot(filter.part, pushing);
    case 'words':
      return pushWords(filter.text, pushing.rules);
    case 'is-null':
      return pushNullTest(filter.operand, filter.isNegated, pushing);
    case 'in':
      return pushIn(filter, pushing);
    case 'between': {
      const { left, low, high } = filter;
      return allOf([pushCompare('>=', left, low, pushing), pushCompare('<=', left, high, pushing)], left);
    }
    case 'compare':
      return pushCompare(filter.operator, filter.left, filter.right, pushing);
  }
}

function allOf(parts: readonly Pushed[], left?: ValueExpression): Pushed {
  // Two clauses on datasets may be met by two of them.
  const isOfMany = left?.kind === 'field' && left.field.kind === 'dataset';
  return {
    clauses: parts.flatMap(({ clauses }) => clauses),
    isExact: !isOfMany && parts.every(({ isExact }) => isExact),
  };
}

/** Alternatives for one field are a list; of others only what all of them ask for can be said. */
function pushOr(parts: readonly FilterExpression[], pushing: Pushing): Pushed {
  const list = asList(parts);
  if (list) return push(list, pushing);
  const [first, ...others] = parts.map((part) => push(part, pushing).clauses);
  const shared = first?.filter((clause) => others.every((clauses) => clauses.includes(clause))) ?? [];
  return { clauses: shared, isExact: false };
}

function asList(parts: readonly FilterExpression[]): FilterExpression | undefined {
  const values: ValueExpression[] = [];
  let left: ValueExpression | undefined;
  for (const part of parts) {
    const isEqual = part.kind === 'compare' && part.operator === '=';
    if (!isEqual && (part.kind !== 'in' || part.isNegated)) return undefined;
    if (part.left.kind !== 'field' || (left && !isSameField(left, part.left))) return undefined;
    left = part.left;
    values.push(...(part.kind === 'in' ? part.values : [part.right]));
  }
  return left && { kind: 'in', isNegated: false, left, values, span: left.span };
}

function isSameField(one: ValueExpression, other: ValueExpression): boolean {
  return (
    one.kind === 'field' &&
    other.kind === 'field' &&
    JSON.stringify(one.field) === JSON.stringify(other.field)
  );
}

const OPPOSITES: ReadonlyMap<CompareOperator, CompareOperator> = new Map([
  ['=', '!='],
  ['!=', '='],
]);

/** Only what every run has can be denied: NOT takes in runs without the key, MLflow's `!=` does not. */
function pushNot(part: FilterExpression, pushing: Pushing): Pushed {
  if (part.kind === 'not') return push(part.part, pushing);
  if (part.kind === 'or') return allOf(part.parts.map((one) => pushNot(one, pushing)));
  if (part.kind === 'is-null') return pushNullTest(part.operand, !part.isNegated, pushing);
  if (part.kind === 'in' && isField(part.left, 'run_id'))
    return pushIn({ ...part, isNegated: !part.isNegated }, pushing);
  if (part.kind !== 'compare' || !isField(part.left, 'run_id')) return NOTHING;
  const operator = OPPOSITES.get(part.operator);
  return operator ? pushCompare(operator, part.left, part.right, pushing) : NOTHING;
}

/** ASCII words are found by ILIKE just as here; NFC and the case of other letters are not the server's business. */
function pushWords(words: string, rules: PushDownRules): Pushed {
  if (!isAscii(words)) return NOTHING;
  const pattern = safePattern(words, rules);
  const quoted = quoteValue(`%${pattern}%`);
  return quoted === undefined
    ? NOTHING
    : { clauses: [`attributes.run_name ILIKE ${quoted}`], isExact: !/[%_]/.test(pattern) };
}

function pushNullTest(operand: ValueExpression, isNegated: boolean, { rules }: Pushing): Pushed {
  const isParamOrTag = operand.kind === 'field' && keyedField(operand.field);
  const name = isParamOrTag ? serverName(operand.field) : undefined;
  if (!rules.acceptsNullTests || !name) return NOTHING;
  return { clauses: [`${name} IS ${isNegated ? 'NOT ' : ''}NULL`], isExact: true };
}

function keyedField({ kind, ...field }: Field): boolean {
  if (kind === 'param' || kind === 'tag') return true;
  return kind === 'attribute' && 'key' in field && (field.key === 'note' || field.key === 'parent');
}

function pushIn(filter: Extract<FilterExpression, { readonly kind: 'in' }>, pushing: Pushing): Pushed {
  const { left, values, isNegated } = filter;
  const [only] = values;
  if (only && values.length === 1) return pushCompare(isNegated ? '!=' : '=', left, only, pushing);
  if (left.kind !== 'field') return NOTHING;
  const listed = pushList(filter, left.field, pushing.rules);
  if (listed) return listed;
  if (isNegated) return pushNoneOf(left, values, pushing);
  return pushRange(left, values, pushing) ?? pushPresence(left, pushing);
}

function pushNoneOf(left: ValueExpression, values: readonly ValueExpression[], pushing: Pushing): Pushed {
  const asked = values.slice(0, pushing.rules.maxClauses);
  const each = allOf(
    asked.map((value) => pushCompare('!=', left, value, pushing)),
    left,
  );
  return { ...each, isExact: each.isExact && asked.length === values.length };
}

/** Lists are read as Python (`ast.literal_eval`, 3.17.2), escapes included; 2.22 wants single quotes in them. */
function isListable(text: string): boolean {
  return quoteValue(text)?.startsWith("'") === true && !/[\\\p{Cc}]/u.test(text);
}

function pushList(
  { values, isNegated }: Extract<FilterExpression, { readonly kind: 'in' }>,
  field: Field,
  rules: PushDownRules,
): Pushed | undefined {
  const isDataset = field.kind === 'dataset';
  const isId = field.kind === 'attribute' && field.key === 'run_id';
  const name = nameFor(field, rules);
  if ((!isDataset && !isId) || !name || values.length > MAX_LISTED) return undefined;
  const quoted = values.flatMap((value) =>
    value.kind === 'text' && isListable(value.value) ? [`'${value.value}'`] : [],
  );
  if (quoted.length < values.length) return undefined;
  return { clauses: [`${name} ${isNegated ? 'NOT ' : ''}IN (${quoted.join(', ')})`], isExact: true };
}

/** `metrics.a IN (1, 3)` lies between 1 and 3. */
function pushRange(
  left: ValueExpression,
  values: readonly ValueExpression[],
  pushing: Pushing,
): Pushed | undefined {
  const numbers = values.map((value) => literalNumber(value) ?? Number.NaN);
  const ordered = values.toSorted((a, b) => (literalNumber(a) ?? 0) - (literalNumber(b) ?? 0));
  const [low, high] = [ordered[0], ordered.at(-1)];
  if (left.kind !== 'field' || left.field.kind !== 'metric' || !low || !high) return undefined;
  if (!numbers.every(Number.isFinite)) return undefined;
  const bounds = [pushCompare('>=', left, low, pushing), pushCompare('<=', left, high, pushing)];
  return { ...allOf(bounds), isExact: false };
}

/** What cannot be said of a value takes at least that there is one. */
function pushPresence(left: ValueExpression, pushing: Pushing): Pushed {
  return { ...pushNullTest(left, true, pushing), isExact: false };
}

function pushCompare(
  operator: CompareOperator,
  left: ValueExpression,
  right: ValueExpression,
  pushing: Pushing,
): Pushed {
  if (left.kind !== 'field') {
    const isFlippable = right.kind === 'field' && operator !== '~' && operator !== '!~';
    return isFlippable ? pushCompare(FLIPPED.get(operator) ?? operator, right, left, pushing) : NOTHING;
  }
  const { field } = left;
  const type = typeOfField(field);
  if (type === 'time') return pushTime(operator, field, right, pushing);
  if (field.kind === 'metric') return pushMetric(operator, field, right, pushing.rules);
  if (type === 'duration') return NOTHING;
  return pushText(operator, field, right, pushing.rules) ?? pushPresence(left, pushing);
}

function pushTime(
  operator: CompareOperator,
  field: Field,
  right: ValueExpression,
  { nowMs }: Pushing,
): Pushed {
  const ms = constantNumber(right, true, nowMs);
  const name = serverName(field);
  if (ms === undefined || name === undefined || !Number.isSafeInteger(ms)) return NOTHING;
  return { clauses: [`${name} ${operator} ${ms}`], isExact: true };
}

function pushMetric(
  operator: CompareOperator,
  field: Field,
  right: ValueExpression,
  rules: PushDownRules,
): Pushed {
  const wanted = constantNumber(right, false, 0);
  const name = serverName(field);
  if (wanted === undefined || name === undefined) return NOTHING;
  // SQL stores keep infinities as the largest double (sqlalchemy_store.py), which nothing is above.
  if (!(Math.abs(wanted) < Number.MAX_VALUE)) return NOTHING;
  const clause = `${name} ${operator} ${String(wanted).replace('e+', 'e')}`;
  if (rules.knowsNan) return { clauses: [clause], isExact: true };
  // NaN is stored as 0: `!= 0` leaves out runs that belong to it, others may bring some that do not.
  if (operator === '!=') return wanted === 0 ? NOTHING : { clauses: [clause], isExact: true };
  return { clauses: [clause], isExact: !isMetByZero(operator, wanted) };
}

function isMetByZero(operator: CompareOperator, wanted: number): boolean {
  if (operator === '<') return 0 < wanted;
  if (operator === '<=') return 0 <= wanted;
  if (operator === '>') return 0 > wanted;
  return operator === '>=' ? 0 >= wanted : wanted === 0;
}

function nameFor(field: Field, rules: PushDownRules): string | undefined {
  return field.kind === 'dataset' && !rules.acceptsDatasets ? undefined : serverName(field);
}

const TEXT_OPERATORS: readonly CompareOperator[] = ['=', '!=', 'LIKE', 'ILIKE'];

function pushText(
  operator: CompareOperator,
  field: Field,
  right: ValueExpression,
  rules: PushDownRules,
): Pushed | undefined {
  const name = nameFor(field, rules);
  const wanted = wantedText(field, right);
  if (name === undefined || wanted === undefined || !TEXT_OPERATORS.includes(operator)) return undefined;
  const isPattern = operator === 'LIKE' || operator === 'ILIKE';
  // File stores do not let a pattern go over line ends, which notes are full of.
  if (isPattern && field.kind === 'attribute' && field.key === 'note') return undefined;
  const pattern = isPattern ? safePattern(wanted, rules) : wanted;
  const quoted = quoteValue(pattern);
  return quoted === undefined
    ? undefined
    : { clauses: [`${name} ${operator} ${quoted}`], isExact: pattern === wanted };
}

/** With `_` (any one sign) in place of what some server takes for more than it is in SQLite and here. */
function safePattern(pattern: string, { escapesPatterns }: PushDownRules): string {
  // `\` is an escape in MySQL and PostgreSQL.
  return pattern.replaceAll(escapesPatterns ? /\\/g : /[\\.*+?^${}()|[\]]/g, '_');
}

/** A number is compared with ids and names as it is written; with params it is a number, which MLflow does not know. */
function wantedText(field: Field, value: ValueExpression): string | undefined {
  if (value.kind === 'text') return value.value;
  const isNumberLike = field.kind === 'param' || field.kind === 'tag';
  return value.kind === 'number' && !isNumberLike ? value.text : undefined;
}
