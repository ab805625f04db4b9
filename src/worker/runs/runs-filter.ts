import type { ExpressionProblem, FilterExpression } from '../../domain/expression/ast.ts';
import { checkPatterns, compileFilter, hasPatterns } from '../../domain/expression/evaluate.ts';
import type { EvaluationContext, RegexEngine } from '../../domain/expression/evaluation-context.ts';
import { referencedFields } from '../../domain/expression/explain.ts';
import { parseFilter } from '../../domain/expression/parse.ts';
import { splitForServer } from '../../domain/expression/push-down.ts';
import type { PushDownRules } from '../../domain/expression/server-grammar.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { Clock } from '../clock.ts';
import type { MissingKey, UnknownKey, UnreadNames } from './runs-protocol.ts';
import { findMissing, findUnknown, hasNegativeClauses, lacksKeys } from './filter-remarks.ts';
import type { Surroundings } from './evaluation.ts';

/** Texts that are remembered as read. */
const MAX_FILTERS = 50;

/** A filter that means something, ready to be asked of any rows. */
export interface RunFilter {
  readonly text: string;
  /** Undefined: all runs. */
  readonly expression: FilterExpression | undefined;
  /** In MLflow's grammar, for sources that know it; takes at least the runs that the filter takes. */
  readonly pushed: string | undefined;
  readonly isPartlyLocal: boolean;
  /** One entry for each row, 1 where the run passes; undefined: all pass. */
  mask(context: EvaluationContext): Uint8Array | undefined;
  /** Keys that runs lack, and keys that nobody has. */
  explain(context: EvaluationContext): FilterRemarks;
  /** True where what there is to say of the filter depends on runs that the server leaves out. */
  needsOthers(frame: RunFrame): boolean;
  /** The same without its clauses on the status; undefined where there are none. */
  readonly statusFree: RunFilter | undefined;
}

export interface FilterRemarks {
  readonly missing: readonly MissingKey[];
  readonly unknown: readonly UnknownKey[];
  readonly unread?: readonly UnreadNames[];
}

/** What a text stands for: a filter, or why it is none; `waiting` while an engine that it needs is loaded. */
export type FilterReading =
  | { readonly kind: 'filter'; readonly filter: RunFilter }
  | { readonly kind: 'problem'; readonly problem: ExpressionProblem }
  | { readonly kind: 'waiting' };

/** Reads texts of the filter language. */
export interface FilterBook {
  /** @param onReady called once, where the answer is `waiting` and the engine has come */
  read(text: string, onReady: () => void): FilterReading;
  /** Ages (`-7d`) count from the first reading of a text; after this from the next one. */
  forget(): void;
}

/** The filter of an empty text. */
export const ALL_RUNS: RunFilter = {
  text: '',
  expression: undefined,
  pushed: undefined,
  isPartlyLocal: false,
  mask: () => undefined,
  explain: () => ({ missing: [], unknown: [] }),
  needsOthers: () => false,
  statusFree: undefined,
};

export interface FilterBookOptions {
  readonly clock: Clock;
  readonly surroundings: Surroundings;
  /** What the source's filter can say; undefined: it takes none. */
  readonly rules: PushDownRules | undefined;
  /** Some 80 KB: loaded with the first regular expression. */
  readonly loadRegex: () => Promise<RegexEngine>;
}

export function createFilterBook({ clock, surroundings, rules, loadRegex }: FilterBookOptions): FilterBook {
  const known = new Map<string, FilterReading>();
  let loading: Promise<void> | undefined;
  /** The engine could not be loaded: the connection was gone. */
  let isBroken = false;

  function read(text: string, onReady: () => void): FilterReading {
    const parsed = parseFilter(text);
    if (!parsed.ok) return { kind: 'problem', problem: parsed.problem };
    if (!parsed.filter) return { kind: 'filter', filter: { ...ALL_RUNS, text } };
    if (hasPatterns(parsed.filter)) {
      if (!surroundings.regex && isBroken) return { kind: 'problem', problem: noEngine(text) };
      if (!surroundings.regex) {
        load(onReady);
        return { kind: 'waiting' };
      }
      const problem = checkPatterns(parsed.filter, surroundings.regex);
      if (problem) return { kind: 'problem', problem };
    }
    return { kind: 'filter', filter: makeFilter(text, parsed.filter, clock.nowMs(), rules) };
  }

  function load(onReady: () => void): void {
    loading ??= loadRegex().then(
      (regex) => {
        surroundings.setRegex(regex);
      },
      () => {
        isBroken = true;
      },
    );
    void loading.then(onReady);
  }

  return {
    read: (text, onReady) => {
      const reading = known.get(text) ?? read(text, onReady);
      if (reading.kind === 'waiting') return reading;
      if (known.size >= MAX_FILTERS) known.clear();
      known.set(text, reading);
      return reading;
    },
    forget: () => {
      known.clear();
      isBroken = false;
      if (!surroundings.regex) loading = undefined;
    },
  };
}

function makeFilter(
  text: string,
  expression: FilterExpression,
  nowMs: number,
  rules: PushDownRules | undefined,
): RunFilter {
  const split = rules && splitForServer(expression, rules, nowMs);
  const rest = withoutStatus(expression);
  return {
    text,
    expression,
    pushed: split?.pushed,
    isPartlyLocal: split?.isExact !== true,
    mask: (context) => maskOf(expression, { ...context, nowMs, clockMs: context.nowMs }),
    explain: (context) => ({
      missing: findMissing(expression, text, { ...context, nowMs }),
      unknown: findUnknown(expression, context.frame),
    }),
    needsOthers: (frame) => hasNegativeClauses(expression, text) || lacksKeys(expression, frame),
    statusFree: rest === expression ? undefined : rest ? makeFilter(text, rest, nowMs, undefined) : ALL_RUNS,
  };
}

/** The conjunction without its parts that name nothing but the status; undefined where nothing is left. */
function withoutStatus(expression: FilterExpression): FilterExpression | undefined {
  if (expression.kind !== 'and') return isOfStatus(expression) ? undefined : expression;
  const parts = expression.parts.filter((part) => !isOfStatus(part));
  if (parts.length === expression.parts.length) return expression;
  return parts.length > 1 ? { ...expression, parts } : parts[0];
}

function isOfStatus(expression: FilterExpression): boolean {
  const fields = referencedFields(expression);
  return (
    fields.length > 0 && fields.every(({ field }) => field.kind === 'attribute' && field.key === 'status')
  );
}

function noEngine(text: string): ExpressionProblem {
  return { code: 'bad-pattern', span: { start: 0, end: text.length }, found: text, expected: [] };
}

function maskOf(expression: FilterExpression, context: EvaluationContext): Uint8Array {
  const size = context.frame.ids.length;
  const test = compileFilter(expression, context);
  const mask = new Uint8Array(size);
  for (let row = 0; row < size; row++) if (test(row)) mask[row] = 1;
  return mask;
}
