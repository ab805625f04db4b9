import type { ExpressionProblem } from '../../domain/expression/ast.ts';
import { completionContext } from '../../domain/expression/complete.ts';
import { parseFilter, parseValue } from '../../domain/expression/parse.ts';
import { tokenise } from '../../domain/expression/tokens.ts';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';

/** A condition on runs, or a value that each of them gets: the same language without conditions. */
export type Grammar = 'filter' | 'value';

/** Why a text means nothing; undefined where it means something. A blank filter is all runs. */
export function problemOf(text: string, grammar: Grammar): ExpressionProblem | undefined {
  const parsed = grammar === 'filter' ? parseFilter(text) : parseValue(text);
  return parsed.ok ? undefined : parsed.problem;
}

/** The same as far as the text is finished: what reaches its end is still being typed. */
export function problemOfTyped(text: string, grammar: Grammar): ExpressionProblem | undefined {
  if (text.trim() === '') return undefined;
  const problem = problemOf(text, grammar);
  return problem && !isUnfinished(problem, text) ? problem : undefined;
}

function isUnfinished({ code, span }: ExpressionProblem, text: string): boolean {
  return code === 'unclosed-parenthesis' || code === 'unclosed-quote' || span.end >= text.trimEnd().length;
}

/**
 * Whether Enter means the text as it stands, although words are suggested: it is complete, and no key after a prefix
 * is only begun (`metrics.lo`). Where nothing is begun at the cursor there is nothing to complete.
 */
export function isMeantAsTyped(
  text: string,
  cursor: number,
  grammar: Grammar,
  catalogue: KeyCatalogue | undefined,
): boolean {
  const context = completionContext(text, cursor);
  if (context.typed === '') return true;
  const prefix = context.kind === 'field' ? context.prefix : undefined;
  if (prefix === 'metric' || prefix === 'param' || prefix === 'tag') {
    const [token] = tokenise(text.slice(context.span.start, context.span.end));
    return catalogue?.[`${prefix}s`].some(({ key }) => key === token?.value) ?? true;
  }
  return problemOf(text, grammar) === undefined;
}
