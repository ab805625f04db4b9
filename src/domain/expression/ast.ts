import type { FamilyPart } from '../runs/run-sort.ts';
import type { MetricStatistic } from '../statistics/metric-statistic.ts';

/** Where a part stands in the text: UTF-16 offsets, `end` exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** What of a run an expression can name. */
export type Field =
  | { readonly kind: 'metric' | 'param' | 'tag'; readonly key: string }
  | { readonly kind: 'attribute'; readonly key: AttributeField }
  /** True where any dataset of the run fits. */
  | { readonly kind: 'dataset'; readonly key: 'name' | 'digest' | 'context' }
  /** Aliases and names of registered models that have a version made by the run. */
  | { readonly kind: 'alias' | 'model' };

export const ATTRIBUTE_FIELDS = [
  'run_id',
  'name',
  'status',
  'user',
  'start_time',
  'end_time',
  'duration',
  'artifact_uri',
  'experiment',
  'experiment_id',
  'parent',
  'note',
] as const;
export type AttributeField = (typeof ATTRIBUTE_FIELDS)[number];

export const COMPARE_OPERATORS = ['=', '!=', '<', '<=', '>', '>=', 'LIKE', 'ILIKE', '~', '!~'] as const;
export type CompareOperator = (typeof COMPARE_OPERATORS)[number];

/** A value-giving expression: a number, a text, or nothing where a key is missing. */
export type ValueExpression = { readonly span: Span } & (
  | { readonly kind: 'number'; readonly value: number; readonly text: string }
  | { readonly kind: 'text'; readonly value: string }
  /** `90m`, `7d`: a span of time. */
  | { readonly kind: 'duration'; readonly ms: number }
  | { readonly kind: 'field'; readonly field: Field }
  | { readonly kind: 'statistic'; readonly key: string; readonly statistic: MetricStatistic }
  /** `family_mean("fold_{n}/f1")`: one number over the last values of a family's members. */
  | { readonly kind: 'family'; readonly key: string; readonly part: FamilyPart }
  /** `step`: the step of the last point, or the x value in a chart expression. */
  | { readonly kind: 'step' }
  | { readonly kind: 'negate'; readonly operand: ValueExpression }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-' | '*' | '/' | '%' | '^';
      readonly left: ValueExpression;
      readonly right: ValueExpression;
    }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly operands: readonly ValueExpression[] }
);

export const FUNCTION_NAMES = ['abs', 'sqrt', 'exp', 'log', 'log2', 'log10', 'least', 'greatest'] as const;
export type FunctionName = (typeof FUNCTION_NAMES)[number];

/** A condition: true or false of every run, never unknown. A comparison on a missing key is false. */
export type FilterExpression = { readonly span: Span } & (
  | {
      readonly kind: 'compare';
      readonly operator: CompareOperator;
      readonly left: ValueExpression;
      readonly right: ValueExpression;
    }
  | {
      readonly kind: 'in';
      readonly isNegated: boolean;
      readonly left: ValueExpression;
      readonly values: readonly ValueExpression[];
    }
  | {
      readonly kind: 'between';
      readonly left: ValueExpression;
      readonly low: ValueExpression;
      readonly high: ValueExpression;
    }
  | { readonly kind: 'is-null'; readonly isNegated: boolean; readonly operand: ValueExpression }
  | { readonly kind: 'and' | 'or'; readonly parts: readonly FilterExpression[] }
  | { readonly kind: 'not'; readonly part: FilterExpression }
  /** A bare word: searched in the run's name, without regard to case, NFC on both sides. */
  | { readonly kind: 'words'; readonly text: string }
);

/** Why a text means nothing. `expected`: what could stand at `span` instead, as codes that the UI puts into words. */
export interface ExpressionProblem {
  readonly code: ProblemCode;
  readonly span: Span;
  /** The text that is wrong. */
  readonly found: string;
  readonly expected: readonly ExpectedPart[];
}

export type ProblemCode =
  | 'unexpected'
  | 'unclosed-quote'
  | 'unclosed-parenthesis'
  | 'unknown-function'
  | 'bad-pattern'
  | 'bad-date'
  | 'wrong-type'
  | 'too-long';

export type ExpectedPart =
  | 'condition'
  | 'field'
  | 'operator'
  | 'value'
  | 'number'
  | 'text'
  | 'list'
  | 'and-or'
  | 'closing-parenthesis'
  | 'end';
