import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  startCompletion,
} from '@codemirror/autocomplete';
import type { EditorView } from '@codemirror/view';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { FilterWords } from './filter-field.tsx';
import { type Grammar, problemOf } from './filter-grammar.ts';
import { type Suggestion, suggestAt } from './filter-suggestions.ts';

/** Suggestions at the cursor; none beside a word that is complete. */
export async function completeFilter(
  context: CompletionContext,
  words: FilterWords,
  grammar: Grammar,
): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const found = await suggestAt(text, context.pos, words, grammar).catch(() => undefined);
  if (!found || context.aborted) return null;
  const typed = text.slice(found.from, context.pos);
  // A value is complete behind every key: signs come when they are asked for, not over what stands below the field.
  const isComplete = grammar === 'value' && typed === '' && problemOf(text, grammar) === undefined;
  if (isComplete && !context.explicit) return null;
  const items = found.items.filter(({ label }) => label !== typed);
  if (items.length === 0) return null;
  // They are found and ordered already, anew with every letter.
  return {
    from: found.from,
    to: Math.max(found.to, context.pos),
    filter: false,
    options: items.map((item) => toOption(item, grammar)),
  };
}

function toOption({ label, insert = label, runCount, goesOn }: Suggestion, grammar: Grammar): Completion {
  return {
    label,
    ...(runCount === undefined
      ? {}
      : { detail: m.filter_option_runs({ count: runCount, text: formatCount(runCount) }) }),
    apply: (view, _completion, from, to) => write(view, insert, from, to, goesOn ? grammar : undefined),
  };
}

/** @param goesOn where more is to be written, in which language */
function write(
  view: EditorView,
  insert: string,
  from: number,
  to: number,
  goesOn: Grammar | undefined,
): void {
  // A space that stands there already is not written twice.
  const isSpaced = insert.endsWith(' ') && view.state.sliceDoc(to, to + 1) === ' ';
  view.dispatch({
    changes: { from, to: isSpaced ? to + 1 : to, insert },
    selection: { anchor: from + insert.length },
    userEvent: 'input.complete',
  });
  const isComplete = goesOn === 'value' && problemOf(view.state.doc.toString(), goesOn) === undefined;
  if (goesOn && !isComplete) startCompletion(view);
}
