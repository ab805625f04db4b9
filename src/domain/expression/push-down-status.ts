import { RUN_STATUSES, type RunStatus } from '../runs/run.ts';
import type { CompareOperator, FilterExpression, ValueExpression } from './ast.ts';
import { textTest } from './evaluate.ts';
import { isField } from './fields.ts';
import type { Pushed } from './server-grammar.ts';
import { type SilentTest, silentTestOf } from './silent-status.ts';

/** What can be said of a run's state; whether a running one is silent the server does not know. */
interface RunState {
  readonly status: RunStatus;
  readonly isSilent: boolean;
}

const STATES: readonly RunState[] = [
  ...RUN_STATUSES.map((status) => ({ status, isSilent: false })),
  { status: 'RUNNING', isSilent: true },
];

/**
 * What is said of nothing but the status, as the statuses that it leaves out. A status of a later release is read as
 * SCHEDULED (`decode.ts`), so that `= 'SCHEDULED'` would lose it.
 */
export function pushStatus(filter: FilterExpression): Pushed | undefined {
  const verdicts = STATES.map((state) => ({ ...state, isFit: testStatus(filter, state) }));
  if (verdicts.some(({ isFit }) => isFit === undefined)) return undefined;
  const fitting = RUN_STATUSES.filter((name) =>
    verdicts.some(({ status, isFit }) => status === name && isFit),
  );
  const isExact = verdicts.every(({ status, isFit }) => isFit === fitting.includes(status));
  const [only] = fitting;
  if (only && fitting.length === 1 && only !== 'SCHEDULED')
    return { clauses: [`attributes.status = '${only}'`], isExact };
  const others = RUN_STATUSES.filter((status) => !fitting.includes(status));
  return { clauses: others.map((status) => `attributes.status != '${status}'`), isExact };
}

/** Undefined where it depends on more than the status. */
function testStatus(filter: FilterExpression, state: RunState): boolean | undefined {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const results = filter.parts.map((part) => testStatus(part, state));
      if (results.includes(undefined)) return undefined;
      return filter.kind === 'and' ? results.every(Boolean) : results.some(Boolean);
    }
    case 'not': {
      const result = testStatus(filter.part, state);
      return result === undefined ? undefined : !result;
    }
    case 'is-null':
      return isField(filter.operand, 'status') ? filter.isNegated : undefined;
    case 'compare': {
      const silent = silentTestOf(filter);
      if (silent) return testSilent(silent, state);
      return testComparison(filter.operator, filter.left, filter.right, state);
    }
    case 'in': {
      const silent = silentTestOf(filter);
      if (silent) return testSilent(silent, state);
      const isAmong = testAny(filter.left, filter.values, state);
      return isAmong === undefined ? undefined : isAmong !== filter.isNegated;
    }
    case 'words':
    case 'between':
      return undefined;
  }
}

function testSilent({ status, others, isNegated }: SilentTest, state: RunState): boolean | undefined {
  const isOther = testAny(status, others, state);
  return isOther === undefined ? undefined : (state.isSilent || isOther) !== isNegated;
}

function testAny(
  left: ValueExpression,
  values: readonly ValueExpression[],
  state: RunState,
): boolean | undefined {
  const results = values.map((value) => testComparison('=', left, value, state));
  return results.includes(undefined) ? undefined : results.some(Boolean);
}

function testComparison(
  operator: CompareOperator,
  left: ValueExpression,
  right: ValueExpression,
  { status }: RunState,
): boolean | undefined {
  if (!isField(left, 'status') || operator === '~' || operator === '!~') return undefined;
  return textTest(operator, left, right)?.(status);
}
