import { ATTRIBUTE_FIELDS, type ExpressionProblem, type Field } from '../../domain/expression/ast.ts';
import { formatField } from '../../domain/expression/format.ts';
import { nearestKey } from '../../domain/expression/nearest-key.ts';
import { type Token, tokenise } from '../../domain/expression/tokens.ts';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { type Grammar, problemOf } from './filter-grammar.ts';

/** More words than that are not put right by one click. */
const MAX_WORDS = 4;
const MAX_FIXES = 3;

/**
 * What a text may have meant whose keys stand without their prefix (`lr = 0.5`): the whole text with the keys that
 * exist in their place, best first. None where the first problem is another one.
 */
export function findFixes(
  text: string,
  grammar: Grammar,
  catalogue: KeyCatalogue | undefined,
): readonly string[] {
  const fields = fieldsOf(catalogue);
  const starts = fixFirst(text, grammar, fields);
  return starts.slice(0, MAX_FIXES).map((start) => {
    let fixed = start;
    for (let count = 1; count < MAX_WORDS; count++) {
      const [next] = fixFirst(fixed, grammar, fields);
      if (next === undefined) break;
      fixed = next;
    }
    return fixed;
  });
}

function fixFirst(text: string, grammar: Grammar, fields: readonly KeyedField[]): readonly string[] {
  const problem = problemOf(text, grammar);
  const tokens = tokenise(text);
  const at = tokens.findIndex(({ span }) => span.start === problem?.span.start);
  const token = tokens[at];
  if (!problem || !token || !isWord(token)) return [];
  const after = tokens.slice(at + 1, at + 3);
  const ofAge = ageClause(token, after);
  const found = ofAge === undefined ? writtenAs(token, after, problem, fields) : [ofAge];
  const end = ofAge === undefined ? token.span.end : (after[1]?.span.end ?? text.length);
  return found.map((written) => text.slice(0, token.span.start) + written + text.slice(end));
}

function isWord({ kind, isClosed }: Token): boolean {
  return isClosed && (kind === 'word' || kind === 'name' || kind === 'text' || kind === 'field');
}

/** `age < 7d`: started later than 7 days ago. */
function ageClause(token: Token, [operator, age]: readonly Token[]): string | undefined {
  if (token.value.toLowerCase() !== 'age' || age?.kind !== 'duration') return undefined;
  const opposite = OPPOSITES.get(operator?.text ?? '');
  return opposite && `start_time ${opposite} -${age.text}`;
}

const OPPOSITES: ReadonlyMap<string, string> = new Map([
  ['<', '>'],
  ['<=', '>='],
  ['>', '<'],
  ['>=', '<='],
]);

/** The fields that a word may stand for. One that is compared as a text has to be the key to the letter. */
function writtenAs(
  token: Token,
  [, compared]: readonly Token[],
  { expected }: ExpressionProblem,
  fields: readonly KeyedField[],
): readonly string[] {
  const key = token.kind === 'field' ? token.text : token.value;
  const isNumberWanted = expected.includes('number');
  if (!isNumberWanted && !expected.includes('field')) return [];
  const all = fields.filter(({ kind }) => compared?.kind !== 'text' || kind !== 'metric');
  const exact = all.filter((field) => field.key === key);
  if (exact.length > 0 || isNumberWanted) return exact.map(formatField);
  const ofSection = all.filter((field) => field.key.endsWith(`/${key}`));
  if (ofSection.length > 0) return ofSection.map(formatField);
  const nearest = nearestKey(
    key,
    all.map((field) => field.key),
  );
  return all.filter((field) => field.key === nearest).map(formatField);
}

type KeyedField = Extract<Field, { readonly key: string }>;

/** What can be named, those of more runs first. */
function fieldsOf(catalogue: KeyCatalogue | undefined): readonly KeyedField[] {
  const keyed = (['metric', 'param', 'tag'] as const)
    .flatMap((kind) => (catalogue?.[`${kind}s`] ?? []).map((info) => ({ kind, info })))
    .toSorted((left, right) => right.info.runCount - left.info.runCount)
    .map(({ kind, info }) => ({ kind, key: info.key }));
  return [...ATTRIBUTE_FIELDS.map((key) => ({ kind: 'attribute', key }) as const), ...keyed];
}
