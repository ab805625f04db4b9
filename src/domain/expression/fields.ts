import type { AttributeField, Field, ValueExpression } from './ast.ts';
import type { Token } from './tokens.ts';

/** What a value is compared as; `any`: a param or tag, text or number as the other side says. */
export type ValueType = 'number' | 'time' | 'duration' | 'text' | 'any';

/** Every name of an attribute in lower case: MLflow's own spellings (3.17.2), then ours. */
const ATTRIBUTES: ReadonlyMap<string, AttributeField> = new Map([
  ['run_id', 'run_id'],
  ['name', 'name'],
  ['run_name', 'name'],
  ['run name', 'name'],
  ['status', 'status'],
  ['user', 'user'],
  ['user_id', 'user'],
  ['start_time', 'start_time'],
  ['created', 'start_time'],
  ['end_time', 'end_time'],
  ['duration', 'duration'],
  ['artifact_uri', 'artifact_uri'],
  ['experiment', 'experiment'],
  ['experiment_name', 'experiment'],
  ['experiment_id', 'experiment_id'],
  ['parent', 'parent'],
  ['note', 'note'],
]);

const DATASET_KEYS = ['name', 'digest', 'context'] as const;

/** The field that a name without prefix means; undefined for any other word. */
export type NamedField = (name: string) => Field | undefined;

/** Names without prefix of what is known of a run. */
export function attributeNamed(name: string): Field | undefined {
  const lower = name.toLowerCase();
  if (lower === 'alias' || lower === 'model') return { kind: lower };
  const key = ATTRIBUTES.get(lower);
  return key && { kind: 'attribute', key };
}

/** The field that a `field` token means; undefined where its key is missing or no such attribute exists. */
export function fieldOfToken(token: Token): Field | undefined {
  const { prefix, value } = token;
  if (value === '' || prefix === undefined) return undefined;
  if (prefix === 'attribute') return attributeNamed(value);
  if (prefix !== 'dataset') return { kind: prefix, key: value };
  const key = DATASET_KEYS.find((known) => known === value);
  return key && { kind: 'dataset', key };
}

/** Whether a value is this attribute. */
export function isField(value: ValueExpression, key: AttributeField): boolean {
  return value.kind === 'field' && value.field.kind === 'attribute' && value.field.key === key;
}

/** `0a1b…`, 32 digits: an id as MLflow makes them. */
export function isRunIdText(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

export function typeOfField(field: Field): ValueType {
  if (field.kind === 'metric') return 'number';
  if (field.kind === 'param' || field.kind === 'tag') return 'any';
  if (field.kind !== 'attribute') return 'text';
  if (field.key === 'start_time' || field.key === 'end_time') return 'time';
  return field.key === 'duration' ? 'duration' : 'text';
}

export function typeOfValue(value: ValueExpression): ValueType {
  switch (value.kind) {
    case 'text':
      return 'text';
    case 'duration':
      return 'duration';
    case 'field':
      return typeOfField(value.field);
    case 'statistic':
      return value.statistic.name === 'last_logged' ? 'time' : 'number';
    case 'negate':
      return typeOfValue(value.operand) === 'duration' ? 'duration' : 'number';
    case 'arithmetic':
      return typeOfArithmetic(value.operator, typeOfValue(value.left), typeOfValue(value.right));
    case 'number':
    case 'step':
    case 'family':
    case 'call':
      return 'number';
  }
}

function typeOfArithmetic(operator: string, left: ValueType, right: ValueType): ValueType {
  if (operator === '-' && left === 'time') return right === 'time' ? 'duration' : 'time';
  if (operator === '+' && (left === 'time' || right === 'time')) return 'time';
  return 'number';
}
