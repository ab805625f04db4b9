import type { Span, ValueExpression } from './ast.ts';
import { isField } from './fields.ts';
import type { Clause } from './walk.ts';

/** A status that no server knows: of a running run that logs nothing any more (`silent-run.ts`). RUNNING finds it too. */
export const SILENT_STATUS = 'SILENT';

export interface SilentTest {
  /** `!=` and NOT IN. */
  readonly isNegated: boolean;
  readonly status: ValueExpression;
  /** The statuses that are asked for beside it. */
  readonly others: readonly ValueExpression[];
  readonly span: Span;
}

/** What a clause asks of the status, where SILENT is among it; undefined of any other clause. */
export function silentTestOf(clause: Clause): SilentTest | undefined {
  const { span } = clause;
  if (clause.kind === 'in') {
    const others = clause.values.filter((value) => !isSilent(value));
    const isAsked = isField(clause.left, 'status') && others.length < clause.values.length;
    return isAsked ? { isNegated: clause.isNegated, status: clause.left, others, span } : undefined;
  }
  if (clause.kind !== 'compare' || (clause.operator !== '=' && clause.operator !== '!=')) return undefined;
  const [status, value] = isField(clause.left, 'status')
    ? [clause.left, clause.right]
    : [clause.right, clause.left];
  if (!isField(status, 'status') || !isSilent(value)) return undefined;
  return { isNegated: clause.operator === '!=', status, others: [], span };
}

function isSilent(value: ValueExpression): boolean {
  return value.kind === 'text' && value.value === SILENT_STATUS;
}
