import { quoteText } from '../../../domain/expression/format.ts';
import { type Token, tokenise } from '../../../domain/expression/tokens.ts';

/*
 * Chips add and remove whole clauses of the filter's text. They look at its words only, not at the parsed tree: the
 * parser comes with the editor, later than the chips, and a clause keeps the writing that the person gave it.
 */

/**
 * The parts between the `AND`s that stand in no parentheses; one part where an `OR` stands beside them. Undefined
 * where a quote or a parenthesis is not closed: what is added there would land inside it.
 */
export function splitClauses(text: string): readonly string[] | undefined {
  const tokens = tokenise(text);
  const outer = outerKeywords(tokens);
  if (outer === undefined || tokens.some(({ isClosed }) => !isClosed)) return undefined;
  if (outer.some((token) => isKeyword(token, 'OR'))) return [text.trim()];
  const clauses: string[] = [];
  let start = 0;
  for (const { span } of separators(outer)) {
    clauses.push(text.slice(start, span.start).trim());
    start = span.end;
  }
  clauses.push(text.slice(start).trim());
  return clauses.filter((clause) => clause !== '');
}

/** Whether the clause stands in the filter, in whatever writing of spaces, keywords and quotes. */
export function hasClause(text: string, clause: string): boolean {
  return (splitClauses(text) ?? []).some((other) => isSameClause(other, clause));
}

/** Adds the clause, or takes it out where it stands. Undefined where the text cannot be split. */
export function toggleClause(text: string, clause: string): string | undefined {
  const clauses = splitClauses(text);
  if (!clauses) return undefined;
  const others = clauses.filter((other) => !isSameClause(other, clause));
  return joinClauses(others.length < clauses.length ? others : [...clauses, clause]);
}

/** The values that `field = 'a'` or `field IN ('a', 'b')` asks for; none where no such clause stands. */
export function chosenValues(text: string, field: string): readonly string[] {
  for (const clause of splitClauses(text) ?? []) {
    const values = valuesOfClause(clause, field);
    if (values) return values;
  }
  return [];
}

/** Adds a value to what is asked of the field, or takes it away. Undefined where the text cannot be split. */
export function toggleValue(text: string, field: string, value: string): string | undefined {
  const clauses = splitClauses(text);
  if (!clauses) return undefined;
  const at = clauses.findIndex((clause) => valuesOfClause(clause, field) !== undefined);
  const before = valuesOfClause(clauses[at] ?? '', field) ?? [];
  const after = before.includes(value) ? before.filter((other) => other !== value) : [...before, value];
  const clause = formatValues(field, after);
  if (at < 0) return joinClauses([...clauses, clause]);
  return joinClauses(clauses.with(at, clause).filter((one) => one !== ''));
}

/** `7d` of a clause `start_time > -7d`; undefined where none stands. */
export function chosenAge(text: string): string | undefined {
  for (const clause of splitClauses(text) ?? []) {
    const age = ageOfClause(clause);
    if (age !== undefined) return age;
  }
  return undefined;
}

/** The filter with another age in place of the one it has; undefined as `age`: any time. */
export function setAge(text: string, age: string | undefined): string | undefined {
  const clauses = splitClauses(text)?.filter((clause) => ageOfClause(clause) === undefined);
  if (!clauses) return undefined;
  return joinClauses(age === undefined ? clauses : [...clauses, `start_time > -${age}`]);
}

function joinClauses(clauses: readonly string[]): string {
  const [only] = clauses;
  if (clauses.length === 1 && only !== undefined) return withoutParentheses(only);
  return clauses.map((clause) => (hasOuterOr(clause) ? `(${clause})` : clause)).join(' AND ');
}

/** The parentheses that another clause made necessary. */
function withoutParentheses(clause: string): string {
  if (!clause.startsWith('(') || !clause.endsWith(')')) return clause;
  const inner = clause.slice(1, -1);
  return splitClauses(inner) === undefined || !hasOuterOr(inner) ? clause : inner.trim();
}

function hasOuterOr(text: string): boolean {
  return outerKeywords(tokenise(text))?.some((token) => isKeyword(token, 'OR')) ?? false;
}

/** Keywords outside parentheses; undefined where these are not balanced. */
function outerKeywords(tokens: readonly Token[]): readonly Token[] | undefined {
  let depth = 0;
  const outer: Token[] = [];
  for (const token of tokens) {
    if (token.kind === 'open') depth++;
    if (token.kind === 'close') depth--;
    if (depth < 0) return undefined;
    if (depth === 0 && token.kind === 'keyword') outer.push(token);
  }
  return depth === 0 ? outer : undefined;
}

/** The `AND`s that part clauses: not the one inside `BETWEEN 1 AND 2`. */
function separators(outer: readonly Token[]): readonly Token[] {
  let isInBetween = false;
  return outer.filter((token) => {
    if (isKeyword(token, 'BETWEEN')) isInBetween = true;
    if (!isKeyword(token, 'AND')) return false;
    const isSeparator = !isInBetween;
    isInBetween = false;
    return isSeparator;
  });
}

function isKeyword(token: Token, keyword: string): boolean {
  return token.kind === 'keyword' && token.text.toUpperCase() === keyword;
}

function isSameClause(left: string, right: string): boolean {
  return canonical(left) === canonical(right);
}

function canonical(clause: string): string {
  return JSON.stringify(
    tokenise(clause).map((token) => {
      if (token.kind === 'keyword') return token.text.toUpperCase();
      if (token.kind === 'text') return ['text', token.value];
      return token.kind === 'field' ? fieldName(token) : token.text;
    }),
  );
}

/** `attributes.status` is `status`; `metrics.loss` and `metric.loss` are one. */
function fieldName({ prefix, value }: Token): string {
  return prefix === 'attribute' ? value : `${prefix}.${value}`;
}

function valuesOfClause(clause: string, field: string): readonly string[] | undefined {
  const [first, operator, ...rest] = tokenise(clause);
  if (!first || !operator || canonical(first.text) !== canonical(field)) return undefined;
  if (operator.text === '=') return rest.length === 1 ? texts(rest) : undefined;
  if (!isKeyword(operator, 'IN') || rest[0]?.kind !== 'open' || rest.at(-1)?.kind !== 'close')
    return undefined;
  return texts(rest.slice(1, -1).filter(({ kind }) => kind !== 'comma'));
}

function texts(tokens: readonly Token[]): readonly string[] | undefined {
  return tokens.every(({ kind }) => kind === 'text') ? tokens.map(({ value }) => value) : undefined;
}

function formatValues(field: string, values: readonly string[]): string {
  const [only] = values;
  if (only === undefined) return '';
  if (values.length === 1) return `${field} = ${quoteText(only)}`;
  return `${field} IN (${values.map(quoteText).join(', ')})`;
}

function ageOfClause(clause: string): string | undefined {
  return /^(?:attributes?\.)?start_time\s*>=?\s*-\s*(\d+[mhdw])$/i.exec(clause)?.[1];
}
