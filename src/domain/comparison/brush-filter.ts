import type { FilterExpression, ValueExpression } from '../expression/ast.ts';
import { typeOfValue } from '../expression/fields.ts';
import { formatFilter } from '../expression/format.ts';
import { parseValue } from '../expression/parse.ts';
import {
  between,
  compare,
  fieldValue,
  isIn,
  isNull,
  joined,
  not,
  numberValue,
  textValue,
} from '../expression/write-clauses.ts';
import type { RunColumn } from '../runs/run-sort.ts';
import { canonicalText, parseNumberText, plainText } from '../runs/text-value.ts';
import type { AxisValues } from './axis-values.ts';
import { isCategory, type ScaleKind } from './parallel/axis-scale.ts';
import type { AxisBrush } from './parallel/brushes.ts';
import type { Lane } from './parallel/place-runs.ts';

/** A column with the parts of it that were brushed. */
export interface BrushedColumn {
  readonly column: RunColumn;
  readonly scale: ScaleKind;
  readonly values: AxisValues;
  readonly brushes: readonly AxisBrush[];
}

/** Clauses of the filter language that hold for the runs that pass, or the column that it has no words for. */
export type BrushFilter =
  | { readonly ok: true; readonly clauses: readonly string[] }
  | { readonly ok: false; readonly column: RunColumn };

/** What brushes say, in the filter language: the same runs as `passingRuns`, those that come later included. */
export function filterOfBrushes(axes: readonly BrushedColumn[]): BrushFilter {
  const clauses: string[] = [];
  for (const axis of axes) {
    if (axis.brushes.length === 0) continue;
    const operand = operandOf(axis.column);
    if (!operand || !canSay(operand, axis.brushes)) return { ok: false, column: axis.column };
    clauses.push(...clausesOf(axis, operand).map(formatFilter));
  }
  return { ok: true, clauses };
}

/** Names and ids are texts to the language, also where all of them look like numbers. */
function canSay(operand: ValueExpression, brushes: readonly AxisBrush[]): boolean {
  if (typeOfValue(operand) !== 'text') return true;
  return brushes.every(({ range, lanes }) => !range && lanes.every((lane) => lane === 'missing'));
}

/** Undefined: a run has several of them, or the expression cannot be read. */
function operandOf(column: RunColumn): ValueExpression | undefined {
  const span = { start: 0, end: 0 };
  switch (column.kind) {
    case 'metric':
    case 'param':
    case 'tag':
      return fieldValue({ kind: column.kind, key: column.key });
    case 'attribute':
      return column.key === 'dataset.name' ? undefined : fieldValue({ kind: 'attribute', key: column.key });
    case 'statistic':
      return { kind: 'statistic', key: column.key, statistic: column.statistic, span };
    case 'family':
      return { kind: 'family', key: column.key, part: column.part, span };
    case 'expression': {
      const parsed = parseValue(column.key);
      return parsed.ok ? parsed.value : undefined;
    }
  }
}

/** One clause for what is kept, one for each brush that leaves out. */
function clausesOf(axis: BrushedColumn, operand: ValueExpression): readonly FilterExpression[] {
  const held = (brush: AxisBrush) => partsOf(axis, operand, brush);
  const keeping = axis.brushes.filter(({ isExcluding }) => !isExcluding);
  const excluding = axis.brushes.filter(({ isExcluding }) => isExcluding).flatMap(held);
  return [
    ...(keeping.length > 0 ? [joined('or', orNothing(keeping.flatMap(held), operand))] : []),
    ...excluding.map(not),
  ];
}

/** A brush of a lane that its scale does not have keeps no run. */
function orNothing(
  parts: readonly FilterExpression[],
  operand: ValueExpression,
): readonly FilterExpression[] {
  return parts.length > 0 ? parts : [joined('and', [isNull(operand), isNull(operand, true)])];
}

/** Alternatives. */
function partsOf(
  { scale, values }: BrushedColumn,
  operand: ValueExpression,
  { range, texts, lanes }: AxisBrush,
): readonly FilterExpression[] {
  return [
    ...(range ? [rangeClause(operand, range, values)] : []),
    ...(texts ? textClauses(operand, texts, values) : []),
    ...lanes.flatMap((lane) => laneClause(operand, lane, scale) ?? []),
  ];
}

/** Infinities have lanes of their own: an open end is told as such only where no run has one. */
function rangeClause(
  operand: ValueExpression,
  { min, max }: NonNullable<AxisBrush['range']>,
  { numbers }: AxisValues,
): FilterExpression {
  const { NEGATIVE_INFINITY: least, POSITIVE_INFINITY: most } = Number;
  const [low, high] = [boundOf(operand, min, Math.ceil), boundOf(operand, max, Math.floor)];
  if (min !== least && max !== most) return between(operand, low, high);
  const hasLower = min === least && numbers.includes(least);
  const hasUpper = max === most && numbers.includes(most);
  const parts = [
    ...(min !== least ? [compare(operand, '>=', low)] : []),
    ...(hasLower ? [compare(operand, '>', numberValue(least))] : []),
    ...(max !== most ? [compare(operand, '<=', high)] : []),
    ...(hasUpper ? [compare(operand, '<', numberValue(most))] : []),
  ];
  return joined('and', parts.length > 0 ? parts : [isNumber(operand)]);
}

/** Every number, infinities included, but for NaN. */
function isNumber(operand: ValueExpression): FilterExpression {
  return compare(operand, '>=', numberValue(Number.NEGATIVE_INFINITY));
}

/** Times and durations are whole milliseconds: what lies between two of them is rounded towards the brush. */
function boundOf(operand: ValueExpression, value: number, round: (value: number) => number): ValueExpression {
  const type = typeOfValue(operand);
  if (!Number.isFinite(value) || (type !== 'time' && type !== 'duration')) return numberValue(value);
  const ms = round(value);
  if (type === 'time') return isDate(ms) ? textValue(new Date(ms).toISOString()) : numberValue(ms);
  return ms > 0 ? { kind: 'duration', ms, span: { start: 0, end: 0 } } : numberValue(ms);
}

/** Years have four digits. */
function isDate(ms: number): boolean {
  return ms >= 0 && ms < 253_402_300_800_000;
}

function textClauses(
  operand: ValueExpression,
  { list, isAllBut }: NonNullable<AxisBrush['texts']>,
  values: AxisValues,
): readonly FilterExpression[] {
  const wanted = list.map((text) => categoryValues(operand, text, values));
  const equal = wanted.flatMap(({ values: of }) => of);
  const alike = wanted.flatMap(({ alike: of }) => of).map((text) => compare(operand, 'ILIKE', text));
  const isListed = (isNegated: boolean) => (equal.length > 0 ? [listed(operand, equal, isNegated)] : []);
  if (!isAllBut) return [...isListed(false), ...alike];
  const parts = [...isListed(true), ...alike.map(not)];
  const hasOnlyNots = equal.length === 0;
  return [joined('and', [...(hasOnlyNots ? [isNull(operand, true)] : []), ...parts])];
}

function listed(
  operand: ValueExpression,
  values: readonly ValueExpression[],
  isNegated: boolean,
): FilterExpression {
  const [only, ...others] = values;
  // `!= nan` would hold for what is missing nowhere, but reads as if it held for every number.
  return only && others.length === 0 && !isNegated
    ? compare(operand, '=', only)
    : isIn(operand, values, isNegated);
}

/** What a category is compared with; `alike`: in whatever case (`True` is `true`). */
function categoryValues(
  operand: ValueExpression,
  category: string,
  { texts }: AxisValues,
): { readonly values: readonly ValueExpression[]; readonly alike: readonly ValueExpression[] } {
  const type = typeOfValue(operand);
  if (type === 'text') {
    // Ids and names are compared as they are written.
    const written = texts.filter((text) => plainText(text) === category);
    return { values: (written.length > 0 ? written : [category]).map(textValue), alike: [] };
  }
  const canonical = canonicalText(category);
  const number = parseNumberText(category);
  if (number !== undefined && (type !== 'any' || canonical.startsWith('number '))) {
    return { values: [numberValue(number)], alike: [] };
  }
  if (canonical.startsWith('boolean ')) return { values: [], alike: [textValue(category)] };
  return { values: [textValue(category)], alike: [] };
}

function laneClause(operand: ValueExpression, lane: Lane, scale: ScaleKind): FilterExpression | undefined {
  if (lane === 'missing') return isNull(operand);
  if (isCategory(scale)) return undefined;
  switch (lane) {
    case 'nan':
      return compare(operand, '=', numberValue(Number.NaN));
    case 'positive':
      return compare(operand, '=', numberValue(Number.POSITIVE_INFINITY));
    case 'negative':
      return compare(operand, '=', numberValue(Number.NEGATIVE_INFINITY));
    case 'other':
      return otherClause(operand, scale);
  }
}

/** A word among numbers; by powers also what is not above 0. */
function otherClause(operand: ValueExpression, scale: ScaleKind): FilterExpression | undefined {
  const { NEGATIVE_INFINITY: least } = Number;
  const words: FilterExpression[] =
    typeOfValue(operand) === 'any'
      ? [
          joined('and', [
            isNull(operand, true),
            not(isNumber(operand)),
            not(compare(operand, '=', numberValue(Number.NaN))),
          ]),
        ]
      : [];
  const below =
    scale === 'log'
      ? [joined('and', [compare(operand, '<=', numberValue(0)), compare(operand, '>', numberValue(least))])]
      : [];
  const parts = [...words, ...below];
  return parts.length > 0 ? joined('or', parts) : undefined;
}
