import { unreachable } from '../../base/assert.ts';
import type { ExpectedPart, ExpressionProblem } from '../../domain/expression/ast.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';

const MAX_FOUND_LENGTH = 30;

/** `Character 12: expected a value, found “AND”`, counted from 1, as editors do. */
export function problemWords(problem: ExpressionProblem): string {
  return m.filter_problem_at({ place: problem.span.start + 1, problem: plainWords(problem) });
}

function plainWords({ code, found: whole, expected: parts }: ExpressionProblem): string {
  const found = whole.length > MAX_FOUND_LENGTH ? `${whole.slice(0, MAX_FOUND_LENGTH)}…` : whole;
  const expected = listWords(parts);
  switch (code) {
    case 'unexpected':
      return found === '' ? m.filter_problem_end({ expected }) : m.filter_problem_found({ expected, found });
    case 'unclosed-quote':
      return m.filter_problem_quote();
    case 'unclosed-parenthesis':
      return m.filter_problem_parenthesis();
    case 'unknown-function':
      return m.filter_problem_function({ found });
    case 'bad-pattern':
      return m.filter_problem_pattern({ found });
    case 'bad-date':
      return m.filter_problem_date({ found });
    case 'wrong-type':
      return m.filter_problem_type({ found, expected });
    case 'too-long':
      return m.filter_problem_long();
    default:
      return unreachable(code);
  }
}

function listWords(parts: readonly ExpectedPart[]): string {
  return new Intl.ListFormat(getLocale(), { type: 'disjunction' }).format(parts.map(partWords));
}

function partWords(part: ExpectedPart): string {
  switch (part) {
    case 'condition':
      return m.filter_expected_condition();
    case 'field':
      return m.filter_expected_field();
    case 'operator':
      return m.filter_expected_operator();
    case 'value':
      return m.filter_expected_value();
    case 'number':
      return m.filter_expected_number();
    case 'text':
      return m.filter_expected_text();
    case 'list':
      return m.filter_expected_list();
    case 'and-or':
      return m.filter_expected_joint();
    case 'closing-parenthesis':
      return m.filter_expected_close();
    case 'end':
      return m.filter_expected_end();
    default:
      return unreachable(part);
  }
}
