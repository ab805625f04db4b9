import type { Field, FilterExpression, ValueExpression } from './ast.ts';
import type { MetricStatistic } from '../statistics/metric-statistic.ts';
import { tokenise } from './tokens.ts';

/** The canonical text of a filter: `parseFilter` reads the same filter from it. */
export function formatFilter(filter: FilterExpression): string {
  switch (filter.kind) {
    case 'and':
      return filter.parts.map((part) => formatPart(part, AND)).join(' AND ');
    case 'or':
      return filter.parts.map((part) => formatPart(part, OR)).join(' OR ');
    case 'not':
      return `NOT ${formatPart(filter.part, AND)}`;
    case 'words':
      return formatWords(filter.text);
    case 'is-null':
      return `${formatValue(filter.operand)} IS ${filter.isNegated ? 'NOT ' : ''}NULL`;
    case 'in': {
      const values = filter.values.map((value) => formatValue(value)).join(', ');
      return `${formatValue(filter.left)} ${filter.isNegated ? 'NOT ' : ''}IN (${values})`;
    }
    case 'between':
      return `${formatValue(filter.left)} BETWEEN ${formatValue(filter.low)} AND ${formatValue(filter.high)}`;
    case 'compare':
      return `${formatValue(filter.left)} ${filter.operator} ${formatValue(filter.right)}`;
  }
}

/** The canonical text of a value: `parseValue` reads the same value from it. */
export function formatValue(value: ValueExpression): string {
  switch (value.kind) {
    case 'number':
      return value.text;
    case 'text':
      return quoteText(value.value);
    case 'duration':
      return formatDuration(value.ms);
    case 'field':
      return formatField(value.field);
    case 'statistic':
      return formatStatistic(value.key, value.statistic);
    case 'family':
      return `family_${value.part}(${quoteText(value.key)})`;
    case 'step':
      return 'step';
    case 'negate':
      return `-${formatOperand(value.operand, SIGNED)}`;
    case 'arithmetic':
      return formatArithmetic(value);
    case 'call':
      return `${value.name}(${value.operands.map((operand) => formatValue(operand)).join(', ')})`;
  }
}

/** `params.lr`, `` tags.`a b` ``, `start_time`, `dataset.name`. */
export function formatField(field: Field): string {
  switch (field.kind) {
    case 'attribute':
      return field.key;
    case 'dataset':
      return `dataset.${field.key}`;
    case 'alias':
    case 'model':
      return field.kind;
    case 'metric':
    case 'param':
    case 'tag':
      return `${field.kind}s.${formatKey(field.key)}`;
  }
}

/** In single quotes, with those inside doubled. */
export function quoteText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Between backticks where the key would not be read as one word. */
function formatKey(key: string): string {
  const [token, more] = tokenise(`tags.${key}`);
  const isPlain = token?.kind === 'field' && !more && token.value === key && token.isClosed;
  return isPlain ? key : `\`${key.replaceAll('`', '``')}\``;
}

function formatWords(text: string): string {
  const [token, more] = tokenise(text);
  return token?.kind === 'word' && !more && token.text === text ? text : quoteText(text);
}

const OR = 1;
const AND = 2;
const NOT = 3;
const CLAUSE = 4;

function levelOf(filter: FilterExpression): number {
  if (filter.kind === 'or') return OR;
  if (filter.kind === 'and') return AND;
  return filter.kind === 'not' ? NOT : CLAUSE;
}

/** In parentheses unless it binds more than `level`. */
function formatPart(part: FilterExpression, level: number): string {
  return levelOf(part) > level ? formatFilter(part) : `(${formatFilter(part)})`;
}

const UNITS: readonly (readonly [unit: string, ms: number])[] = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
];

function formatDuration(ms: number): string {
  const [unit, factor] = UNITS.find(([, size]) => ms > 0 && ms % size === 0) ?? ['ms', 1];
  return `${(ms / factor).toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })}${unit}`;
}

function formatStatistic(key: string, statistic: MetricStatistic): string {
  const metric = `metrics.${formatKey(key)}`;
  if (statistic.name === 'mean') return `mean(${metric}, ${statistic.count})`;
  if (statistic.name === 'at') return `at(${metric}, ${statistic.step})`;
  if (statistic.name === 'at_best') return `at_best(${metric}, metrics.${formatKey(statistic.other)})`;
  return `${statistic.name}(${metric})`;
}

type Arithmetic = Extract<ValueExpression, { readonly kind: 'arithmetic' }>;

const SUM = 1;
const PRODUCT = 2;
const SIGNED = 3;
const POWER = 4;
const PRIMARY = 5;

function bindingOf(value: ValueExpression): number {
  if (value.kind === 'negate') return SIGNED;
  if (value.kind !== 'arithmetic') return PRIMARY;
  if (value.operator === '^') return POWER;
  return value.operator === '+' || value.operator === '-' ? SUM : PRODUCT;
}

function formatArithmetic(value: Arithmetic): string {
  const { operator, left, right } = value;
  const binding = bindingOf(value);
  const isPower = binding === POWER;
  const leftText = formatOperand(left, isPower ? PRIMARY : binding);
  const rightText = formatOperand(right, isPower ? SIGNED : binding + 1);
  return `${leftText} ${operator} ${rightText}`;
}

/** In parentheses where it binds less than `binding`. */
function formatOperand(operand: ValueExpression, binding: number): string {
  return bindingOf(operand) >= binding ? formatValue(operand) : `(${formatValue(operand)})`;
}
